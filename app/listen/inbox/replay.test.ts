// Shopify promises neither order nor once, and a process may end at any write: the rows are the same in the end.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../../test/databases.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import { capture, drain, installShop, SHOP, snapshot } from './inbox.fixture.ts';
import { cart, checkout, customer, iso, order, product, refund } from './payloads.fixture.ts';
import { createInboxWorker } from './worker.server.ts';

/** A shopper's afternoon: everything changes at least once, one order is refunded in part, another cancelled. */
const STORY: readonly (readonly [topic: string, payload: unknown])[] = [
  ['products/create', product({ updated_at: -90 })],
  ['products/update', product({ updated_at: -80, title: 'Shirt', variants: [{ id: 2, title: 'L', price: '21.00' }] })],
  ['products/create', product({ id: 55, title: 'Gone', updated_at: -90, variants: [] })],
  ['products/delete', { id: 55 }],
  ['customers/create', customer({ first_name: 'J', updated_at: -70 })],
  [
    'customers/update',
    customer({ updated_at: 60, email_marketing_consent: { state: 'unsubscribed', consent_updated_at: iso(60) } }),
  ],
  ['carts/create', cart({ updated_at: -60 })],
  ['carts/update', cart({ updated_at: -30, line_items: [{ product_id: 55, quantity: 1 }] })],
  ['checkouts/create', checkout({ updated_at: -20, email: null, customer: null })],
  // the address was typed within the same second
  ['checkouts/update', checkout({ updated_at: -20 + 0.5, buyer_accepts_marketing: true })],
  ['orders/create', order({})],
  ['refunds/create', refund({})],
  ['orders/updated', order({ updated_at: 41 })],
  ['orders/create', order({ id: 2, checkout_token: null, cart_token: null, created_at: 5, updated_at: 5 })],
  [
    'orders/cancelled',
    order({ id: 2, checkout_token: null, cart_token: null, created_at: 5, updated_at: 9, cancelled_at: 9 }),
  ],
  ['carts/update', cart({ updated_at: 100 })],
];

async function outcome(db: Database) {
  const { inbox, ...rows } = await snapshot(db);
  expect(new Set(inbox.map(({ state }) => state))).toEqual(new Set(['done']));
  return rows;
}

describe.each(DIALECTS)('replays [%s]', (dialect) => {
  const clock = new ManualClock('2026-11-21T12:00:00Z');

  async function tell(deliveries: typeof STORY, batches: number) {
    const test = await createTestDatabase(dialect);
    try {
      await installShop(test.db);
      const size = Math.ceil(deliveries.length / batches);
      for (let start = 0; start < deliveries.length; start += size) {
        await capture(test.db, clock, deliveries.slice(start, start + size), SHOP, clock.now());
        await drain(test.db, clock);
      }
      return await outcome(test.db);
    } finally {
      await test.dispose();
    }
  }

  it('any order, any duplicates and any batches end in the same rows', async () => {
    const expected = await tell(STORY, 1);
    expect(expected.orders).toHaveLength(2);
    expect(expected.cart_line).toHaveLength(1);
    const shuffled = fc
      .tuple(
        fc.shuffledSubarray([...STORY], { minLength: STORY.length }),
        fc.array(fc.constantFrom(...STORY), { maxLength: 8 }),
        fc.integer({ min: 1, max: 24 }),
      )
      .map(([all, again, batches]) => ({ deliveries: [...all, ...again], batches }));
    await fc.assert(
      fc.asyncProperty(shuffled, async ({ deliveries, batches }) => {
        expect(await tell(deliveries, batches)).toEqual(expected);
      }),
      { numRuns: dialect === 'sqlite' ? 40 : 10 },
    );
  });

  it('a fault at any write changes nothing in the end', async () => {
    const expected = await tell(STORY, 1);
    let writes = 0;
    let faultAt = Number.POSITIVE_INFINITY;
    const test = await createTestDatabase(dialect, () => {
      if (++writes === faultAt) throw new Error('the power went out');
    });
    try {
      await installShop(test.db);
      const tables = ['fact', 'task', 'order_line', 'orders', 'refund', 'checkout', 'cart_line', 'cart'] as const;
      const more = ['customer', 'variant', 'product', 'inbox'] as const;
      let faults = 0;
      for (let nth = 1; ; nth++) {
        faultAt = Number.POSITIVE_INFINITY;
        for (const table of [...tables, ...more]) await test.db.write((trx) => trx.deleteFrom(table).execute());
        await capture(test.db, clock, STORY, SHOP, clock.now());
        writes = 0;
        faultAt = nth;
        // the run that fails may be the batch, or the note that it failed; the next finds everything in the rows
        const worker = createInboxWorker({ db: test.db, clock, log: silentLog });
        await worker.run(SHOP).catch(() => {});
        const struck = writes >= nth;
        faultAt = Number.POSITIVE_INFINITY;
        await drain(test.db, clock);
        expect(await outcome(test.db)).toEqual(expected);
        if (!struck) break;
        faults++;
      }
      expect(faults).toBeGreaterThan(10);
    } finally {
      await test.dispose();
    }
  });
});
