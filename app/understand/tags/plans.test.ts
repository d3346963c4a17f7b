// Tags of many are given and taken some contacts at a time: no statement of that may walk through everybody.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { Condition } from '../conditions/condition.ts';
import { matchingAmong } from '../contacts/list.server.ts';
import { createTestShop, NOW } from '../testing/shop.ts';
import { plansOf, walksIn } from '../testing/statement-plans.ts';
import { takeTags } from './give.server.ts';
import { refusedTags } from './tag-sync.server.ts';
import { settleTagRules, tagRulesOf } from './tag-rules.server.ts';
import { holdersAfter } from './tagging-slices.server.ts';
import { giveBack, moveTaken } from './taken.server.ts';

const WHOEVER: Condition = {
  version: 1,
  when: {
    type: 'all',
    of: [
      { type: 'net.spent', op: 'gte', value: 1 },
      { type: 'stage', in: ['lead'] },
    ],
  },
};

describe.each(DIALECTS)('the statements of tags [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    await createTestShop(test.db, 's');
  });
  afterAll(() => test.dispose());

  it('find their rows by an index', async () => {
    const rules = [{ id: 'r', tag: 't', segment: 'x' }];
    const contacts = ['ann', 'bob'];
    const plans = await plansOf(test.db, async (trx) => {
      await tagRulesOf(trx, 's');
      await settleTagRules(trx, 's', rules, contacts, NOW);
      await refusedTags(trx, 's', 20);
      await takeTags(
        trx,
        's',
        contacts.map((contact) => ({ contact, tag: 't' })),
      );
      await giveBack(trx, 's', 'tagging:1', 250);
      await moveTaken(trx, 's', [{ from: 'ann', to: 'bob' }]);
      await holdersAfter(trx, 's', 't', { after: '', limit: 250 });
      await matchingAmong(trx, 's', contacts, { search: 'rossi', condition: WHOEVER }, { now: NOW, zone: 'UTC' });
    });
    expect(plans.length).toBeGreaterThan(3);
    const walks = plans.flatMap((one) => walksIn(dialect, one));
    // those who were asked for are gathered first, and then looked at
    expect(walks.filter((line) => !/(SCAN|CTE Scan on) (asked|contact)\b/.test(line))).toEqual([]);
    const chosen = plans.find(({ text }) => text.includes('as materialized'));
    // which of its indexes PostgreSQL takes for an empty table is its own affair
    expect(chosen?.plan).toMatch(
      dialect === 'sqlite' ? /autoindex_contact_1 \(shop=\? AND id=\?\)/ : /Index (Only )?Scan using .* on contact/,
    );
  });
});
