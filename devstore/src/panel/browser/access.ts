interface Access {
  scopes: string[];
  approved: Record<string, boolean>;
}

/** Shows what the app may read, unless somebody is changing it or has changed it without sending it yet. */
export function showAccess({ scopes, approved }: Access): void {
  const form = document.querySelector<HTMLFormElement>('[data-access]');
  const told = JSON.stringify([scopes, approved]);
  if (!form || form.dataset['shown'] === told) return;
  form.dataset['shown'] = told;
  for (const input of form.querySelectorAll('input')) input.checked = approved[input.name] ?? false;
  const list = form.querySelector('textarea');
  if (list) list.value = scopes.join(', ');
}

export function readAccess(form: HTMLElement): { scopes: string; approved: Record<string, boolean> } {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  return {
    scopes: form.querySelector('textarea')?.value ?? '',
    approved: Object.fromEntries(boxes.map((box) => [box.name, box.checked])),
  };
}
