import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { Person } from '../../shop/privacy/person.ts';
import { factPages } from './fact-pages.server.ts';

const SHOP = 'a.myshopify.com';
const HER: Person = {
  hard: ['email:a@x.it', 'customer:1'],
  soft: ['client:shared'],
  contacts: ['ann', 'ann-too'],
  orders: [],
  customers: ['1'],
  emails: ['a@x.it'],
  phones: [],
  names: [],
};

describe.each(DIALECTS)("a person's facts, page by page [%s]", (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  it('are each of hers once, and none of who had her device before or of another shop', async () => {
    const fact = (id: string, identity: string, contact: string | null, shop = SHOP, data = '{}') => ({
      shop,
      id,
      kind: 'page.viewed',
      occurred_at: 1,
      received_at: 1,
      identity,
      contact,
      verified: 0,
      data,
    });
    const hers = [
      ...Array.from({ length: 1000 }, (_, n) => fact(`a${n}`, 'email:a@x.it', 'ann')),
      ...Array.from({ length: 620 }, (_, n) => fact(`b${n}`, 'client:shared', 'ann-too')),
      ...Array.from({ length: 30 }, (_, n) => fact(`c${n}`, 'customer:1', null)),
      fact('d1', 'client:shared', null),
      fact('d2', 'client:shared', 'bob', SHOP, '{"also":["email:a@x.it"]}'),
    ];
    const others = [
      ...Array.from({ length: 600 }, (_, n) => fact(`x${n}`, 'client:shared', 'bob')),
      fact('y', 'email:b@x.it', 'bob'),
      fact('z', 'email:a@x.it', 'ann', 'b.myshopify.com'),
    ];
    await test.db.write(async (trx) => {
      const rows = [...hers, ...others];
      for (let at = 0; at < rows.length; at += 500) {
        await trx
          .insertInto('fact')
          .values(rows.slice(at, at + 500))
          .execute();
      }
    });
    const found: string[] = [];
    let pages = 0;
    for (let after: string | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
      const page = await factPages.page(test.db.read, SHOP, HER, after);
      expect(page.rows.length).toBeLessThanOrEqual(500);
      found.push(...page.rows.map((row) => (row as { id: string }).id));
      after = page.next;
      pages++;
    }
    expect(found.toSorted()).toEqual(hers.map(({ id }) => id).toSorted());
    expect(pages).toBeGreaterThan(3);
  });
});
