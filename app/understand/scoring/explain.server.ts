import { sql, type SqlBool } from 'kysely';
import { readData } from '../../listen/facts/read-data.ts';
import type { Reader } from '../../platform/db/db.ts';
import type { EntryReason } from './rules.ts';

export interface LedgerLine {
  id: string;
  rule: string;
  /** of a shop's own rule; null for one that ships */
  name: string | null;
  reason: EntryReason;
  scope: string;
  points: number;
  at: number;
  fact: string;
  /** what the fact was about, as people read it; null when only an id is known, or no fact brought the points */
  about: string | null;
}

export interface LedgerPage {
  lines: LedgerLine[];
  next: string | null;
}

export interface LedgerSum {
  rule: string;
  name: string | null;
  reason: EntryReason;
  scope: string;
  points: number;
  times: number;
  lastAt: number;
}

/** Why a contact has its scores: what each rule gave and took, the heaviest first. Their sum in a scope is the score. */
export async function ledgerSums(reader: Reader, shop: string, contact: string): Promise<LedgerSum[]> {
  const rows = await reader
    .selectFrom('score_entry')
    .leftJoin('score_rule', (join) =>
      join.onRef('score_rule.shop', '=', 'score_entry.shop').onRef('score_rule.id', '=', 'score_entry.rule'),
    )
    .select((eb) => [
      'score_entry.rule',
      'score_rule.name',
      'score_entry.reason',
      'score_entry.scope',
      eb.fn.sum<number>('score_entry.points').as('points'),
      eb.fn.countAll<number>().as('times'),
      eb.fn.max('score_entry.at').as('lastAt'),
    ])
    .where('score_entry.shop', '=', shop)
    .where('score_entry.contact', '=', contact)
    .groupBy(['score_entry.rule', 'score_rule.name', 'score_entry.reason', 'score_entry.scope'])
    .execute();
  return rows
    .map((row) => ({ ...row, name: row.name || null, reason: row.reason as EntryReason }))
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points) || (a.rule + a.reason < b.rule + b.reason ? -1 : 1));
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
    .leftJoin('score_rule', (join) =>
      join.onRef('score_rule.shop', '=', 'score_entry.shop').onRef('score_rule.id', '=', 'score_entry.rule'),
    )
    .leftJoin('fact', (join) =>
      join.onRef('fact.shop', '=', 'score_entry.shop').onRef('fact.id', '=', 'score_entry.fact'),
    )
    .leftJoin('orders', (join) =>
      join.onRef('orders.shop', '=', 'score_entry.shop').onRef('orders.id', '=', 'fact.subject'),
    )
    .select([
      'score_entry.id',
      'score_entry.rule',
      'score_rule.name',
      'score_entry.reason',
      'score_entry.scope',
      'score_entry.points',
      'score_entry.at',
      'score_entry.fact',
      'fact.kind',
      'fact.subject',
      'fact.data',
      'orders.name as order',
    ])
    .where('score_entry.shop', '=', shop)
    .where('score_entry.contact', '=', contact)
    .orderBy('score_entry.at', 'desc')
    .orderBy('score_entry.id', 'desc')
    .limit(limit + 1);
  if (match) query = query.where(sql<SqlBool>`(score_entry.at, score_entry.id) < (${Number(match[1])}, ${match[2]})`);
  const rows = await query.execute();
  const lines = rows.slice(0, limit).map(({ kind, subject, data, order, ...row }) => ({
    ...row,
    name: row.name || null,
    reason: row.reason as EntryReason,
    about: kind?.startsWith('order.') ? order : aboutOf(kind, subject, data),
  }));
  const last = lines.at(-1);
  return { lines, next: rows.length > limit && last ? `${last.at}.${last.id}` : null };
}

function aboutOf(kind: string | null, subject: string | null, data: string | null): string | null {
  if (data === null) return null;
  const { title, path } = readData(data);
  // an address and what was searched can be read as they are; the id of a thing cannot
  const readable = kind === 'page.viewed' || kind === 'search.submitted' ? subject : null;
  return title ?? readable ?? path ?? null;
}
