import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { givenContact, givenFacts, givenShop, SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import type { FactKind, NewFact } from '../../listen/facts/fact.ts';
import { DAY, HOUR, ManualClock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { createLearnWorker } from './learn-worker.server.ts';
import { creditMerged } from './merged.server.ts';
import { creditOf } from './rules.ts';

const PEOPLE = ['ada', 'bob'] as const;
type Person = (typeof PEOPLE)[number];

interface OrderState {
  id: string;
  by: Person;
  at: number;
  checkout: string | null;
  total: number;
  refunded: number;
  counted: boolean;
}

type Event = { kind: 'order'; order: OrderState } | { kind: 'click'; by: Person; message: string; at: number };

async function rig(dialect: (typeof DIALECTS)[number]) {
  const test: TestDatabase = await createTestDatabase(dialect);
  const { db } = test;
  const worker = createLearnWorker({ db, clock: new ManualClock(START) });
  await givenShop(db);
  for (const person of PEOPLE) {
    await givenContact(db, person, `${person}@example.com`);
    await db.write((trx) =>
      trx
        .insertInto('message')
        .values(
          [0, 1].map((index) => ({
            shop: SHOP,
            id: `${person}${index}`,
            dedupe_key: `${person}${index}`,
            contact: person,
            journey: 'recovery',
            channel: 'email',
            template: 'recovery',
            subject_id: `co-${person}${index}`,
            due_at: START,
            created_at: START,
          })),
        )
        .execute(),
    );
  }
  const run = async () => {
    while ((await worker.run(SHOP)) !== null);
  };
  const credits = () =>
    db.read
      .selectFrom('credit')
      .select(['order_id', 'message', 'contact', 'clicked_at', 'placed_at', 'amount', 'refunded', 'currency'])
      .orderBy('order_id')
      .execute();
  return { test, db, run, credits };
}

let told = 0;
/** As the wings before tell it: the order's row in its latest state, then a fact about it. */
async function tell(db: Database, event: Event): Promise<void> {
  if (event.kind === 'click') {
    const fact = {
      id: `message:${event.message}:clicked:0:${event.at}`,
      kind: 'message.clicked' as const,
      occurredAt: event.at,
      identity: `email:${event.by}@example.com` as const,
      verified: true,
      subject: event.message,
      contact: event.by,
    };
    await givenFacts(db, [fact], 2);
    return;
  }
  const { order } = event;
  const kind: FactKind = order.refunded > 0 ? 'order.refunded' : order.counted ? 'order.placed' : 'order.cancelled';
  const row = {
    shop: SHOP,
    id: order.id,
    identity: `email:${order.by}@example.com`,
    checkout_token: order.checkout,
    currency: 'EUR',
    total: order.total,
    refunded: order.refunded,
    counted: order.counted ? 1 : 0,
    placed_at: order.at,
    updated_at: order.at,
  };
  await db.write((trx) =>
    trx
      .insertInto('orders')
      .values(row)
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(row))
      .execute(),
  );
  const fact: NewFact & { contact: string } = {
    id: `order:${order.id}:${told++}`,
    kind,
    occurredAt: order.at,
    identity: `email:${order.by}@example.com`,
    verified: true,
    subject: order.id,
    contact: order.by,
  };
  await givenFacts(db, [fact], 2);
}

const order = (changes: Partial<OrderState> = {}): Event => ({
  kind: 'order',
  order: { id: 'o1', by: 'ada', at: START + DAY, checkout: null, total: 5000, refunded: 0, counted: true, ...changes },
});
const click = (changes: Partial<Extract<Event, { kind: 'click' }>> = {}): Event => ({
  kind: 'click',
  by: 'ada',
  message: 'ada0',
  at: START + HOUR,
  ...changes,
});

const person = fc.constantFrom(...PEOPLE);
const when = fc.integer({ min: 0, max: 12 }).map((half) => START + (half * DAY) / 2);
const orders = fc
  .uniqueArray(
    fc.record({
      id: fc.constantFrom('o1', 'o2', 'o3', 'o4'),
      by: person,
      at: when,
      checkout: fc.constantFrom(null, 'co-ada0', 'co-bob1'),
      total: fc.integer({ min: 0, max: 9000 }),
      refunded: fc.integer({ min: 0, max: 12_000 }),
      counted: fc.boolean(),
    }),
    { selector: (one) => one.id, maxLength: 4 },
  )
  .map((list) => list.map((one): Event => ({ kind: 'order', order: one })));
const clicks = fc.array(
  fc
    .tuple(person, fc.constantFrom('0', '1'), when)
    .map(([by, n, at]): Event => ({ kind: 'click', by, message: `${by}${n}`, at })),
  { maxLength: 5 },
);

describe.each(DIALECTS)('credit [%s]', (dialect) => {
  async function after(...steps: (Event | Event[])[]) {
    const { test, db, run, credits } = await rig(dialect);
    try {
      for (const step of steps) {
        for (const event of [step].flat()) await tell(db, event);
        await run();
      }
      return await credits();
    } finally {
      await test.dispose();
    }
  }

  it.each([
    ['the click comes first', [click(), order()]],
    ['the order comes first', [order(), click()]],
  ])('counts an order for the mail that was clicked before it: %s', async (_name, events) => {
    expect(await after(...events)).toMatchObject([
      { order_id: 'o1', message: 'ada0', contact: 'ada', amount: 5000, refunded: 0, clicked_at: START + HOUR },
    ]);
  });

  it('takes the first of several clicks, even when it is heard last', async () => {
    const later = click({ message: 'ada1', at: START + 2 * HOUR });
    expect(await after(later, order(), click())).toMatchObject([{ message: 'ada0' }]);
  });

  it('counts nothing outside the window, after the order, or for somebody else', async () => {
    const early = click({ at: START - 5 * DAY });
    const late = click({ at: START + 2 * DAY, message: 'ada1' });
    expect(await after(early, late, click({ by: 'bob', message: 'bob0' }), order())).toEqual([]);
  });

  it('counts an order that completes the checkout of the clicked mail, whoever paid', async () => {
    const events = [click(), order({ by: 'bob', checkout: 'co-ada0' })];
    expect(await after(...events)).toMatchObject([{ message: 'ada0', contact: 'bob' }]);
  });

  it('subtracts refunds, and takes the credit back with a cancellation', async () => {
    expect(await after(click(), order(), order({ refunded: 2000 }))).toMatchObject([{ amount: 5000, refunded: 2000 }]);
    expect(await after(click(), order(), order({ counted: false }))).toEqual([]);
  });

  it('a merge lets a click explain an order of the same person', async () => {
    const { test, db, run, credits } = await rig(dialect);
    await tell(db, click({ by: 'bob', message: 'bob0' }));
    await tell(db, order());
    await run();
    expect(await credits()).toEqual([]);
    await db.write(async (trx) => {
      await trx.updateTable('identity').set({ contact: 'ada' }).where('contact', '=', 'bob').execute();
      await trx.updateTable('fact').set({ contact: 'ada' }).where('contact', '=', 'bob').execute();
      await creditMerged(trx, SHOP, 'bob', 'ada');
    });
    await run();
    expect(await credits()).toMatchObject([{ order_id: 'o1', message: 'bob0', contact: 'ada' }]);
    await test.dispose();
  });

  it('is the same whatever arrived first, and never more than the store earned', async () => {
    await fc.assert(
      fc.asyncProperty(
        orders,
        clicks,
        fc.array(fc.nat(), { minLength: 20, maxLength: 20 }),
        fc.integer({ min: 1, max: 4 }),
        async (sold, clicked, shuffle, stepSize) => {
          const events = [...sold, ...clicked];
          const shuffled = events
            .map((event, index) => ({ event, key: shuffle[index] ?? 0 }))
            .sort((a, b) => a.key - b.key)
            .map(({ event }) => event);
          const steps = [];
          for (let at = 0; at < shuffled.length; at += stepSize) steps.push(shuffled.slice(at, at + stepSize));
          const once = await after(events);
          const piecemeal = await after(...steps);
          expect(piecemeal).toEqual(once);
          const store = sold.flatMap((event) => (event.kind === 'order' && event.order.counted ? [event.order] : []));
          const earned = store.reduce((sum, one) => sum + one.total, 0);
          expect(once.reduce((sum, credit) => sum + credit.amount, 0)).toBeLessThanOrEqual(earned);
          const net = store.reduce((sum, one) => sum + Math.max(0, one.total - one.refunded), 0);
          expect(once.reduce((sum, credit) => sum + credit.amount - credit.refunded, 0)).toBeLessThanOrEqual(net);
        },
      ),
      { numRuns: dialect === 'sqlite' ? 40 : 8 },
    );
  }, 240_000);
});

describe('the rule of credit', () => {
  it('gives two clicks of one instant to the smaller id', () => {
    const base = { at: 5, message: 'm', journey: null, campaign: null, contact: 'c', checkout: null };
    const sold = { id: 'o', contact: 'c', checkout: null, placedAt: 9, total: 1, refunded: 0, currency: 'EUR' };
    const found = creditOf(
      sold,
      [
        { ...base, id: 'b', message: 'x' },
        { ...base, id: 'a' },
      ],
      10,
    );
    expect(found?.message).toBe('m');
  });

  it('knows of orders the second alone: a click of that second came before, one of the next did not', () => {
    const click = { id: 'a', message: 'm', journey: null, campaign: null, contact: 'c', checkout: null };
    const sold = { id: 'o', contact: 'c', checkout: null, placedAt: 9000, total: 1, refunded: 0, currency: 'EUR' };
    expect(creditOf(sold, [{ ...click, at: 9999 }], 10)?.message).toBe('m');
    expect(creditOf(sold, [{ ...click, at: 10_000 }], 10)).toBeNull();
  });
});
