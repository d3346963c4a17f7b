import { sql, type RawBuilder, type SqlBool } from 'kysely';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { EVERYBODY, type Condition } from '../conditions/condition.ts';
import type { Moment } from '../conditions/moment.ts';
import { toSql } from '../conditions/to-sql.server.ts';
import { padded } from './padded.ts';

export const CONTACT_ORDERS = ['last_seen', 'net_spent', 'score', 'search'] as const;
export type ContactOrder = (typeof CONTACT_ORDERS)[number];

const COLUMN = {
  last_seen: 'last_seen_at',
  net_spent: 'net_spent',
  score: 'score',
  search: 'search',
} as const satisfies Record<ContactOrder, string>;

export interface ListQuery {
  /** part of a name or an address */
  search?: string;
  condition?: Condition;
  sort?: ContactOrder;
  descending?: boolean;
  /** `next` of the page before */
  after?: string | null;
  limit?: number;
  /** few match: they are found first and then sorted, instead of going through everybody in the order that is asked for */
  few?: boolean;
}

export type ContactListRow = Awaited<ReturnType<typeof selectPage>>[number];

export interface ListPage {
  rows: ContactListRow[];
  /** of the following page; null on the last */
  next: string | null;
}

/**
 * A page of contacts, by key: the page after a hundred thousand costs what the first does.
 * A key that was not made here is taken as the start.
 */
export async function listContacts(reader: Reader, shop: string, query: ListQuery, moment: Moment): Promise<ListPage> {
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 250);
  const rows = await selectPage(reader, shop, query, moment, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const next = rows.length > limit && last ? writeKey([last[COLUMN[query.sort ?? 'last_seen']], last.id]) : null;
  return { rows: page, next };
}

export async function countContacts(
  reader: Reader,
  shop: string,
  { search, condition }: Pick<ListQuery, 'search' | 'condition'>,
  moment: Moment,
): Promise<number> {
  const row = await reader
    .selectFrom('contact')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('shop', '=', shop)
    .where(matching(search, condition, moment))
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Those of some contacts whom a search and a condition leave in the list. */
export async function matchingAmong(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  { search, condition }: Pick<ListQuery, 'search' | 'condition'>,
  moment: Moment,
): Promise<string[]> {
  if (contacts.length === 0) return [];
  // found first: else an index that the condition could use is walked, which has everybody in it
  const { rows } = await sql<{ id: string }>`
    with asked as materialized (
      select * from contact where shop = ${shop} and id in (${sql.join(padded([...contacts]))})
    )
    select contact.id as id from asked as contact where ${matching(search, condition, moment)}`.execute(reader);
  return rows.map(({ id }) => id);
}

function selectPage(reader: Reader, shop: string, query: ListQuery, moment: Moment, limit: number) {
  const column = COLUMN[query.sort ?? 'last_seen'];
  const direction = query.descending === false ? 'asc' : 'desc';
  let select = reader
    .selectFrom('contact')
    .select(['id', 'email', 'first_name', 'last_name', 'search', 'stage', 'rfm_group', 'r', 'f', 'm', 'score'])
    .select(['orders_count', 'net_spent', 'currency', 'email_consent', 'last_order_at', 'last_seen_at', 'persona'])
    .where('shop', '=', shop)
    .where(
      query.few
        ? amongFew(shop, query.search, query.condition, moment)
        : matching(query.search, query.condition, moment),
    )
    .orderBy(column, direction)
    .orderBy('id', direction)
    .limit(limit);
  const key = readKey(query.after, column === 'search');
  if (key) {
    const than = sql.raw(direction === 'asc' ? '>' : '<');
    // both databases compare rows of values by an index on (shop, column, id)
    select = select.where(sql<SqlBool>`(${sql.ref(column)}, id) ${than} (${key[0]}, ${key[1]})`);
  }
  return select.execute();
}

function matching(search: string | undefined, condition: Condition | undefined, moment: Moment): RawBuilder<SqlBool> {
  const chosen = toSql(condition ?? EVERYBODY, moment);
  const words = (search ?? '').toLowerCase().split(/\s+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return chosen;
  const parts = words.map((word) => sql`contact.search like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`);
  // whoever has no name to find is out: the index of the names begins with all anonymous visitors
  return sql<SqlBool>`(contact.search > '' and ${sql.join(parts, sql` and `)} and ${chosen})`;
}

function amongFew(...[shop, search, condition, moment]: [string, ...Parameters<typeof matching>]): RawBuilder<SqlBool> {
  return sql<SqlBool>`id in (select id from contact where shop = ${shop} and ${matching(search, condition, moment)})`;
}

function writeKey(key: [string | number, string]): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url');
}

function readKey(text: string | null | undefined, isText: boolean): [string | number, string] | null {
  if (!text) return null;
  try {
    const key: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (!Array.isArray(key)) return null;
    const [value, id]: unknown[] = key;
    if (typeof id !== 'string' || typeof value !== (isText ? 'string' : 'number')) return null;
    return [value as string | number, id];
  } catch {
    return null;
  }
}
