/** The element of the page that has this mark: `data-clock`. */
export function part<T extends HTMLElement>(name: string): T {
  const element = document.querySelector<T>(`[data-${name}]`);
  if (!element) throw new Error(`The panel has no ${name}`);
  return element;
}

/** Puts rows in, unless they are those that stand there already. */
export function fill(list: HTMLElement, told: unknown, rows: () => HTMLElement[], none: string): void {
  const text = JSON.stringify(told);
  if (list.dataset['told'] === text) return;
  list.dataset['told'] = text;
  const made = rows();
  const empty = document.createElement('li');
  empty.className = 'none';
  empty.textContent = none;
  list.replaceChildren(...(made.length > 0 ? made : [empty]));
}
