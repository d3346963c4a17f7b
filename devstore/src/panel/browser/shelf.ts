import { control, remove } from './control.ts';
import { part } from './part.ts';
import { onSubmit, type Done } from './status.ts';

interface Variant {
  id: string;
  title: string;
  price: string;
  inventoryQuantity: number;
  inStreetShop?: number;
}

interface Product {
  id: string;
  title: string;
  status: string;
  variants: Variant[];
}

let chosen: Product | undefined;

export function startShelf(): void {
  const form = part<HTMLFormElement>('product');
  const select = (name: string): HTMLSelectElement => {
    const field = form.elements.namedItem(name);
    if (!(field instanceof HTMLSelectElement)) throw new Error(`The product's form has no ${name}`);
    return field;
  };
  const [locations, variants] = [select('location'), select('variant')];
  const title = form.elements.namedItem('product');
  const set = (name: string, value: string): void => {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement) field.value = value;
  };
  const variant = () => chosen?.variants.find(({ id }) => id === variants.value);
  const stockOf = (one: Variant): number => {
    const street = one.inStreetShop ?? 0;
    return locations.selectedIndex === 1 ? street : one.inventoryQuantity - street;
  };
  const showVariant = (): void => {
    const one = variant();
    if (!one) return;
    set('inventory', String(stockOf(one)));
    set('price', one.price);
  };
  const find = async (): Promise<void> => {
    const wanted = title instanceof HTMLInputElement ? title.value : '';
    const found = await control<{ products: Product[] }>(`/products?limit=400&search=${encodeURIComponent(wanted)}`);
    chosen = found.products.find((one) => one.title === wanted);
    const before = variants.value;
    variants.replaceChildren(
      ...(chosen?.variants ?? []).map((one) => new Option(`${one.title} (${one.inventoryQuantity} in all)`, one.id)),
    );
    variants.disabled = !chosen;
    if (chosen?.variants.some(({ id }) => id === before)) variants.value = before;
    if (chosen) select('status').value = chosen.status;
    showVariant();
  };
  if (title instanceof HTMLInputElement) title.addEventListener('change', () => void find());
  for (const one of [locations, variants]) one.addEventListener('change', showVariant);

  onSubmit('product', async (data, value) => {
    await findIfNeeded();
    const [product, one] = [chosen, variant()];
    if (!product || !one) throw new Error('Choose a product from the list.');
    const before = stockOf(one);
    const done = await change(product, one, data, value, before);
    await find();
    return done;
  });
  async function findIfNeeded(): Promise<void> {
    if (title instanceof HTMLInputElement && chosen?.title !== title.value) await find();
  }

  onSubmit('collection', async (data) => {
    const { collection } = await control<{ collection: { id: string } }>('/collections', { title: data.get('title') });
    await showCollections();
    return {
      said: 'The collection is there.',
      undo: () => remove(`/collections/${collection.id}`).then(showCollections),
    };
  });
  onSubmit('uncollection', async (data) => {
    await remove(`/collections/${String(data.get('collection'))}`);
    await showCollections();
    return 'The collection is deleted.';
  });
  void showCollections();
}

async function showCollections(): Promise<void> {
  const { collections } = await control<{ collections: { id: string; title: string }[] }>('/collections');
  for (const list of document.querySelectorAll('[data-collection-list]'))
    list.replaceChildren(...collections.map(({ id, title }) => new Option(title, id)));
}

async function change(
  product: Product,
  variant: Variant,
  data: FormData,
  act: string,
  stock: number,
): Promise<Done | string> {
  const path = `/products/${product.id}`;
  const put = async (said: string, body: object, back: object): Promise<Done> => {
    await control(path, body);
    return { said, undo: () => control(path, back) };
  };
  const variantId = variant.id;
  switch (act) {
    case 'price':
      return put('The price is set.', { variantId, price: data.get('price') }, { variantId, price: variant.price });
    case 'status':
      return put('The status is set.', { status: data.get('status') }, { status: product.status });
    case 'delete':
      await remove(path);
      return 'The product is deleted.';
    case 'in':
    case 'out': {
      const belongs = `/collections/${String(data.get('collection'))}/products`;
      const say = (yes: boolean) => control(belongs, { productId: product.id, in: yes ? 'yes' : 'no' });
      await say(act === 'in');
      return {
        said: act === 'in' ? 'It is in the collection.' : 'It is out of the collection.',
        undo: () => say(act !== 'in'),
      };
    }
    default: {
      const at = { variantId, locationId: data.get('location') };
      return put('The stock is set.', { ...at, inventory: Number(data.get('inventory')) }, { ...at, inventory: stock });
    }
  }
}
