// The four kinds of data on a contact's page, each with its source and time.
import { sql } from 'kysely';
import { identityValue } from '../../listen/facts/fact.ts';
import type { Reader } from '../../platform/db/db.ts';
import { readTouch, type Touch } from '../touches/touch.ts';
import { hardIdentities } from './known.server.ts';
import type { ContactProfile } from './one.server.ts';
import { holderAt, sightingsInOrder, type Sighting } from './ownership.ts';

const MOST = 5;
const DEVICES_SHOWN = 20;

export type PersonalField = 'name' | 'phone' | 'locale' | 'country' | 'city';

export interface Personal {
  field: PersonalField;
  value: string;
  source: 'shopify' | 'import' | 'hand';
  at: number;
}

export interface Bought {
  name: string;
  pieces: number;
}

export interface Behaviour {
  kind: string;
  times: number;
  lastAt: number;
  /** the latest was told by another program of the merchant */
  byApi: boolean;
}

export interface Device {
  /** what is shown of its key */
  name: string;
  /** since when she is the one who was seen with it */
  since: number;
  lastSeenAt: number;
}

export interface Dossier {
  personal: Personal[];
  categories: Bought[];
  brands: Bought[];
  behaviour: Behaviour[];
  searches: string[];
  devices: Device[];
  first: Touch | null;
  last: Touch | null;
}

export async function dossierOf(reader: Reader, shop: string, profile: ContactProfile): Promise<Dossier> {
  const hard = (await hardIdentities(reader, shop, [profile.id])).get(profile.id) ?? [];
  return {
    personal: await personalOf(reader, shop, hard),
    categories: await boughtBy(reader, shop, hard, 'type'),
    brands: await boughtBy(reader, shop, hard, 'vendor'),
    ...(await behaviourOf(reader, shop, profile.id)),
    devices: hard.length > 0 ? await devicesOf(reader, shop, profile.id, new Set(hard)) : [],
    first: readTouch(profile.first_touch),
    last: readTouch(profile.last_touch),
  };
}

/** As the fold chooses: of each field the customer told last who has one. */
async function personalOf(reader: Reader, shop: string, hard: readonly string[]): Promise<Personal[]> {
  const ids = hard.filter((id) => id.startsWith('customer:')).map(identityValue);
  if (ids.length === 0) return [];
  const rows = await reader
    .selectFrom('customer')
    .select(['id', 'first_name', 'last_name', 'phone', 'locale', 'country', 'city', 'updated_at'])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .where('deleted_at', 'is', null)
    .execute();
  rows.sort((a, b) => b.updated_at - a.updated_at || (a.id < b.id ? -1 : 1));
  const nameOf = (row: (typeof rows)[number]) => [row.first_name, row.last_name].filter(Boolean).join(' ') || null;
  const valueOf = (row: (typeof rows)[number], field: PersonalField) => (field === 'name' ? nameOf(row) : row[field]);
  return (['name', 'phone', 'locale', 'country', 'city'] as const).flatMap((field): Personal[] => {
    const row = rows.find((one) => valueOf(one, field));
    const value = row && valueOf(row, field);
    return row && value ? [{ field, value, ...toldBy(row) }] : [];
  });
}

/** Rows of lists and of hands carry seconds for milliseconds, so that whatever Shopify tells is newer. */
function toldBy({ id, updated_at: at }: { id: string; updated_at: number }): Pick<Personal, 'source' | 'at'> {
  if (id.startsWith('import:')) return { source: 'import', at: at * 1000 };
  return id.startsWith('added:') ? { source: 'hand', at: at * 1000 } : { source: 'shopify', at };
}

/** What she bought most pieces of, by the type or the vendor of the products. */
async function boughtBy(
  reader: Reader,
  shop: string,
  hard: readonly string[],
  column: 'type' | 'vendor',
): Promise<Bought[]> {
  if (hard.length === 0) return [];
  const rows = await reader
    .selectFrom('orders')
    .innerJoin('order_line', (join) =>
      join.onRef('order_line.shop', '=', 'orders.shop').onRef('order_line.order_id', '=', 'orders.id'),
    )
    .innerJoin('product', (join) =>
      join.onRef('product.shop', '=', 'order_line.shop').onRef('product.id', '=', 'order_line.product_id'),
    )
    .select((eb) => [`product.${column} as name`, eb.fn.sum<number>('order_line.quantity').as('pieces')])
    .where('orders.shop', '=', shop)
    .where('orders.identity', 'in', hard)
    .where('orders.counted', '=', 1)
    .where(`product.${column}`, '>', '')
    .groupBy(`product.${column}`)
    .orderBy('pieces', 'desc')
    .orderBy(`product.${column}`)
    .limit(MOST)
    .execute();
  return rows.map(({ name, pieces }) => ({ name: name ?? '', pieces }));
}

const SHOWN = [
  'page.viewed',
  'product.viewed',
  'collection.viewed',
  'search.submitted',
  'product.added',
  'checkout.started',
  'file.downloaded',
  'form.sent',
  'chat.used',
  'event.told',
  'message.submitted',
  'message.opened',
  'message.clicked',
];

/** What she does, and what she looked for lately, in one walk over her facts. */
async function behaviourOf(
  reader: Reader,
  shop: string,
  contact: string,
): Promise<Pick<Dossier, 'behaviour' | 'searches'>> {
  // joined to nothing: or SQLite walks all facts of these kinds in the shop, be it to find or to group them
  const kind = sql<string>`kind || ''`;
  const byApi = sql<number | null>`max(case when id like 'api:%' then occurred_at end)`;
  const sought = sql<string | null>`case when kind = 'search.submitted' then subject end`;
  const rows = await reader
    .selectFrom('fact')
    .select((eb) => [
      kind.as('kind'),
      sought.as('sought'),
      eb.fn.countAll<number>().as('times'),
      eb.fn.max('occurred_at').as('lastAt'),
      byApi.as('apiAt'),
    ])
    .where('shop', '=', shop)
    .where('contact', '=', contact)
    .where(kind, 'in', SHOWN)
    .groupBy([kind, sought])
    .execute();
  const behaviour = SHOWN.flatMap((kind): Behaviour[] => {
    const some = rows.filter((row) => row.kind === kind);
    if (some.length === 0) return [];
    const times = some.reduce((sum, row) => sum + row.times, 0);
    const lastAt = Math.max(...some.map((row) => row.lastAt));
    return [{ kind, times, lastAt, byApi: some.some((row) => row.apiAt === lastAt) }];
  });
  const latest = rows.filter((row) => row.sought !== null).toSorted((a, b) => b.lastAt - a.lastAt);
  return { behaviour, searches: latest.slice(0, MOST).flatMap((row) => row.sought ?? []) };
}

async function devicesOf(reader: Reader, shop: string, contact: string, hard: ReadonlySet<string>): Promise<Device[]> {
  const identities = await reader
    .selectFrom('identity')
    .select(['id', 'created_at'])
    .where('shop', '=', shop)
    .where('contact', '=', contact)
    .where('kind', '=', 'client')
    .orderBy('created_at', 'desc')
    .limit(DEVICES_SHOWN)
    .execute();
  if (identities.length === 0) return [];
  const ids = identities.map(({ id }) => id);
  const sightings = new Map<string, Sighting[]>();
  const seen = await reader
    .selectFrom('sighting')
    .select(['soft', 'hard', 'at'])
    .where('shop', '=', shop)
    .where('soft', 'in', ids)
    .execute();
  for (const { soft, ...sighting } of seen) sightings.set(soft, [...(sightings.get(soft) ?? []), sighting]);
  const last = await reader
    .selectFrom('fact')
    .select((eb) => ['identity', eb.fn.max('occurred_at').as('at')])
    .where('shop', '=', shop)
    .where('identity', 'in', ids)
    .groupBy('identity')
    .execute();
  const lastAt = new Map(last.map((row) => [row.identity, row.at]));
  return identities
    .map(({ id, created_at: named }): Device => {
      const since = heldSince(sightingsInOrder(sightings.get(id) ?? []), hard) ?? named;
      return { name: identityValue(id).slice(-4), since, lastSeenAt: Math.max(since, lastAt.get(id) ?? 0) };
    })
    .toSorted((a, b) => b.lastSeenAt - a.lastSeenAt);
}

/** The first of the sightings since which nobody else was seen with it. */
function heldSince(ordered: readonly Sighting[], hard: ReadonlySet<string>): number | undefined {
  if (!hard.has(holderAt(ordered, Number.POSITIVE_INFINITY) ?? '')) return undefined;
  const other = ordered.findLastIndex((sighting) => !hard.has(sighting.hard));
  return ordered[other + 1]?.at;
}
