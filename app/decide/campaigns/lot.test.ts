import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import { lotOf, lotSql } from './lot.server.ts';

const IDS = Array.from({ length: 20_000 }, (_, index) => stableId('shop', String(index)));

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
        async (id, name) => {
          const column = sql<string>`cast(${id} as text)`;
          const { rows } = await sql<{ lot: number }>`select ${lotSql(name, column, dialect)} as lot`.execute(
            test.db.read,
          );
          expect(Number(rows[0]?.lot)).toBe(lotOf(name, id));
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('lots', () => {
  it('fall evenly', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const id of IDS) {
      const tenth = Math.floor(lotOf('spring holdout', id) / 100);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // chi-squared with 9 degrees of freedom: above 27.9 once in a thousand
    const expected = IDS.length / 10;
    expect(tenths.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(27.9);
  });

  it('of one campaign do not know of those of another', () => {
    const both = (a: string, b: string) => IDS.filter((id) => lotOf(a, id) < 500 && lotOf(b, id) < 500).length;
    for (const other of ['summer holdout', 'spring variant', 'spring test']) {
      expect(Math.abs(both('spring holdout', other) - IDS.length / 4)).toBeLessThan(300);
    }
  });
});
