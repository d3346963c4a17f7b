import type { Hono } from 'hono';
import type { Devstore } from '../devstore.ts';
import { BadInput, flag, list, number, oneOf, readInput, text } from './read-input.ts';

const REASONS = ['customer', 'inventory', 'fraud', 'declined', 'other'] as const;

export function registerControlledOrders(control: Hono, { store }: Devstore): void {
  control.get('/orders', (c) => {
    const limit = Number(c.req.query('limit') ?? 20);
    return c.json({ orders: store.orders.all().slice(-limit).reverse() });
  });

  /** `{ email | customerId, products: ["id", { productId | variantId, quantity }], test?, landingPage?, referrer? }` */
  control.post('/orders', async (c) => {
    const input = await readInput(c);
    const email = text(input, 'email');
    const customerId = text(input, 'customerId');
    if (!email && !customerId) throw new BadInput('Say who buys: email or customerId.');
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

  control.post('/orders/:id/cancel', async (c) => {
    const input = await readInput(c);
    return c.json({ order: store.orders.cancel(c.req.param('id'), oneOf(input, 'reason', REASONS) ?? 'customer') });
  });
}
