import { sql, type SqlBool } from 'kysely';
import type { FactData } from '../../listen/facts/fact.ts';
import { readData } from '../../listen/facts/read-data.ts';
import type { Reader } from '../../platform/db/db.ts';

export interface TimelineEntry {
  source: 'fact' | 'decision';
  id: string;
  at: number;
  /** a fact's kind, or a decision's */
  kind: string;
  identity: string | null;
  verified: boolean;
  subject: string | null;
  /** title of the product, name of the order, path of the page, state of the consent */
  about: string | null;
  amount: number | null;
  currency: string | null;
  before: string | null;
  after: string | null;
  /** where an order was placed, in Shopify's words (`source_name`) */
  channel: string | null;
  data: FactData;
}

export interface TimelinePage {
  entries: TimelineEntry[];
  next: string | null;
}

/** What happened and what was concluded, latest first, a page at a time by key. */
export async function timelineOf(
  reader: Reader,
  shop: string,
  contact: string,
  after: string | null = null,
  limit = 30,
): Promise<TimelinePage> {
  const key = readKey(after);
  const before = (column: string) =>
    key ? sql<SqlBool>`(${sql.ref(column)}, id) < (${key.at}, ${key.id})` : sql<SqlBool>`1 = 1`;
  const facts = await reader
    .selectFrom('fact')
    .select(['id', 'kind', 'occurred_at', 'identity', 'verified', 'subject', 'amount', 'currency', 'data'])
    .where('shop', '=', shop)
    .where('contact', '=', contact)
    .where(before('occurred_at'))
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const decisions = await reader
    .selectFrom('decision')
    .select(['id', 'kind', 'at', 'before', 'after'])
    .where('shop', '=', shop)
    .where('contact', '=', contact)
    .where(before('at'))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const all: TimelineEntry[] = [
    ...facts.map((row) => {
      const data = readData(row.data);
      const { id, kind, identity, subject, amount, currency } = row;
      const told = { id, at: row.occurred_at, kind, identity, subject, amount, currency, data };
      const verified = row.verified === 1;
      return { source: 'fact' as const, ...told, verified, about: null, channel: null, before: null, after: null };
    }),
    ...decisions.map((row) => ({
      source: 'decision' as const,
      ...row,
      identity: null,
      verified: true,
      subject: null,
      about: null,
      channel: null,
      amount: null,
      currency: null,
      data: {},
    })),
  ].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const entries = all.slice(0, limit);
  await nameSubjects(reader, shop, entries);
  const last = entries.at(-1);
  return { entries, next: all.length > limit && last ? `${last.at}.${last.id}` : null };
}

/** Says products and orders by their names. */
async function nameSubjects(reader: Reader, shop: string, entries: readonly TimelineEntry[]): Promise<void> {
  const subjects = (prefix: string) => [
    ...new Set(entries.flatMap(({ kind, subject }) => (kind.startsWith(prefix) && subject !== null ? subject : []))),
  ];
  const names = new Map<string, string | null>();
  const channels = new Map<string | null, string | null>();
  const products = subjects('product.');
  if (products.length > 0) {
    const query = reader.selectFrom('product').select(['id', 'title']).where('shop', '=', shop);
    for (const row of await query.where('id', 'in', products).execute()) names.set(`product.${row.id}`, row.title);
  }
  const orders = subjects('order.');
  if (orders.length > 0) {
    const query = reader.selectFrom('orders').select(['id', 'name', 'source']).where('shop', '=', shop);
    for (const row of await query.where('id', 'in', orders).execute()) {
      names.set(`order.${row.id}`, row.name);
      channels.set(row.id, row.source);
    }
  }
  for (const entry of entries) {
    if (entry.kind === 'order.placed') entry.channel = channels.get(entry.subject) ?? null;
    const room = entry.kind.slice(0, entry.kind.indexOf('.') + 1);
    entry.about = names.get(room + entry.subject) ?? aboutOf(entry.data);
  }
}

/** What a fact says of itself, in the order of how much it says. */
function aboutOf({ title, path, list, consent }: FactData): string | null {
  return title ?? path ?? list?.name ?? consent?.state ?? null;
}

function readKey(text: string | null): { at: number; id: string } | null {
  const match = /^(\d{1,16})\.(.+)$/s.exec(text ?? '');
  return match?.[1] && match[2] ? { at: Number(match[1]), id: match[2] } : null;
}
