import type { PickerOptions } from '../messages.ts';
import { rowOf, type Resource, type Variant } from './picker-row.ts';
import { pickerSelection } from './picker-selection.ts';

const TITLES = { product: 'products', variant: 'variants', collection: 'collections' } as const;

/** The resource picker: a list to search and tick. Resolves with nothing when it is closed without choosing. */
export function pickResource(options: PickerOptions): Promise<(Resource | Variant)[] | undefined> {
  const many = options.multiple === true || (typeof options.multiple === 'number' && options.multiple > 1);
  const most = typeof options.multiple === 'number' ? options.multiple : many ? Number.POSITIVE_INFINITY : 1;
  const selection = pickerSelection(options, most);
  const verb = options.action === 'select' ? 'Select' : 'Add';
  const dialog = document.createElement('dialog');
  dialog.className = 'picker';
  dialog.setAttribute('aria-labelledby', 'picker-title');
  dialog.innerHTML = `<form method="dialog"><header id="picker-title">${verb} ${TITLES[options.type]}</header>
    <div class="search"><input type="search" aria-label="Search ${TITLES[options.type]}" placeholder="Search ${TITLES[options.type]}" autofocus></div>
    <ul aria-label="${TITLES[options.type]}"></ul>
    <footer><span class="soft" role="status"></span><button class="button" value="cancel" formnovalidate>Cancel</button><button class="button primary" value="done">${verb}</button></footer></form>`;
  const list = dialog.querySelector('ul');
  const search = dialog.querySelector('input');
  const status = dialog.querySelector('[role=status]');
  const done = dialog.querySelector<HTMLButtonElement>('button[value=done]');
  if (!list || !search || !status || !done) return Promise.resolve(undefined);
  search.value = options.query ?? '';

  const count = (): void => {
    const number = selection.count();
    const of = Number.isFinite(most) ? `/${most}` : '';
    status.textContent = `${number}${of} ${number === 1 ? options.type : TITLES[options.type]} selected`;
    // Nothing can be selected on purpose, but not added.
    done.disabled = number === 0 && options.action !== 'select';
    for (const input of list.querySelectorAll<HTMLInputElement>('input')) {
      const state = selection.stateOf(input.dataset['resource'] ?? '', input.dataset['variant']);
      input.checked = state !== 'off';
      input.indeterminate = state === 'some';
      input.disabled = many && state === 'off' && selection.isFull();
    }
  };

  let asked = 0;
  const show = async (from = 0): Promise<void> => {
    asked += 1;
    const mine = asked;
    const { filter = {} } = options;
    const query = new URLSearchParams({ type: options.type, query: search.value, from: String(from) });
    for (const name of ['hidden', 'variants', 'draft', 'archived'] as const)
      if (filter[name] === false && !(name === 'variants' && options.type === 'variant')) query.set(name, 'false');
    if (filter.query) query.set('filter', filter.query);
    const response = await fetch(`/admin/picker.json?${query.toString()}`);
    const { resources, total } = (await response.json()) as { resources: Resource[]; total: number };
    if (mine !== asked) return;
    const rows = resources.flatMap((resource) => {
      selection.meet(resource);
      return rowOf(resource, {
        type: options.type,
        many,
        toggle: (variantId, on) => {
          selection.toggle(resource, variantId, on);
          count();
        },
      });
    });
    const left = total - from - resources.length;
    const more = left > 0 ? [moreRow(left, () => void show(from + resources.length))] : [];
    list.querySelector('.more')?.remove();
    if (from === 0) list.replaceChildren();
    list.append(...(total === 0 ? [emptyRow(search.value)] : rows), ...more);
    count();
    if (from > 0) rows[0]?.querySelector('input')?.focus();
  };

  search.addEventListener('input', () => void show());
  search.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') event.preventDefault();
    // Else a browser empties the field first, and the merchant has to press twice.
    if (event.key === 'Escape') dialog.close();
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    list.querySelector('input')?.focus();
  });
  list.addEventListener('keydown', (event) => step(event, list, search));
  document.body.append(dialog);
  dialog.showModal();
  void show();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue === 'done' ? selection.picked() : undefined);
    });
  });
}

/** Arrows go from row to row, and from the first one back to the search. */
function step(event: KeyboardEvent, list: HTMLElement, search: HTMLElement): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  event.preventDefault();
  const inputs = [...list.querySelectorAll<HTMLInputElement>('input:not(:disabled)')];
  const at = inputs.findIndex((input) => input === document.activeElement);
  const next = inputs[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (next) next.focus();
  else if (event.key === 'ArrowUp') search.focus();
}

function moreRow(left: number, press: () => void): HTMLLIElement {
  const item = document.createElement('li');
  const button = document.createElement('button');
  item.className = 'more';
  button.type = 'button';
  button.className = 'button';
  button.textContent = `Show more (${left})`;
  button.addEventListener('click', press);
  item.append(button);
  return item;
}

function emptyRow(search: string): HTMLLIElement {
  const item = document.createElement('li');
  item.className = 'soft none';
  item.textContent = search ? `Nothing matches “${search}”.` : 'There is nothing to choose from.';
  return item;
}
