// Two payloads of one entity with the same `updated_at`: Shopify's instants have a resolution of one second.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../../test/databases.ts';
import { createUnderstandWorker } from '../../understand/contacts/worker.server.ts';
import { refreshRfm } from '../../understand/rfm/refresh.server.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createCapture } from './capture.server.ts';
import { drain, forgetAll, installShop, SHOP, snapshot } from './inbox.fixture.ts';
import { checkout, customer, iso, order, payloadText, product, refund } from './payloads.fixture.ts';

const someone = (id: number | null, email: string) => ({ email, customer: id === null ? null : { id, email } });
const person = fc.constantFrom(
  someone(1, 'a@x.it'),
  someone(2, 'b@x.it'),
  someone(null, 'c@x.it'),
  someone(1, 'd@x.it'),
);
const second = fc.constantFrom(50, 51);
const bare = { checkout_token: null, cart_token: null, note_attributes: [], created_at: 0 };

const payload = fc.oneof(
  fc
    .tuple(person, second, fc.constantFrom('10.00', '20.00'), fc.constantFrom(null, 50))
    .map(([who, updated_at, total_price, cancelled_at]) => [
      'orders/updated',
      order({
        ...bare,
        ...who,
        id: 7,
        updated_at,
        total_price,
        cancelled_at,
        line_items: [{ id: Number(total_price[0]), title: 'T', quantity: 1, price: '1.00' }],
      }),
    ]),
  fc
    .constantFrom('4.00', '6.00')
    .map((amount) => [
      'refunds/create',
      refund({ order_id: 7, transactions: [{ kind: 'refund', status: 'success', amount, currency: 'EUR' }] }),
    ]),
  fc
    .tuple(fc.constantFrom('Ada', 'Bea', 'Cy'), second, fc.constantFrom('a@x.it', 'e@x.it'))
    .map(([first_name, updated_at, email]) => [
      'customers/update',
      customer({ id: 1, email, first_name, updated_at, email_marketing_consent: null }),
    ]),
  fc
    .tuple(person, second)
    .map(([who, updated_at]) => ['checkouts/update', checkout({ ...who, updated_at, created_at: 40 })]),
  fc.tuple(fc.constantFrom('A', 'B'), second, fc.subarray([2, 3, 4])).map(([title, updated_at, ids]) => [
    'products/update',
    product({
      id: 9,
      title,
      updated_at,
      variants: ids.map((id) => ({ id, title, price: '1.00', inventory_item_id: id, inventory_quantity: id })),
    }),
  ]),
  fc
    .tuple(second, fc.constantFrom(1, 8))
    .map(([at, available]) => [
      'inventory_levels/update',
      { inventory_item_id: 2, location_id: 5, available, updated_at: iso(at) },
    ]),
  fc.constantFrom(
    ['orders/delete', { id: 7 }],
    ['checkouts/delete', { cart_token: 'c1' }],
    [
      'customers/merge',
      {
        admin_graphql_api_customer_kept_id: 'gid://shopify/Customer/2',
        admin_graphql_api_customer_deleted_id: 'gid://shopify/Customer/1',
        status: 'completed',
      },
    ],
  ),
) as fc.Arbitrary<[topic: string, payload: unknown]>;

const DERIVED = ['contact', 'identity', 'sighting', 'link', 'score_entry', 'consent', 'decision'] as const;

describe.each(DIALECTS)('payloads of one second [%s]', (dialect) => {
  const clock = new ManualClock(new Date(Date.parse(iso(1000))).toISOString());

  it('end the same in any order, told once or twice, one by one or together', async () => {
    const test = await createTestDatabase(dialect);
    try {
      await installShop(test.db);
      const told = fc
        .tuple(payload, fc.constantFrom(60_000, 60_400))
        .map(([[topic, body], at]) => ({ topic, body, at }));
      const shuffles = fc
        .array(told, { minLength: 2, maxLength: 8 })
        .chain((all) =>
          fc.tuple(
            fc.constant(all),
            fc.shuffledSubarray([...all, ...all], { minLength: all.length * 2 }),
            fc.integer({ min: 1, max: 6 }),
          ),
        );
      await fc.assert(
        fc.asyncProperty(shuffles, async ([straight, mixed, batch]) => {
          expect(await tell(test.db, mixed, batch)).toEqual(await tell(test.db, straight, straight.length));
        }),
        { numRuns: dialect === 'sqlite' ? 60 : 12 },
      );
    } finally {
      await test.dispose();
    }
  }, 240_000);

  const later = (body: unknown, topic: string, at = 60_000) => ({ topic, body, at });

  it('do not make somebody seen by a cancelled order that was hers for a moment', async () => {
    const line_items = [{ id: 1, title: 'T', quantity: 1, price: '1.00' }];
    const told = (who: ReturnType<typeof someone>, updated_at: number) =>
      later(
        order({ ...bare, ...who, id: 7, updated_at, cancelled_at: 50, total_price: '10.00', line_items }),
        'orders/updated',
      );
    const [early, other, late] = [
      told(someone(2, 'b@x.it'), 50),
      told(someone(1, 'a@x.it'), 51),
      told(someone(2, 'b@x.it'), 51),
    ];
    await endsTheSame([early, other, late], [other, late]);
  });

  it('bring the contact what the customer row says, even if each state was told before', async () => {
    const told = (first_name: string, at: number) =>
      later(customer({ id: 1, email: `${first_name}@x.it`, first_name, updated_at: 51 }), 'customers/update', at);
    await endsTheSame(
      [told('ada', 60_000), told('cy', 60_400), told('ada', 60_400)],
      [told('cy', 60_400), told('ada', 60_400)],
    );
    await endsTheSame(
      [told('cy', 60_000), told('ada', 60_400), told('cy', 60_400)],
      [told('ada', 60_400), told('cy', 60_400)],
    );
  });

  it('give an order and its facts to the same person', async () => {
    const told = (who: ReturnType<typeof someone>, updated_at: number, total_price: string) =>
      later(order({ ...bare, ...who, id: 7, updated_at, total_price }), 'orders/updated');
    for (const price of ['10.00', '20.00', '30.00', '40.00', '50.00', '60.00']) {
      const tied = [told(someone(1, 'd@x.it'), 50, price), told(someone(2, 'b@x.it'), 50, '10.00')];
      const given = told(someone(null, 'c@x.it'), 51, '10.00');
      await endsTheSame([...tied, given], [...tied, given]);
    }
  });

  async function endsTheSame(one: Parameters<typeof tell>[1], other: Parameters<typeof tell>[1]) {
    const test = await createTestDatabase(dialect);
    try {
      await installShop(test.db);
      expect(await tell(test.db, one, 1)).toEqual(await tell(test.db, other, other.length));
    } finally {
      await test.dispose();
    }
  }

  async function tell(db: Database, all: readonly { topic: string; body: unknown; at: number }[], batch: number) {
    await forgetAll(db);
    await db.write(async (trx) => {
      for (const table of [...DERIVED, 'gone', 'inventory_level'] as const) await trx.deleteFrom(table).execute();
      await trx.updateTable('shop').set({ rfm_day: null, rfm_cuts: null }).execute();
    });
    const { store } = createCapture({ db, clock, wake: () => {} });
    const worker = createUnderstandWorker({
      db,
      clock,
      log: silentLog,
      wanted: new Set(),
      ports: { merged: async () => {} },
    });
    for (let start = 0; start < all.length; start += batch) {
      for (const [n, { topic, body, at }] of all.slice(start, start + batch).entries()) {
        const told = { shop: SHOP, topic, apiVersion: null, eventId: null, triggeredAt: Date.parse(iso(0)) + at };
        await store({ ...told, id: `t${start + n}`, payload: payloadText(body) });
      }
      await drain(db, clock);
      for (let again = await worker.run(SHOP); again !== null; again = await worker.run(SHOP));
    }
    await refreshRfm({ db, clock }, SHOP);
    const rows = await snapshot(db);
    const sorted = (list: readonly object[], left: readonly string[] = []) =>
      list.map((row) => JSON.stringify(Object.entries(row).filter(([column]) => !left.includes(column)))).sort();
    return {
      orders: sorted(rows.orders),
      lines: sorted(rows.order_line),
      refunds: sorted(rows.refund),
      customers: sorted(rows.customer),
      checkouts: sorted(rows.checkout, ['lines']),
      products: sorted(rows.product),
      variants: sorted(rows.variant),
      contacts: sorted(await db.read.selectFrom('contact').selectAll().execute()),
      ledger: sorted(await db.read.selectFrom('score_entry').selectAll().execute()),
      consent: sorted(await db.read.selectFrom('consent').selectAll().execute()),
    };
  }
});
