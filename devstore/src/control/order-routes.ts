import type { Hono } from 'hono';
import type { Devstore } from '../devstore.ts';
import { BadInput, flag, list, number, oneOf, readInput, text } from './read-input.ts';

const REASONS = ['customer', 'inventory', 'fraud', 'declined', 'other'] as const;

export function registerControlledOrders(control: Hono, { store }: Devstore): void {
  /** `?search=` is a number or an e-mail. */
  control.get('/orders', (c) => {
    const limit = Number(c.req.query('limit') ?? 20);
    const search = (c.req.query('search') ?? '').trim().toLowerCase();
    const found = store.orders
      .all()
      .filter(({ name, email }) => search === '' || name === `#${search.replace(/^#/, '')}` || email === search);
    return c.json({ orders: found.slice(-limit).reverse() });
  });

  /** `{ email | customerId, products: ["id", { productId | variantId, quantity }], test?, landingPage?, referrer? }` */
  control.post('/orders', async (c) => {
    const input = await readInput(c);
    const email = text(input, 'email');
    const customerId = text(input, 'customerId');
    // The till and an order by hand know nobody unless they are told.
    const nobody = ['pos', 'shopify_draft_order'].includes(text(input, 'sourceName') ?? '');
    if (!email && !customerId && !nobody) throw new BadInput('Say who buys: email or customerId.');
    const first = store.products.all()[0];
    const wanted = list(input, 'products') ?? list(input, 'lines') ?? (first ? [{ productId: first.id }] : []);
    const order = store.orders.place({
      email,
      customerId,
      lines: wanted.map((line) => ({
        productId: text(line, 'productId'),
        variantId: text(line, 'variantId'),
        quantity: number(line, 'quantity'),
      })),
      test: flag(input, 'test'),
      sourceName: text(input, 'sourceName'),
      discountCodes: text(input, 'discountCode')?.split(','),
      acceptsMarketing: flag(input, 'acceptsMarketing'),
      landingPage: text(input, 'landingPage'),
      referrer: text(input, 'referrer'),
      attributes: list(input, 'attributes')?.map((one) => ({
        name: text(one, 'name') ?? '',
        value: text(one, 'value') ?? '',
      })),
    });
    return c.json({ order }, 201);
  });

  /** `{ amount?, note?, lines?: [{ lineItemId, quantity }] }`: all of it unless said otherwise. */
  control.post('/orders/:id/refund', async (c) => {
    const input = await readInput(c);
    const id = c.req.param('id');
    const refund = store.orders.refund(id, {
      amount: text(input, 'amount'),
      note: text(input, 'note'),
      lines: list(input, 'lines')?.map((line) => ({
        lineItemId: text(line, 'lineItemId') ?? '',
        quantity: number(line, 'quantity') ?? 1,
      })),
    });
    return c.json({ refund, order: store.orders.get(id) }, 201);
  });

  control.post('/orders/:id/fulfill', (c) => c.json({ order: store.orders.fulfill(c.req.param('id')) }));

  /** `{ quantity, lineItemId? }`: the first line unless said otherwise; 0 takes it out. */
  control.post('/orders/:id/edit', async (c) => {
    const input = await readInput(c);
    const id = c.req.param('id');
    const line = text(input, 'lineItemId') ?? store.orders.get(id)?.lines[0]?.id ?? '';
    const quantity = number(input, 'quantity');
    if (quantity === undefined || quantity < 0) throw new BadInput('quantity is 0 or more.');
    return c.json({ order: store.orders.edit(id, line, quantity) });
  });

  /** `{ add?, remove? }`, tags with commas between. */
  control.post('/orders/:id/tags', async (c) => {
    const input = await readInput(c);
    const id = c.req.param('id');
    store.orders.addTags(id, (text(input, 'add') ?? '').split(','));
    return c.json({ order: store.orders.removeTags(id, (text(input, 'remove') ?? '').split(',')) });
  });

  control.delete('/orders/:id', (c) => {
    store.orders.remove(c.req.param('id'));
    return c.body(null, 204);
  });

  control.get('/checkouts', (c) => c.json({ checkouts: store.checkouts.all().slice(-20).reverse() }));
  control.delete('/checkouts/:token', (c) => {
    store.checkouts.remove(c.req.param('token'));
    return c.body(null, 204);
  });

  control.post('/orders/:id/cancel', async (c) => {
    const input = await readInput(c);
    return c.json({ order: store.orders.cancel(c.req.param('id'), oneOf(input, 'reason', REASONS) ?? 'customer') });
  });
}
