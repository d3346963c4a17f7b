// Stock at two places, against the local Shopify: what is shown is what all of them have.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { STREET_SHOP } from '../../../devstore/src/shop/location.ts';
import { inventoryLevelPayload } from '../../../devstore/src/webhooks/payloads/inventory-level.ts';
import { productPayload } from '../../../devstore/src/webhooks/payloads/product.ts';
import { DIALECTS } from '../../../test/databases.ts';
import { DAY, MINUTE } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { openSetting, type Setting } from '../backfill/history-in-test.ts';
import { createInboxWorker } from '../inbox/worker.server.ts';

describe.each(DIALECTS)('what can be bought of a variant kept at two places [%s]', (dialect) => {
  let at: Setting;
  let told: { topic: string; payload: unknown }[];
  beforeEach(async () => {
    at = await openSetting(dialect);
    await at.ask();
    told = [];
    const { store, config } = at.far.devstore;
    store.listen((event) => {
      const context = { store, origin: config.origin };
      if (event.kind === 'inventory.changed') {
        told.push({ topic: 'inventory_levels/update', payload: inventoryLevelPayload(context, event) });
      } else if (event.kind === 'product.updated') {
        told.push({ topic: 'products/update', payload: productPayload(context, event.product) });
      }
    });
  });
  afterEach(() => at.dispose());

  let delivered = 0;
  async function hear(which = told.splice(0)) {
    const { db } = at.test;
    for (const { topic, payload } of which) {
      const now = at.clock.now();
      const id = `w${delivered++}`;
      const row = { shop: at.shop, id, topic, payload: JSON.stringify(payload), triggered_at: now };
      await db.write((trx) =>
        trx
          .insertInto('inbox')
          .values({ ...row, received_at: now, due_at: now })
          .execute(),
      );
    }
    const inbox = createInboxWorker({ db, clock: at.clock, log: silentLog });
    while ((await inbox.run(at.shop)) !== null);
  }
  const levelsOnly = () => told.splice(0).filter(({ topic }) => topic === 'inventory_levels/update');

  it('is the sum of both, also when at first only one of them is heard', async () => {
    const { store, clock } = at.far.devstore;
    const variant = store.products.all()[0]!.variants[0]!;
    const shown = async () => (await at.rows()).variants.find(({ id }) => id === variant.id)?.inventory;
    const total = () => store.products.byVariant(variant.id)?.variants.find(({ id }) => id === variant.id);
    store.products.setInventory(variant.id, 20);
    store.products.setInventory(variant.id, 5, STREET_SHOP.id);
    told = [];
    await at.runToEnd();
    expect(await shown()).toBe(25);

    clock.moveBy(MINUTE);
    store.products.setInventory(variant.id, 4, STREET_SHOP.id);
    await hear(levelsOnly());
    // a location alone does not speak for the other: what the product told stands until both are read
    expect(await shown()).toBe(25);
    await at.runToEnd();
    expect(await shown()).toBe(24);

    clock.moveBy(MINUTE);
    store.products.setInventory(variant.id, 18);
    const requests = at.seen.requests;
    await hear(levelsOnly());
    expect(await shown()).toBe(22);
    await at.runToEnd();
    expect(at.seen.requests).toBe(requests);

    // with all webhooks, in the order in which they came
    clock.moveBy(MINUTE);
    store.products.setInventory(variant.id, 17);
    await hear();
    expect(await shown()).toBe(total()?.inventoryQuantity);
    // after a week they are read again
    clock.moveBy(8 * DAY);
    store.products.setInventory(variant.id, 16);
    await hear(levelsOnly());
    await at.runToEnd();
    expect(at.seen.requests).toBeGreaterThan(requests);
    expect(await shown()).toBe(20);
  });
});
