interface Access {
  scopes: string[];
  approved: Record<string, boolean>;
}

/** Shows what the app may do, unless somebody is changing it. */
export function showAccess({ scopes, approved }: Access): void {
  const form = document.querySelector<HTMLFormElement>('[data-access]');
  if (!form || form.contains(document.activeElement)) return;
  for (const input of form.querySelectorAll('input')) {
    if (input.type === 'checkbox') input.checked = approved[input.name] ?? false;
    else input.value = scopes.join(',');
  }
}

export function readAccess(form: HTMLFormElement): { scopes: string; approved: Record<string, boolean> } {
  const boxes = [...form.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
  return {
    scopes: form.querySelector<HTMLInputElement>('[name=scopes]')?.value ?? '',
    approved: Object.fromEntries(boxes.map((box) => [box.name, box.checked])),
  };
}
