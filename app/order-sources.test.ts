// Orders of the till, of drafts and of subscriptions, from the webhook to the reports.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../test/databases.ts';
import { createProofService } from './decide/proof/service.server.ts';
import { capture, drain, installShop, SHOP } from './listen/inbox/inbox.fixture.ts';
import { EPOCH, order } from './listen/inbox/payloads.fixture.ts';
import { ManualClock, MINUTE } from './platform/clock/clock.ts';
import { createContactsService } from './understand/contacts/service.server.ts';
import { understandAll } from './understand/testing/understand-all.ts';
import { refreshRfm } from './understand/rfm/refresh.server.ts';
import { createRfmService } from './understand/rfm/service.server.ts';

const CUSTOMER = { id: 7, email: 'ann@example.com' };
const SOURCES = ['web', 'pos', 'shopify_draft_order', 'subscription_contract', '580111'];
const PRODUCT = '788032119674292922';

describe.each(DIALECTS)('an order of the till, of a draft or of a subscription [%s]', (dialect) => {
  let test: TestDatabase;
  const clock = new ManualClock(EPOCH + 10 * MINUTE);
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    await installShop(test.db);
  });
  afterEach(() => test.dispose());

  const sold = (id: number, source: string, changes: Record<string, unknown> = {}) =>
    order({
      id,
      name: `#${id}`,
      source_name: source,
      email: CUSTOMER.email,
      customer: CUSTOMER,
      checkout_token: null,
      cart_token: null,
      note_attributes: [],
      created_at: id,
      updated_at: id,
      total_price: '10.00',
      ...changes,
    });

  async function hear(orders: readonly unknown[]) {
    const { db } = test;
    await capture(
      db,
      clock,
      orders.map((each) => ['orders/create', each] as const),
    );
    await drain(db, clock);
    await understandAll(db, clock, SHOP);
    await refreshRfm({ db, clock }, SHOP);
  }
  const contacts = () => test.db.read.selectFrom('contact').selectAll().execute();
  const groups = async () => (await createRfmService({ db: test.db, clock }).overview(SHOP)).groups;
  const sum = (lines: readonly { orders: number; revenue: number }[]) => ({
    orders: lines.reduce((all, line) => all + line.orders, 0),
    revenue: lines.reduce((all, line) => all + line.revenue, 0),
  });

  it('counts like any other: for the buyer, her scores, her group and what was sold', async () => {
    await hear(SOURCES.map((source, index) => sold(index + 1, source)));
    const [ann, ...others] = await contacts();
    expect(others).toEqual([]);
    expect(ann).toMatchObject({ orders_count: 5, net_spent: 5000, stage: 'loyal', email: 'ann@example.com' });
    expect(ann?.f).not.toBeNull();
    expect(sum(await groups())).toEqual({ orders: 5, revenue: 5000 });
    const rows = await test.db.read.selectFrom('orders').select('source').orderBy('placed_at').execute();
    expect(rows.map(({ source }) => source)).toEqual(SOURCES);
  });

  it('stands on the timeline with where it was placed', async () => {
    await hear(SOURCES.map((source, index) => sold(index + 1, source)));
    const [ann] = await contacts();
    const { entries } = await createContactsService({ db: test.db, clock }).timeline(SHOP, ann!.id, {});
    const placed = entries.filter(({ kind }) => kind === 'order.placed');
    expect(placed.map(({ about, channel }) => [about, channel])).toEqual(
      SOURCES.map((source, index) => [`#${index + 1}`, source]).reverse(),
    );
    expect(entries.filter(({ kind }) => kind !== 'order.placed').every(({ channel }) => channel === null)).toBe(true);
  });

  it('at the till without a customer belongs to nobody, and what was sold knows of it', async () => {
    const nobody = { email: '', customer: null };
    await hear([sold(1, 'web'), sold(2, 'pos', nobody), sold(3, 'pos', nobody), sold(4, 'pos', nobody)]);
    expect(await contacts()).toMatchObject([{ orders_count: 1, net_spent: 1000 }]);
    expect(sum(await groups())).toEqual({ orders: 1, revenue: 1000 });
    const facts = await test.db.read.selectFrom('fact').select('subject').where('kind', '=', 'order.placed').execute();
    expect(facts).toEqual([{ subject: '1' }]);
    const rows = await test.db.read.selectFrom('orders').select(['identity', 'counted']).orderBy('id').execute();
    expect(rows.map(({ identity, counted }) => [identity, counted])).toEqual([
      ['customer:7', 1],
      [null, 1],
      [null, 1],
      [null, 1],
    ]);
    const proof = createProofService({ db: test.db, clock });
    const said = await proof.of(SHOP, PRODUCT, { threshold: 4, windowHours: 48, stockBelow: 0 });
    expect(said).toMatchObject({ kind: 'bought' });
  });
});
