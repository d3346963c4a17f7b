// How statements find their rows in a shop that holds some thousands of contacts and whose sizes are known: what keeps sixty
// segments at each order, and what asks any condition. In an empty table a planner walks because that is quicker, which says
// nothing; and that it could go by an index does not say that it does.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Condition, Leaf } from '../app/understand/conditions/condition.ts';
import { EVERY_LEAF } from '../app/understand/conditions/every-leaf.fixture.ts';
import { holdingContacts } from '../app/understand/conditions/holding-contacts.server.ts';
import { contactViews } from '../app/understand/conditions/views.server.ts';
import { whyHolds } from '../app/understand/conditions/why-holds.server.ts';
import { plansOf, type StatementPlan, walksIn } from '../app/understand/testing/statement-plans.ts';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../test/databases.ts';
import { SHOP } from './app-process.ts';
import { fillConditionShop } from './condition-shop.ts';
import { orderShop } from './order-shop.ts';
import { writeSegments } from './sixty-segments.ts';

const CONTACTS = 9000;
const FACTS_EACH = 3;
/** Tables of the shop that hold thousands of rows; of the others its size says nothing. */
const FILLED = /\b(contact|fact|identity|orders|order_line)\b/;
/** By the shop alone: all rows that there are. */
const ALL_OF_IT = /Index Cond: \(\(?shop = '[^']*'(::text)?\)?\)$|\(shop=\?\)$/;

describe.each(DIALECTS)('the plans in a shop of thousands [%s]', (dialect) => {
  let test: TestDatabase;
  const now = Date.now();
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    const shop = { shop: SHOP, name: SHOP, currency: 'EUR', timezone: 'Europe/Rome', ingest_key: 'k', installed_at: 0 };
    await test.db.write((trx) => trx.insertInto('shop').values(shop).execute());
    await fillConditionShop(test.db, { shop: SHOP, contacts: CONTACTS, factsEach: FACTS_EACH, now });
  });
  afterAll(() => test.dispose());

  /** Steps that pass through all rows of a filled table. */
  const passes = (one: StatementPlan): string[] => {
    const lines = one.plan.split('\n');
    const whole = lines.filter((line, at) => {
      // of PostgreSQL the step that reads stands above its condition, or above the index that it reads by
      const steps = dialect === 'postgres' ? lines.slice(at - 2, at).filter((step) => / on /.test(step)) : [line];
      return ALL_OF_IT.test(line.trimEnd()) && steps.some((step) => FILLED.test(step));
    });
    return [...walksIn(dialect, one).filter((line) => FILLED.test(line)), ...whole];
  };
  const none = (plans: readonly StatementPlan[]) => {
    for (const one of plans)
      expect([one.text.slice(0, 400), one.plan, passes(one)]).toEqual([one.text.slice(0, 400), one.plan, []]);
  };

  it('of one order, with sixty live segments, go by the contact', async () => {
    await writeSegments(test.db, SHOP, now);
    const orders = orderShop(test.db);
    await orders.hearMany([1, 2, 3]);
    const plans = await (await orders.plansOf(5001))('does');
    expect(plans.length).toBeGreaterThan(30);
    expect(plans.filter(({ text }) => text.includes('segment_member')).length).toBeGreaterThan(0);
    none(plans);
  });

  // one of each kind of fact would be as many statements that differ by a word
  const cases = Object.entries(EVERY_LEAF).map(([type, leaves]): [string, Leaf[]] => [type, leaves.slice(-9)]);
  it.each(cases)('of a condition that asks some contacts go by each of them: %s', async (_type, leaves) => {
    const condition: Condition = { version: 1, when: { type: 'not', of: { type: 'all', of: leaves } } };
    const moment = { now, zone: 'Europe/Rome' };
    const rows = await test.db.read.selectFrom('contact').select('id').orderBy('id').limit(40).execute();
    const ids = rows.map(({ id }) => id);
    const among = { after: ids[0] ?? null, until: ids[39] ?? null };
    const few = await plansOf(
      test.db,
      async (trx) => {
        await contactViews(trx, SHOP, ids.slice(0, 8), [condition], moment);
        await whyHolds(trx, SHOP, ids[1] ?? '', condition, moment);
      },
      'does',
    );
    // of a stretch it depends on how large a part of the shop that is: what counts is that it can go by each contact
    const stretch = await plansOf(
      test.db,
      (trx) => holdingContacts(SHOP, condition, moment, among).execute(trx),
      'could',
    );
    none([...few, ...stretch]);
  });
});
