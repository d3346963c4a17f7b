import { sql, type SqlBool } from 'kysely';
import type { Reader } from '../../platform/db/db.ts';

export interface LedgerLine {
  id: string;
  rule: string;
  points: number;
  at: number;
  fact: string;
}

export interface LedgerPage {
  lines: LedgerLine[];
  next: string | null;
}

export interface LedgerSum {
  rule: string;
  points: number;
  times: number;
  lastAt: number;
}

/** Why a contact has its score: what each rule gave, the heaviest first. Their sum is the score. */
export async function ledgerSums(reader: Reader, shop: string, contact: string): Promise<LedgerSum[]> {
  const rows = await reader
    .selectFrom('score_entry')
    .select((eb) => [
      'rule',
      eb.fn.sum<number>('points').as('points'),
      eb.fn.countAll<number>().as('times'),
      eb.fn.max('at').as('lastAt'),
    ])
    .where('shop', '=', shop)
    .where('contact', '=', contact)
    .groupBy('rule')
    .execute();
  return rows.sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.rule < b.rule ? -1 : 1));
}

/** The ledger itself, latest first, a page at a time by key. */
export async function ledgerPage(
  reader: Reader,
  shop: string,
  contact: string,
  after: string | null = null,
  limit = 50,
): Promise<LedgerPage> {
  const match = /^(\d{1,16})\.(.+)$/s.exec(after ?? '');
  let query = reader
    .selectFrom('score_entry')
    .select(['id', 'rule', 'points', 'at', 'fact'])
    .where('shop', '=', shop)
    .where('contact', '=', contact)
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (match) query = query.where(sql<SqlBool>`(at, id) < (${Number(match[1])}, ${match[2]})`);
  const rows = await query.execute();
  const lines = rows.slice(0, limit);
  const last = lines.at(-1);
  return { lines, next: rows.length > limit && last ? `${last.at}.${last.id}` : null };
}
