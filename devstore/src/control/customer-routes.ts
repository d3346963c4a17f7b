import type { Hono } from 'hono';
import type { Devstore } from '../devstore.ts';
import type { ConsentState } from '../shop/types.ts';
import { BadInput, oneOf, readInput, text } from './read-input.ts';

const STATES: readonly ConsentState[] = [
  'not_subscribed',
  'pending',
  'subscribed',
  'unsubscribed',
  'redacted',
  'invalid',
];
const LEVELS = ['single_opt_in', 'confirmed_opt_in', 'unknown'] as const;

export function registerControlledCustomers(control: Hono, { store }: Devstore): void {
  /** `?search=` looks in e-mail and name, `?email=` is the whole address. */
  control.get('/customers', (c) => {
    const email = c.req.query('email');
    if (email !== undefined) {
      const one = store.customers.byEmail(email);
      const orders = one ? store.orders.ofCustomer(one.id).length : 0;
      return c.json({ total: one ? 1 : 0, customers: one ? [{ ...one, orders }] : [] });
    }
    const search = (c.req.query('search') ?? '').toLowerCase();
    const limit = Number(c.req.query('limit') ?? 20);
    const found = store.customers
      .all()
      .filter((one) => `${one.email ?? ''} ${one.firstName} ${one.lastName}`.toLowerCase().includes(search));
    return c.json({ total: found.length, customers: found.slice(0, limit) });
  });

  /** `{ email, firstName?, lastName?, phone?, locale?, consent? }` */
  control.post('/customers', async (c) => {
    const input = await readInput(c);
    const email = text(input, 'email');
    if (!email) throw new BadInput('A customer needs an email.');
    if (store.customers.byEmail(email)) throw new BadInput(`There is a customer with the e-mail ${email} already.`);
    const customer = store.customers.create({
      email,
      firstName: text(input, 'firstName'),
      lastName: text(input, 'lastName'),
      phone: text(input, 'phone') ?? null,
      locale: oneOf(input, 'locale', ['en', 'it']),
      consent: oneOf(input, 'consent', STATES),
    });
    return c.json({ customer }, 201);
  });

  /** `{ state, optInLevel?, channel? }`: of mail, or of `sms` */
  control.post('/customers/:id/consent', async (c) => {
    const input = await readInput(c);
    const state = oneOf(input, 'state', STATES);
    if (!state) throw new BadInput('Give the state.');
    const id = c.req.param('id');
    if (oneOf(input, 'channel', ['email', 'sms']) === 'sms') {
      if (!store.customers.get(id)?.phone) throw new BadInput('She has no phone number.');
      return c.json({ customer: store.customers.setSmsConsent(id, state) });
    }
    return c.json({ customer: store.customers.setConsent(id, state, oneOf(input, 'optInLevel', LEVELS)) });
  });

  /** `{ add?, remove? }`, tags with commas between. */
  control.post('/customers/:id/tags', async (c) => {
    const input = await readInput(c);
    const id = c.req.param('id');
    store.customers.addTags(id, (text(input, 'add') ?? '').split(','));
    return c.json({ customer: store.customers.removeTags(id, (text(input, 'remove') ?? '').split(',')) });
  });

  /** `{ into }`: the id or the e-mail of the customer who is kept. */
  control.post('/customers/:id/merge', async (c) => {
    const into = text(await readInput(c), 'into') ?? '';
    const kept = store.customers.get(into) ?? store.customers.byEmail(into);
    if (!kept || kept.id === c.req.param('id')) throw new BadInput('into is another customer: her id or e-mail.');
    return c.json({ customer: store.customers.merge(kept.id, c.req.param('id')) });
  });

  control.delete('/customers/:id', (c) => {
    store.customers.remove(c.req.param('id'));
    return c.body(null, 204);
  });

  control.post('/customers/:id/data-request', (c) => {
    store.customers.requestData(c.req.param('id'));
    return c.json({ asked: true });
  });
  control.post('/customers/:id/redact', (c) => {
    store.customers.requestRedact(c.req.param('id'));
    return c.json({ asked: true });
  });
}
