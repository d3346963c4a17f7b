import { setTimeout } from 'node:timers/promises';
import { Hono } from 'hono';
import { parseDuration } from '../clock/duration.ts';
import { LOOK_EVERY } from '../clock/offset-file.ts';
import type { Devstore, Register } from '../devstore.ts';
import { HasOrders } from '../shop/has-orders.ts';
import { LOCATIONS } from '../shop/location.ts';
import { NotInShop } from '../shop/not-in-shop.ts';
import { registerControlledAdminApi } from './admin-api-routes.ts';
import { registerControlledApp } from './app-routes.ts';
import { registerControlledCustomers } from './customer-routes.ts';
import { onlyLocal } from './only-local.ts';
import { registerControlledOrders } from './order-routes.ts';
import { registerControlledShelf } from './shelf-routes.ts';
import { BadInput, readInput, text } from './read-input.ts';
import { registerControlledWebhooks } from './webhook-routes.ts';

/** `/devstore/*`: JSON in, JSON out, for the panel, tests and the demo. */
export const registerControl: Register = (app, devstore) => {
  const control = new Hono();
  control.onError((error, c) => {
    if (error instanceof NotInShop) return c.json({ error: error.message }, 404);
    if (error instanceof BadInput || error instanceof RangeError || error instanceof HasOrders)
      return c.json({ error: error.message }, 400);
    return c.json({ error: error.message }, 500);
  });
  control.use('*', onlyLocal);
  control.get('/state', (c) => c.json(stateOf(devstore)));
  control.post('/clock', async (c) => {
    const input = await readInput(c);
    devstore.clock.moveTo(targetOf(devstore, text(input, 'by'), text(input, 'to')));
    // whoever has the answer finds the app at the same time
    await setTimeout(LOOK_EVERY);
    return c.json(timeOf(devstore));
  });
  registerControlledOrders(control, devstore);
  registerControlledCustomers(control, devstore);
  registerControlledWebhooks(control, devstore);
  registerControlledApp(control, devstore);
  registerControlledShelf(control, devstore);
  registerControlledAdminApi(control, devstore);
  app.route('/devstore', control);
};

function targetOf({ clock }: Devstore, by: string | undefined, to: string | undefined): number {
  if (by !== undefined) {
    const step = parseDuration(by);
    if (step === undefined) throw new BadInput('by must be a duration such as 30s, 15m, 1h, 7d.');
    return clock.now() + step;
  }
  const at = Date.parse(to ?? '');
  if (Number.isNaN(at)) throw new BadInput('Give by (a duration) or to (an instant).');
  return at;
}

function timeOf({ clock }: Devstore) {
  return { now: clock.iso(), offset: clock.offset() };
}

function stateOf(devstore: Devstore) {
  const { store, webhooks, mailbox, config } = devstore;
  return {
    shop: {
      name: store.shop.name,
      email: store.shop.email,
      domain: store.shop.domain,
      currency: store.shop.currency,
      zone: store.shop.zone,
    },
    locations: LOCATIONS,
    clock: timeOf(devstore),
    addresses: {
      storefront: config.origin,
      admin: `${config.origin}/admin`,
      mailbox: `${config.origin}/mailbox`,
      app: config.appUrl,
    },
    counts: {
      products: store.products.all().length,
      collections: store.collections.all().length,
      customers: store.customers.all().length,
      orders: store.orders.all().length,
      checkouts: store.checkouts.all().length,
      mails: mailbox.count(),
    },
    app: {
      ...store.app.installation(),
      webPixel: store.app.webPixel() !== undefined,
      approved: store.app.protectedData(),
    },
    webhooks: { pending: webhooks.pending(), faults: webhooks.faults() },
  };
}
