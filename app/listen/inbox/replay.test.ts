// Shopify promises neither order nor once, and a process may end at any write: the rows are the same in the end.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../../test/databases.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import { capture, drain, forgetAll, installShop, SHOP, snapshot } from './inbox.fixture.ts';
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
  // a picture is the catalogue's at that moment, so it may be missing where the product was heard later
  const checkouts = rows.checkout.map((row) => ({
    ...row,
    lines: row.lines.replace(/"imageUrl":("[^"]*"|null)/g, ''),
  }));
  return { ...rows, checkout: checkouts };
}

describe.each(DIALECTS)('replays [%s]', (dialect) => {
  const clock = new ManualClock('2026-11-21T12:00:00Z');

  async function tell(db: Database, deliveries: typeof STORY, batches: number) {
    await forgetAll(db);
    const size = Math.ceil(deliveries.length / batches);
    for (let start = 0; start < deliveries.length; start += size) {
      await capture(db, clock, deliveries.slice(start, start + size), SHOP, clock.now());
      await drain(db, clock);
    }
    return outcome(db);
  }

  async function withDatabase(work: (db: Database) => Promise<void>, probe?: () => void): Promise<void> {
    const test = await createTestDatabase(dialect, probe);
    try {
      await installShop(test.db);
      await work(test.db);
    } finally {
      await test.dispose();
    }
  }

  it('any order, any duplicates and any batches end in the same rows', () =>
    withDatabase(async (db) => {
      const expected = await tell(db, STORY, 1);
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
          expect(await tell(db, deliveries, batches)).toEqual(expected);
        }),
        { numRuns: dialect === 'sqlite' ? 30 : 8 },
      );
    }));

  it('a fault at any write changes nothing in the end', async () => {
    let writes = 0;
    let faultAt = Number.POSITIVE_INFINITY;
    const probe = () => {
      if (++writes === faultAt) throw new Error('the power went out');
    };
    await withDatabase(async (db) => {
      const expected = await tell(db, STORY, 1);
      let faults = 0;
      for (let nth = 1; ; nth++) {
        await forgetAll(db);
        await capture(db, clock, STORY, SHOP, clock.now());
        writes = 0;
        faultAt = nth;
        await createInboxWorker({ db, clock, log: silentLog })
          .run(SHOP)
          .catch(() => {});
        const struck = writes >= nth;
        faultAt = Number.POSITIVE_INFINITY;
        await drain(db, clock);
        expect(await outcome(db)).toEqual(expected);
        if (!struck) break;
        faults++;
      }
      expect(faults).toBeGreaterThan(10);
    }, probe);
  });
});
