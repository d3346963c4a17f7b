// Lots that fall the same on any machine and in either database: who is held out, who is tried on, who gets what. Drawn
// in SQL, so that an audience of 100,000 is one statement a slice and is never carried through the process.
import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../platform/db/db.ts';

/** 2^31 − 1: sums of products below stay within 64 bits */
const PRIME = 2_147_483_647;
/** An id is a hash in letters of six bits: so many of them tell contacts apart. */
const LETTERS = 12;
const THOUSAND = 1000;

/**
 * Sum of letters times factors, modulo a prime: with factors drawn at random this is a universal family (Carter and
 * Wegman, "Universal classes of hash functions", 1979), so the lots of two campaigns do not know of each other. The
 * factors are drawn from the lot's name.
 */
function factorsOf(name: string): number[] {
  const digest = createHash('sha512').update(name).digest();
  return Array.from({ length: LETTERS }, (_, index) => 1 + (digest.readUInt32BE(index * 4) % (PRIME - 1)));
}

const shiftOf = (name: string): number => createHash('sha512').update(name).digest().readUInt32BE(60) % PRIME;

/** 0 to 999 for each contact, evenly. */
export function lotOf(name: string, contact: string): number {
  const factors = factorsOf(name);
  // code points below 128 times a factor below 2^31, twelve times: exact in a double
  const sum = factors.reduce(
    (total, factor, index) => total + (contact.codePointAt(index) ?? 0) * factor,
    shiftOf(name),
  );
  return Math.floor((sum % PRIME) / 7) % THOUSAND;
}

/** The same of a column of ids. */
export function lotSql(name: string, column: RawBuilder<string>, dialect: Database['dialect']): RawBuilder<number> {
  const code = dialect === 'sqlite' ? sql.raw('unicode') : sql.raw('ascii');
  const terms = factorsOf(name).map(
    (factor, index) =>
      sql`coalesce(cast(${code}(substr(${column}, ${sql.lit(index + 1)}, 1)) as bigint), 0) * ${sql.lit(factor)}`,
  );
  return sql<number>`((${sql.lit(shiftOf(name))} + ${sql.join(terms, sql` + `)}) % ${sql.lit(PRIME)}) / 7 % ${sql.lit(THOUSAND)}`;
}
