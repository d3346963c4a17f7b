// Asking a stretch of contacts must cost what those contacts have done, however big the shop is: no kind of question may
// walk through a table, nor through all facts of a kind.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/databases.ts';
import { plansOf, type StatementPlan, walksIn } from '../testing/statement-plans.ts';
import type { Condition, Leaf } from './condition.ts';
import { EVERY_LEAF } from './every-leaf.fixture.ts';
import { holdingContacts } from './holding-contacts.server.ts';
import { contactViews } from './views.server.ts';
import { whyHolds } from './why-holds.server.ts';

const SHOP = 's.myshopify.com';
const MOMENT = { now: Date.UTC(2026, 9, 26, 1), zone: 'Europe/Rome' };
const CONTACTS = 400;
const AMONG = { after: 'c00020', until: 'c00060' };

// PostgreSQL knows its sizes: what is right for these few rows says nothing of a big shop, where the figures ask it
describe.each(['nothing', 'something'])('the statements that ask a condition, when %s is known of sizes', (known) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase('sqlite');
    await fill(test);
    if (known === 'something') await test.db.write((trx) => sql`analyze`.execute(trx));
  });
  afterAll(() => test.dispose());

  // one of each kind of fact would be as many statements that differ by a word
  const cases = Object.entries(EVERY_LEAF).map(([type, leaves]): [string, Leaf[]] => [type, leaves.slice(-9)]);

  it.each(cases)('find their rows by the contact: %s', async (_type, leaves) => {
    const condition: Condition = { version: 1, when: { type: 'not', of: { type: 'all', of: leaves } } };
    const ids = Array.from({ length: 8 }, (_, at) => `c0000${at}`);
    const plans = await plansOf(test.db, async (trx) => {
      await holdingContacts(SHOP, condition, MOMENT, AMONG).execute(trx);
      await contactViews(trx, SHOP, ids, [condition], MOMENT);
      await whyHolds(trx, SHOP, 'c00001', condition, MOMENT);
    });
    expect(plans.length).toBeGreaterThan(2);
    for (const one of plans) {
      // what was found of those contacts is no table
      const walks = walksIn('sqlite', one).filter((line) => !line.endsWith('SCAN repeated'));
      expect([one.plan, walks]).toEqual([one.plan, []]);
      expect([one.plan, byKind(one)]).toEqual([one.plan, []]);
    }
  });

  /** All facts of a kind, in the whole shop, to find those of a contact. */
  const byKind = ({ plan }: StatementPlan) =>
    plan.split('\n').filter((line) => line.includes('fact_shop_kind_subject') || /fact .*\(shop=\?\)$/.test(line));
});

/** Some of each, so that a planner has something to go by. */
async function fill({ db }: TestDatabase): Promise<void> {
  const id = (at: number) => `c${String(at).padStart(5, '0')}`;
  const contacts = Array.from({ length: CONTACTS }, (_, at) => ({
    shop: SHOP,
    id: id(at),
    first_seen_at: 0,
    last_seen_at: 0,
    updated_at: 0,
  }));
  const facts = Array.from({ length: CONTACTS * 4 }, (_, at) => ({
    shop: SHOP,
    id: `f${at}`,
    kind: ['page.viewed', 'product.viewed', 'order.placed'][at % 3]!,
    subject: String(at % 7),
    contact: id(at % CONTACTS),
    occurred_at: MOMENT.now - at * 1000,
    received_at: 0,
    identity: 'client:x',
    verified: 0,
  }));
  await db.write(async (trx) => {
    await trx.insertInto('contact').values(contacts).execute();
    for (let from = 0; from < facts.length; from += 400) {
      await trx
        .insertInto('fact')
        .values(facts.slice(from, from + 400))
        .execute();
    }
    await trx
      .insertInto('identity')
      .values(
        contacts.map((one) => ({
          shop: SHOP,
          id: `customer:${one.id}`,
          kind: 'customer',
          contact: one.id,
          created_at: 0,
        })),
      )
      .execute();
  });
}
