import { sql, type SqlBool } from 'kysely';
import type { FactData, FactKind } from '../../listen/facts/fact.ts';
import { readData } from '../../listen/facts/read-data.ts';
import type { Reader } from '../../platform/db/db.ts';
import { personaName } from '../personas/words.ts';
import { segmentName } from '../segments/words.ts';
import type { Words } from '../words.ts';
import type { Touches } from '../touches/touch.ts';
import { touchesUntil } from '../touches/touches.server.ts';
import { FAMILY_KINDS, sourceOfFact, type TimelineFamily, type TimelineSource } from './timeline-kinds.ts';

export interface TimelineEntry {
  source: 'fact' | 'decision' | 'points';
  /** who told it */
  from: TimelineSource;
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
  /** of a persona or a segment, what it is called */
  before: Words | null;
  after: Words | null;
  /** where an order was placed, in Shopify's words (`source_name`) */
  channel: string | null;
  /** of an order: where she had come from by then, first and last */
  came: Touches | null;
  /** of an entry of the ledger */
  points: number | null;
  data: FactData;
}

export interface TimelinePage {
  entries: TimelineEntry[];
  next: string | null;
}

/** Without a family everything but the ledger, whose entries follow from the rest. */
export interface TimelineQuery {
  after?: string | null;
  family?: TimelineFamily | null;
  limit?: number;
}

/** What happened and what was concluded, latest first, a page at a time by key. */
export async function timelineOf(
  reader: Reader,
  shop: string,
  contact: string,
  { after = null, family = null, limit = 30 }: TimelineQuery = {},
): Promise<TimelinePage> {
  const page = { shop, contact, key: readKey(after), limit: limit + 1 };
  const all = [
    ...(family === 'decisions' || family === 'scores'
      ? []
      : await factsOf(reader, page, family && FAMILY_KINDS[family])),
    ...(family === null || family === 'decisions' ? await decisionsOf(reader, page) : []),
    ...(family === 'scores' ? await pointsOf(reader, page) : []),
  ].sort((a, b) => b.at - a.at || (a.id < b.id ? 1 : -1));
  const entries = all.slice(0, limit);
  await nameSubjects(reader, shop, entries);
  await nameConclusions(reader, shop, entries);
  await nameSources(reader, shop, contact, entries);
  const last = entries.at(-1);
  return { entries, next: all.length > limit && last ? `${last.at}.${last.id}` : null };
}

interface PageOf {
  shop: string;
  contact: string;
  key: { at: number; id: string } | null;
  limit: number;
}

const before = ({ key }: PageOf, column: string) =>
  key ? sql<SqlBool>`(${sql.ref(column)}, id) < (${key.at}, ${key.id})` : sql<SqlBool>`1 = 1`;

async function factsOf(reader: Reader, page: PageOf, kinds: readonly FactKind[] | null): Promise<TimelineEntry[]> {
  const rows = await reader
    .selectFrom('fact')
    .select(['id', 'kind', 'occurred_at', 'identity', 'verified', 'subject', 'amount', 'currency', 'data'])
    .where('shop', '=', page.shop)
    .where('contact', '=', page.contact)
    // joined to nothing: or SQLite, which keeps no statistics, walks all facts of these kinds in the shop
    .$if(kinds !== null, (query) => query.where(sql<string>`kind || ''`, 'in', kinds ?? []))
    .where(before(page, 'occurred_at'))
    .orderBy('occurred_at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(({ occurred_at: at, verified, data: text, ...row }) => {
    const data = readData(text);
    const from = sourceOfFact(row.id, row.kind as FactKind, data);
    return { ...NOTHING_TOLD, ...row, source: 'fact', at, data, from, verified: verified === 1 };
  });
}

async function decisionsOf(reader: Reader, page: PageOf): Promise<TimelineEntry[]> {
  const rows = await reader
    .selectFrom('decision')
    .select(['id', 'kind', 'at', 'before', 'after'])
    .where('shop', '=', page.shop)
    .where('contact', '=', page.contact)
    .where(before(page, 'at'))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map((row) => ({ ...NOTHING_TOLD, ...row, source: 'decision' }));
}

async function pointsOf(reader: Reader, page: PageOf): Promise<TimelineEntry[]> {
  const rows = await reader
    .selectFrom('score_entry')
    .select(['id', 'rule', 'points', 'at', 'reason'])
    .where('shop', '=', page.shop)
    .where('contact', '=', page.contact)
    .where('points', '<>', 0)
    .where(before(page, 'at'))
    .orderBy('at', 'desc')
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(({ id, rule, points, at, reason }) => {
    return { ...NOTHING_TOLD, id, at, source: 'points', kind: `points.${reason}`, subject: rule, points };
  });
}

/** What most lines do not say. */
const NOTHING_TOLD = {
  identity: null,
  verified: true,
  subject: null,
  about: null,
  amount: null,
  currency: null,
  before: null,
  after: null,
  channel: null,
  came: null,
  points: null,
  data: {},
  from: 'sandmill',
} as const;

/** Says segments and personas by their names. */
async function nameConclusions(reader: Reader, shop: string, entries: readonly TimelineEntry[]): Promise<void> {
  for (const table of ['segment', 'persona'] as const) {
    const hers = entries.filter(({ source, kind }) => source === 'decision' && kind.startsWith(`${table}.`));
    const ids = new Set(hers.flatMap(({ before: from, after: to }) => [from, to].filter(isId)));
    if (ids.size === 0) continue;
    const names = await namesOf(reader, shop, table, [...ids]);
    const called = (id: Words | null) => (isId(id) ? (names.get(id) ?? '…') : id);
    for (const entry of hers) {
      entry.before = called(entry.before);
      entry.after = called(entry.after);
    }
  }
}

const isId = (moved: Words | null): moved is string => typeof moved === 'string' && moved !== '';

async function namesOf(
  reader: Reader,
  shop: string,
  table: 'segment' | 'persona',
  ids: readonly string[],
): Promise<Map<string, Words>> {
  if (table === 'persona') {
    const personas = reader.selectFrom('persona').select(['id', 'name']).where('shop', '=', shop);
    return new Map((await personas.where('id', 'in', ids).execute()).map((one) => [one.id, personaName(one)]));
  }
  const segments = reader.selectFrom('segment').select(['id', 'name', 'recipe']).where('shop', '=', shop);
  const rows = await segments.where('id', 'in', ids).execute();
  return new Map(rows.map(({ id, ...named }) => [id, segmentName(named)]));
}

/** Says where she came from before each order. */
async function nameSources(reader: Reader, shop: string, contact: string, entries: readonly TimelineEntry[]) {
  const orders = entries.filter(({ source, kind }) => source === 'fact' && kind === 'order.placed');
  const instants = orders.map(({ at }) => at);
  const came = await touchesUntil(reader, shop, contact, instants);
  for (const order of orders) order.came = came.get(order.at) ?? null;
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
function aboutOf({ title, path, list, consent, automation, attributes }: FactData): string | null {
  if (automation) return automation.accepts ? 'yes' : 'no';
  const told = attributes && Object.entries(attributes).map(([name, value]) => `${name}: ${value}`);
  return title ?? path ?? list?.name ?? consent?.state ?? told?.join(', ') ?? null;
}

function readKey(text: string | null): { at: number; id: string } | null {
  const match = /^(\d{1,16})\.(.+)$/s.exec(text ?? '');
  return match?.[1] && match[2] ? { at: Number(match[1]), id: match[2] } : null;
}
