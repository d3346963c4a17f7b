export interface Variant {
  id: string;
  title: string;
  price: string;
  inventoryQuantity: number;
}

export interface Resource {
  id: string;
  title: string;
  status?: string;
  image?: { originalSrc: string };
  images?: { originalSrc: string }[];
  variants?: Variant[];
}

interface RowOptions {
  type: 'product' | 'variant' | 'collection';
  many: boolean;
  toggle(variantId: string | undefined, on: boolean): void;
}

/** A resource with its picture; below it its variants, where there is a choice. */
export function rowOf(resource: Resource, { type, many, toggle }: RowOptions): HTMLLIElement[] {
  const variants = resource.variants ?? [];
  const picture = resource.image?.originalSrc ?? resource.images?.[0]?.originalSrc ?? '';
  const status = resource.status && resource.status !== 'ACTIVE' ? resource.status.toLowerCase() : '';
  const single = variants.length === 1 ? variants[0] : undefined;
  const ownVariant = type === 'variant' ? single?.id : undefined;
  const head = row(
    {
      resource: resource.id,
      variant: ownVariant,
      // A product of several variants is no choice where one variant is wanted.
      kind: type === 'variant' && !single ? null : many ? 'checkbox' : 'radio',
    },
    [imageOf(picture), text(resource.title), ...(status ? [pill(status)] : []), ...(single ? [price(single)] : [])],
    (on) => toggle(ownVariant, on),
  );
  if (type === 'collection' || variants.length < 2) return [head];
  const nested = variants.map((variant) => {
    const kind = type === 'variant' && !many ? 'radio' : 'checkbox';
    const item = row(
      { resource: resource.id, variant: variant.id, kind },
      [text(variant.title), price(variant)],
      (on) => toggle(variant.id, on),
    );
    item.className = 'variant';
    return item;
  });
  return [head, ...nested];
}

interface Choice {
  resource: string;
  variant: string | undefined;
  kind: 'checkbox' | 'radio' | null;
}

function row(choice: Choice, content: Node[], changed: (on: boolean) => void): HTMLLIElement {
  const item = document.createElement('li');
  const label = document.createElement(choice.kind ? 'label' : 'div');
  if (choice.kind) {
    const input = document.createElement('input');
    input.type = choice.kind;
    input.name = choice.kind === 'radio' ? 'resource' : '';
    input.dataset['resource'] = choice.resource;
    if (choice.variant) input.dataset['variant'] = choice.variant;
    input.addEventListener('change', () => changed(input.checked));
    label.append(input);
  }
  label.append(...content);
  item.append(label);
  return item;
}

function imageOf(source: string): HTMLImageElement {
  const image = document.createElement('img');
  image.src = source;
  image.alt = '';
  return image;
}

function text(words: string): HTMLElement {
  const span = document.createElement('span');
  span.className = 'name';
  span.textContent = words;
  return span;
}

function pill(words: string): HTMLElement {
  const span = document.createElement('span');
  span.className = 'pill';
  span.textContent = words;
  return span;
}

function price(variant: Variant): HTMLElement {
  const span = document.createElement('span');
  span.className = 'soft price';
  span.textContent = `${variant.inventoryQuantity} available · ${variant.price}`;
  return span;
}
