import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import { type Lot, lotOf, lotSql, lotsSql } from './lot.server.ts';

const IDS = Array.from({ length: 10_000 }, (_, index) => stableId('shop', String(index)));

describe.each(DIALECTS)('a lot [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  it('falls the same in the database as in the process, for any id and name', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.stringMatching(/^[A-Za-z0-9_-]{1,22}$/),
        fc.string({ minLength: 1, maxLength: 40 }),
        fc.constantFrom<Lot>('holdout', 'test', 'variant'),
        async (id, name, lot) => {
          const column = sql<string>`cast(${id} as text)`;
          const { rows } = await sql<{
            lot: number;
          }>`select ${lotSql(lot, lotsSql(name, column, dialect))} as lot`.execute(test.db.read);
          expect(Number(rows[0]?.lot)).toBe(lotOf(name, lot, id));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('lots', () => {
  it.each<Lot>(['holdout', 'test', 'variant'])('fall evenly: %s', (lot) => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const id of IDS) {
      const tenth = Math.floor(lotOf('spring', lot, id) / 100);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // chi-squared with 9 degrees of freedom: above 27.9 once in a thousand
    const expected = IDS.length / 10;
    expect(tenths.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(27.9);
  });

  it('of one campaign do not know of each other, nor of those of another', () => {
    const both = (campaign: string, lot: Lot) =>
      IDS.filter((id) => lotOf('spring', 'holdout', id) < 500 && lotOf(campaign, lot, id) < 500).length;
    for (const count of [both('summer', 'holdout'), both('spring', 'variant'), both('spring', 'test')]) {
      expect(Math.abs(count - IDS.length / 4)).toBeLessThan(200);
    }
  });
});
