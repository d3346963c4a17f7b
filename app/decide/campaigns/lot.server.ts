// Lots that fall the same on any machine and in either database: who is held out, who is tried on, who gets what. Drawn
// in SQL, so that an audience of 100,000 is one statement a slice and is never carried through the process.
import { createHash } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../platform/db/db.ts';

/** The largest below 2^45: sums of products below stay within 64 bits. */
const PRIME = 35_184_372_088_777;
/** An id is a hash in letters of six bits: so many of them tell contacts apart. */
const LETTERS = 10;
/** Each lot is three digits of the same number. */
const DIGITS = { holdout: 1, test: 1000, variant: 1_000_000 } as const;
const THOUSAND = 1000;

export type Lot = keyof typeof DIGITS;

/**
 * Sum of letters times factors, modulo a prime: with factors drawn at random this is a universal family (Carter and
 * Wegman, "Universal classes of hash functions", 1979), so the lots of two campaigns do not know of each other. The
 * factors are drawn from the campaign's id.
 */
function drawnFrom(campaign: string): { factors: bigint[]; shift: bigint } {
  const drawn = (index: number) => {
    const digest = createHash('sha256').update(`${campaign}\n${index}`).digest();
    return 1n + (digest.readBigUInt64BE(0) % BigInt(PRIME - 1));
  };
  return { factors: Array.from({ length: LETTERS }, (_, index) => drawn(index)), shift: drawn(LETTERS) };
}

/** 0 to 999 for each contact, evenly. */
export function lotOf(campaign: string, lot: Lot, contact: string): number {
  const { factors, shift } = drawnFrom(campaign);
  const sum = factors.reduce((total, factor, at) => total + BigInt(contact.codePointAt(at) ?? 0) * factor, shift);
  return Number((sum % BigInt(PRIME)) / BigInt(DIGITS[lot])) % THOUSAND;
}

/** The number of which all lots of a contact are digits, of a column of ids; `lotSql` takes a lot of it. */
export function lotsSql(
  campaign: string,
  column: RawBuilder<string>,
  dialect: Database['dialect'],
): RawBuilder<number> {
  const code = dialect === 'sqlite' ? sql.raw('unicode') : sql.raw('ascii');
  const { factors, shift } = drawnFrom(campaign);
  const terms = factors.map((factor, at) => {
    const letter = sql`substr(${column}, ${sql.lit(at + 1)}, 1)`;
    return sql`coalesce(cast(${code}(${letter}) as bigint), 0) * ${sql.raw(String(factor))}`;
  });
  return sql<number>`((${sql.raw(String(shift))} + ${sql.join(terms, sql` + `)}) % ${sql.lit(PRIME)})`;
}

export const lotSql = (lot: Lot, lots: RawBuilder<number>): RawBuilder<number> =>
  sql<number>`(${lots} / ${sql.lit(DIGITS[lot])} % ${sql.lit(THOUSAND)})`;
