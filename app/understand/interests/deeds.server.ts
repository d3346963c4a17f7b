// Reads what contacts did with products, and what those products belong to.
import { sql } from 'kysely';
import { z } from 'zod';
import { DAY } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import type { Deed, InterestDeed, InterestKind } from './rules.ts';

/** What the deeds of one product or collection on one day come to. */
interface Group {
  contact: string;
  did: InterestDeed;
  thing: string;
  /** a collection's own page was looked at */
  collection: boolean;
  day: number;
  times: number;
  lastAt: number;
}

const KINDS = { 'product.viewed': 'viewed', 'product.added': 'carted', 'collection.viewed': 'viewed' } as const;

/** Kinds of facts from which interests are made; orders are read off their rows. */
export const INTEREST_FACTS = Object.keys(KINDS) as (keyof typeof KINDS)[];

/** Shopify's own collections of everything: that somebody looked at a thing in them says nothing. */
const EVERYTHING = ['all', 'frontpage'];

type Belongings = Deed['of'];

export interface Deeds {
  /** one without any is not in the map */
  ofContact: Map<string, Deed[]>;
  /** products that the catalogue does not know: not yet, or not any more */
  unknown: Set<string>;
}

/** The deeds of contacts, some statements for all of them. */
export async function deedsOf(trx: Trx, shop: string, contacts: readonly string[]): Promise<Deeds> {
  if (contacts.length === 0) return { ofContact: new Map(), unknown: new Set() };
  const ids = padded(contacts);
  const groups = [...(await seen(trx, shop, ids)), ...(await bought(trx, shop, ids))];
  const things = (collection: boolean) => [
    ...new Set(groups.filter((group) => group.collection === collection).map(({ thing }) => thing)),
  ];
  const products = await productsAre(trx, shop, things(false));
  const collections = await collectionsAre(trx, shop, things(true));
  const deeds = new Map<string, Deed[]>();
  const unknown = new Set<string>();
  for (const { contact, thing, collection, ...deed } of groups) {
    const of = (collection ? collections : products).get(thing);
    if (!of) {
      if (!collection) unknown.add(thing);
      continue;
    }
    const known = deeds.get(contact);
    if (known) known.push({ ...deed, of });
    else deeds.set(contact, [{ ...deed, of }]);
  }
  return { ofContact: deeds, unknown };
}

const dayOf = (column: string) => sql<number>`cast(${sql.ref(column)} / ${sql.lit(DAY)} as integer)`;

async function seen(trx: Trx, shop: string, contacts: readonly string[]): Promise<Group[]> {
  const rows = await trx
    .selectFrom('fact')
    .select(({ fn }) => [
      'contact',
      'kind',
      'subject',
      dayOf('occurred_at').as('day'),
      fn.countAll<number>().as('times'),
    ])
    .select(({ fn }) => fn.max('occurred_at').as('lastAt'))
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    // plus nothing: or SQLite, which keeps no statistics, walks all facts of these kinds in the shop
    .where(sql<string>`kind || ''`, 'in', INTEREST_FACTS)
    .where('subject', 'is not', null)
    .groupBy(['contact', 'kind', 'subject', dayOf('occurred_at')])
    .execute();
  return rows.map(({ contact, kind, subject, day, times, lastAt }) => ({
    contact: contact ?? '',
    did: KINDS[kind as keyof typeof KINDS],
    thing: subject ?? '',
    collection: kind === 'collection.viewed',
    day,
    times,
    lastAt,
  }));
}

async function bought(trx: Trx, shop: string, contacts: readonly string[]): Promise<Group[]> {
  const rows = await trx
    .selectFrom('identity')
    .innerJoin('orders', (join) =>
      join.onRef('orders.shop', '=', 'identity.shop').onRef('orders.identity', '=', 'identity.id'),
    )
    .innerJoin('order_line', (join) =>
      join.onRef('order_line.shop', '=', 'orders.shop').onRef('order_line.order_id', '=', 'orders.id'),
    )
    .select(({ fn }) => [
      'identity.contact',
      'order_line.product_id',
      dayOf('orders.placed_at').as('day'),
      fn.countAll<number>().as('times'),
      fn.max('orders.placed_at').as('lastAt'),
    ])
    .where('identity.shop', '=', shop)
    .where('identity.contact', 'in', contacts)
    .where('orders.counted', '=', 1)
    .where('order_line.product_id', 'is not', null)
    .groupBy(['identity.contact', 'order_line.product_id', dayOf('orders.placed_at')])
    .execute();
  return rows.map(({ contact, product_id: thing, day, times, lastAt }) => ({
    contact,
    did: 'bought' as const,
    thing: thing ?? '',
    collection: false,
    day,
    times,
    lastAt,
  }));
}

/** A product's type, vendor, tags and collections, as the catalogue has them now. */
async function productsAre(trx: Trx, shop: string, products: readonly string[]): Promise<Map<string, Belongings>> {
  if (products.length === 0) return new Map();
  const ids = padded(products);
  const rows = await trx
    .selectFrom('product')
    .select(['id', 'type', 'vendor', 'tags'])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .execute();
  const members = await trx
    .selectFrom('collection_product')
    .innerJoin('collection', (join) =>
      join.onRef('collection.shop', '=', 'collection_product.shop').onRef('collection.id', '=', 'collection'),
    )
    .select(['product', 'title'])
    .where('collection_product.shop', '=', shop)
    .where('product', 'in', ids)
    .where('collection.deleted_at', 'is', null)
    .where('collection.handle', 'not in', EVERYTHING)
    .execute();
  const titles = Map.groupBy(members, ({ product }) => product);
  return new Map(
    rows.map(({ id, type, vendor, tags }) => [
      id,
      [
        ...named('category', [type]),
        ...named('vendor', [vendor]),
        ...named('tag', tagsOf(tags)),
        ...named(
          'collection',
          (titles.get(id) ?? []).map(({ title }) => title),
        ),
      ],
    ]),
  );
}

async function collectionsAre(
  trx: Trx,
  shop: string,
  collections: readonly string[],
): Promise<Map<string, Belongings>> {
  if (collections.length === 0) return new Map();
  const rows = await trx
    .selectFrom('collection')
    .select(['id', 'title'])
    .where('shop', '=', shop)
    .where('id', 'in', padded(collections))
    .where('deleted_at', 'is', null)
    .where('handle', 'not in', EVERYTHING)
    .execute();
  return new Map(rows.map(({ id, title }) => [id, named('collection', [title])]));
}

function named(kind: InterestKind, names: readonly (string | null)[]): Belongings {
  return [...new Set(names)].flatMap((name) => (name ? { kind, name } : []));
}

const tagsSchema = z.array(z.string());

function tagsOf(text: string): string[] {
  return tagsSchema.parse(JSON.parse(text));
}
