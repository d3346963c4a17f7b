import { type RawBuilder, sql } from 'kysely';
import { readData } from '../../listen/facts/read-data.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { Condition, Leaf } from './condition.ts';
import { decidingLeaves } from './deciding-leaves.ts';
import { holds } from './evaluate.ts';
import { visitsOn } from './leaves/device.ts';
import { timeOf } from './leaves/facts.ts';
import type { Measure } from './leaves/measure.ts';
import { measureSql } from './leaves/measure-sql.server.ts';
import { boughtFilter } from './leaves/products-sql.server.ts';
import type { Moment } from './moment.ts';
import { contactViews } from './views.server.ts';

const FACTS_SHOWN = 3;

/** Something that happened and counts for a leaf: a fact, or an order that a product was bought in. */
export interface Evidence {
  /** of the fact, or of the order */
  id: string;
  kind: string;
  at: number;
  /** what it was about, as people read it; null when only an id is known */
  title: string | null;
}

export interface LeafWhy {
  leaf: Leaf;
  /** whether it holds as it is written: below a "not" it decided by the other answer */
  holds: boolean;
  /** the latest that count, at most three; none where something never happened, or where no facts are asked */
  facts: Evidence[];
}

export interface WhyHolds {
  holds: boolean;
  /** the leaves that decided, in the order they are written */
  leaves: LeafWhy[];
}

/** Why a condition holds for a contact or not, with what happened. Null when there is no such contact. */
export async function whyHolds(
  reader: Reader | Trx,
  shop: string,
  contact: string,
  condition: Condition,
  moment: Moment,
): Promise<WhyHolds | null> {
  const view = (await contactViews(reader, shop, [contact], [condition], moment)).get(contact);
  if (!view) return null;
  const leaves: LeafWhy[] = [];
  for (const leaf of decidingLeaves(condition.when, view)) {
    leaves.push({ leaf, holds: holds(leaf, view), facts: await evidenceOf(reader, shop, contact, leaf, moment) });
  }
  return { holds: holds(condition.when, view), leaves };
}

async function evidenceOf(
  reader: Reader | Trx,
  shop: string,
  contact: string,
  leaf: Leaf,
  moment: Moment,
): Promise<Evidence[]> {
  const filter = await factsCounted(reader, shop, contact, leaf, moment);
  if (filter) {
    const first = leaf.type === 'facts.when' && leaf.time === 'first';
    const { rows } = await sql<{ id: string; kind: string; at: number; subject: string | null; data: string }>`
      select fact.id as id, fact.kind as kind, fact.occurred_at as at, fact.subject as subject, fact.data as data
      from fact where fact.shop = ${shop} and fact.contact = ${contact} and ${filter}
      order by fact.occurred_at ${sql.raw(first ? 'asc' : 'desc')}, fact.id limit ${FACTS_SHOWN}`.execute(reader);
    return rows.map(({ id, kind, at, subject, data }) => {
      const told = readData(data);
      // an address and what was searched can be read as they are; the id of a thing cannot
      const readable = kind === 'page.viewed' || kind === 'search.submitted' ? subject : null;
      return { id, kind, at, title: told.title ?? readable ?? told.path ?? null };
    });
  }
  const orders = ordersShown(leaf);
  if (orders > 0) return lastOrders(reader, shop, contact, orders);
  if (leaf.type !== 'products' || leaf.did !== 'bought') return [];
  const { rows } = await sql<{ id: string; at: number; title: string }>`
    select orders.id as id, order_line.placed_at as at, order_line.title as title from identity
      join orders on orders.shop = identity.shop and orders.identity = identity.id and orders.counted = 1
      join order_line on order_line.shop = orders.shop and order_line.order_id = orders.id
    where identity.shop = ${shop} and identity.contact = ${contact} and ${boughtFilter(leaf, moment)}
    order by order_line.placed_at desc, orders.id, order_line.id limit ${FACTS_SHOWN}`.execute(reader);
  return rows.map((row) => ({ ...row, kind: 'order.placed' }));
}

/** How many orders tell of a leaf that rests on orders as such, whatever is in them. */
function ordersShown({ type }: Leaf): number {
  if (type === 'last.order') return 1;
  return type === 'orders.count' || type === 'net.spent' ? FACTS_SHOWN : 0;
}

async function lastOrders(reader: Reader | Trx, shop: string, contact: string, most: number): Promise<Evidence[]> {
  const { rows } = await sql<{ id: string; at: number; title: string | null }>`
    select orders.id as id, orders.placed_at as at, orders.name as title from identity
      join orders on orders.shop = identity.shop and orders.identity = identity.id and orders.counted = 1
    where identity.shop = ${shop} and identity.contact = ${contact}
    order by orders.placed_at desc, orders.id limit ${most}`.execute(reader);
  return rows.map((row) => ({ ...row, kind: 'order.placed' }));
}

/** Which facts of one contact a leaf counts; null where it counts none. */
async function factsCounted(
  reader: Reader | Trx,
  shop: string,
  contact: string,
  leaf: Leaf,
  moment: Moment,
): Promise<RawBuilder<unknown> | null> {
  const measures = factsMeasured(leaf);
  if (measures.length === 0) return null;
  const filters = measures.map((measure) => sql`(${measureSql(measure, moment, { ofOne: true }).filter})`);
  const filter = sql`(${sql.join(filters, sql` or `)})`;
  if (leaf.type !== 'same.product') return filter;
  const { rows } = await sql<{ subject: string }>`
    select fact.subject as subject from fact where fact.shop = ${shop} and fact.contact = ${contact} and ${filter}
    group by fact.subject order by count(*) desc, max(fact.occurred_at) desc, fact.subject limit 1`.execute(reader);
  return sql`${filter} and fact.subject = ${rows[0]?.subject ?? null}`;
}

function factsMeasured(leaf: Leaf): Measure[] {
  switch (leaf.type) {
    case 'facts':
      return [{ of: 'facts', ...leaf }];
    case 'facts.when':
      return [{ of: 'facts', ...timeOf(leaf) }];
    case 'products':
      return leaf.did === 'bought' ? [] : [{ of: 'products', ...leaf }];
    case 'same.product':
      return [{ of: 'same', ...leaf }];
    case 'device':
      return leaf.in.map((kind) => ({ of: 'facts', ...visitsOn(kind, leaf) }));
    default:
      return [];
  }
}
