import type { PickerOptions } from '../messages.ts';

interface Resource {
  id: string;
  title: string;
  image: string;
}

/** The resource picker: a list to search and tick. Resolves with nothing when it is closed without choosing. */
export function pickResource(options: PickerOptions): Promise<Resource[] | undefined> {
  const many = options.multiple !== undefined && options.multiple !== false;
  const chosen = new Map<string, Resource | undefined>((options.selectionIds ?? []).map(({ id }) => [id, undefined]));
  const dialog = document.createElement('dialog');
  dialog.className = 'picker';
  dialog.innerHTML = `<form method="dialog"><header>Add ${options.type === 'collection' ? 'collections' : 'products'}</header>
    <div class="search"><input type="search" aria-label="Search"></div><ul></ul>
    <footer><button class="button" value="cancel" formnovalidate>Cancel</button><button class="button primary" value="add">${options.action === 'select' ? 'Select' : 'Add'}</button></footer></form>`;
  const list = dialog.querySelector('ul');
  const search = dialog.querySelector('input');
  if (!list || !search) return Promise.resolve(undefined);
  search.value = options.query ?? '';

  const show = async (): Promise<void> => {
    const query = new URLSearchParams({ type: options.type, query: search.value });
    const found = (await (await fetch(`/admin/picker.json?${query.toString()}`)).json()) as Resource[];
    list.replaceChildren(...found.map((resource) => row(resource)));
  };

  const row = (resource: Resource): HTMLLIElement => {
    const item = document.createElement('li');
    const label = document.createElement('label');
    const input = document.createElement('input');
    const image = document.createElement('img');
    input.type = many ? 'checkbox' : 'radio';
    input.name = 'resource';
    input.checked = chosen.has(resource.id);
    if (input.checked) chosen.set(resource.id, resource);
    input.addEventListener('change', () => {
      if (!many) chosen.clear();
      if (input.checked) chosen.set(resource.id, resource);
      else chosen.delete(resource.id);
    });
    image.src = resource.image;
    image.alt = '';
    label.append(input, image, resource.title);
    item.append(label);
    return item;
  };

  search.addEventListener('input', () => void show());
  search.addEventListener('keydown', (event) => event.key === 'Enter' && event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
  void show();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      dialog.remove();
      const picked = [...chosen.values()].filter((resource) => resource !== undefined);
      resolve(dialog.returnValue === 'add' && picked.length > 0 ? picked : undefined);
    });
  });
}
