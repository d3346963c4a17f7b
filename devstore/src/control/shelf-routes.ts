import type { Hono } from 'hono';
import type { Devstore } from '../devstore.ts';
import { BadInput, number, oneOf, readInput, text } from './read-input.ts';

/** Products, collections, and what the merchant sets for the whole shop. */
export function registerControlledShelf(control: Hono, { store }: Devstore): void {
  control.get('/products', (c) => {
    const search = (c.req.query('search') ?? '').toLowerCase();
    const limit = Number(c.req.query('limit') ?? 20);
    const found = store.products.all().filter((product) => product.title.toLowerCase().includes(search));
    return c.json({ total: found.length, products: found.slice(0, limit) });
  });

  /** `{ title?, status?, variantId?, price?, inventory?, locationId? }`: the stock is that of the main warehouse unless said otherwise. */
  control.post('/products/:id', async (c) => {
    const input = await readInput(c);
    const id = c.req.param('id');
    const variantId = text(input, 'variantId') ?? store.products.get(id)?.variants[0]?.id ?? '';
    const price = text(input, 'price');
    const inventory = number(input, 'inventory');
    const title = text(input, 'title');
    const status = oneOf(input, 'status', ['active', 'draft', 'archived']);
    if (price !== undefined && !/^\d+(\.\d{1,2})?$/.test(price))
      throw new BadInput('price is an amount such as 19.90.');
    if (price !== undefined) store.products.setPrice(variantId, price);
    if (inventory !== undefined) store.products.setInventory(variantId, inventory, text(input, 'locationId'));
    if (title !== undefined || status !== undefined) {
      store.products.update(id, { ...(title !== undefined && { title }), ...(status !== undefined && { status }) });
    }
    return c.json({ product: store.products.get(id) });
  });

  control.delete('/products/:id', (c) => {
    store.products.remove(c.req.param('id'));
    return c.body(null, 204);
  });

  control.get('/collections', (c) => c.json({ collections: store.collections.all() }));
  control.post('/collections', async (c) => {
    const title = text(await readInput(c), 'title');
    if (!title) throw new BadInput('A collection needs a title.');
    return c.json({ collection: store.collections.create(title) }, 201);
  });
  /** `{ title? }` */
  control.post('/collections/:id', async (c) => {
    const title = text(await readInput(c), 'title');
    return c.json({ collection: store.collections.update(c.req.param('id'), title ? { title } : {}) });
  });
  /** `{ productId, in: "yes" | "no" }`: puts a product into the collection, or takes it out. */
  control.post('/collections/:id/products', async (c) => {
    const input = await readInput(c);
    const id = c.req.param('id');
    const product = store.products.get(text(input, 'productId') ?? '');
    if (!product) throw new BadInput('productId is a product of this shop.');
    const others = product.collectionIds.filter((one) => one !== id);
    const belongs = oneOf(input, 'in', ['yes', 'no']) !== 'no';
    store.products.setCollections(product.id, belongs ? [...others, id] : others);
    return c.json({ collection: store.collections.update(id, {}) });
  });
  control.delete('/collections/:id', (c) => {
    store.collections.remove(c.req.param('id'));
    return c.body(null, 204);
  });

  /** `{ name?, email?, currency?, zone? }` */
  control.post('/shop', async (c) => {
    const input = await readInput(c);
    const given = (name: string) => {
      const value = text(input, name);
      return value === undefined ? {} : { [name]: value };
    };
    const zone = text(input, 'zone');
    if (zone !== undefined && !isZone(zone)) throw new BadInput(`${zone} is no time zone such as Europe/Rome.`);
    const currency = text(input, 'currency');
    if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) throw new BadInput('currency is a code such as EUR.');
    const change = { ...given('name'), ...given('email'), ...given('currency'), ...given('zone') };
    return c.json({ shop: store.changeShop(change) });
  });

  control.get('/flow', (c) => c.json({ triggers: store.flowTriggers.all() }));
}

function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
