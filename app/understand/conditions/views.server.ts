import { sql } from 'kysely';
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { RfmGroup } from '../rfm/groups.ts';
import type { Stage } from '../stages/rules.ts';
import { leavesOf, type Condition } from './condition.ts';
import type { ContactView } from './contact-view.ts';
import { DATE_FIELDS, type DateField, TEXT_FIELDS, type TextField } from './fields.ts';
import { factFilter, factMeasure } from './leaves/facts-sql.server.ts';
import { productsRows } from './leaves/products-sql.server.ts';
import { segmentsOf } from './members.server.ts';
import type { Moment } from './moment.ts';
import { neededFacts, neededProducts } from './needed-measures.ts';

/**
 * Loads what conditions need to know of contacts, in a statement for each kind of thing however many contacts there are.
 * Contacts that do not exist are not in the map.
 */
export async function contactViews(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  conditions: readonly Condition[],
  moment: Moment,
): Promise<Map<string, ContactView>> {
  if (contacts.length === 0) return new Map();
  const rows = await reader
    .selectFrom('contact')
    .select(['id', 'stage', 'rfm_group', 'r', 'f', 'm', 'score', 'orders_count', 'net_spent', 'last_order_at'])
    .select(FIELD_COLUMNS)
    .where('shop', '=', shop)
    .where('id', 'in', contacts)
    .execute();
  const tags = await tagsOf(reader, shop, contacts, conditions);
  const names = conditions.some(({ when }) => leavesOf(when).some((leaf) => leaf.type === 'segment'));
  const segments = names ? await segmentsOf(reader, shop, contacts) : new Map<string, Set<string>>();
  const measures = await measuresOf(reader, shop, contacts, conditions, moment);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        ...moment,
        id: row.id,
        stage: row.stage as Stage,
        rfmGroup: row.rfm_group as RfmGroup,
        r: row.r,
        f: row.f,
        m: row.m,
        score: row.score,
        ordersCount: row.orders_count,
        netSpent: row.net_spent,
        lastOrderAt: row.last_order_at,
        texts: textsOf((column) => row[column]),
        dates: datesOf((column) => row[column]),
        tags: tags.get(row.id) ?? new Set<string>(),
        segments: segments.get(row.id) ?? new Set<string>(),
        facts: new Map([...measures].map(([key, perContact]) => [key, perContact.get(row.id) ?? 0])),
      },
    ]),
  );
}

/** Somebody of whom nothing is known yet: a device without a contact. */
export function unknownVisitor(conditions: readonly Condition[], moment: Moment): ContactView {
  return {
    ...moment,
    id: '',
    stage: 'visitor',
    rfmGroup: 'prospects',
    r: null,
    f: null,
    m: null,
    score: 0,
    ordersCount: 0,
    netSpent: 0,
    lastOrderAt: null,
    texts: textsOf(() => null),
    dates: datesOf(() => null),
    tags: new Set(),
    segments: new Set(),
    facts: new Map(conditions.flatMap(measureKeys).map((key) => [key, 0])),
  };
}

async function tagsOf(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  conditions: readonly Condition[],
): Promise<Map<string, Set<string>>> {
  const asked = conditions.flatMap(({ when }) =>
    leavesOf(when).flatMap((leaf) => (leaf.type === 'tag' ? leaf.tag : [])),
  );
  const tags = new Map<string, Set<string>>();
  if (asked.length === 0) return tags;
  const rows = await reader
    .selectFrom('contact_tag')
    .select(['contact', 'tag'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('tag', 'in', asked)
    .execute();
  for (const { contact, tag } of rows) {
    const known = tags.get(contact);
    if (known) known.add(tag);
    else tags.set(contact, new Set([tag]));
  }
  return tags;
}

/** What was counted or summed, by what was asked for and by contact. */
async function measuresOf(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  conditions: readonly Condition[],
  moment: Moment,
): Promise<Map<string, Map<string, number>>> {
  const measures = new Map<string, Map<string, number>>();
  const needed = new Map(conditions.flatMap((condition) => [...neededFacts(condition)]));
  for (const [key, fact] of needed) {
    const rows = await reader
      .selectFrom('fact')
      .select(['contact', factMeasure(fact).as('measure')])
      .where('shop', '=', shop)
      .where('contact', 'in', contacts)
      .where(sql<boolean>`${factFilter(fact, moment)}`)
      .groupBy('contact')
      .execute();
    measures.set(key, new Map(rows.map((row) => [row.contact ?? '', row.measure])));
  }
  const products = new Map(conditions.flatMap((condition) => [...neededProducts(condition)]));
  for (const [key, asked] of products) {
    const { from, shop: shopOf, contact, measure, where } = productsRows(asked, moment);
    const { rows } = await sql<{ whose: string | null; measure: number }>`
      select ${contact} as whose, ${measure} as measure from ${from}
      where ${shopOf} = ${shop} and ${contact} in (${sql.join(contacts)}) and ${where} group by ${contact}`.execute(
      reader,
    );
    measures.set(key, new Map(rows.map((row) => [row.whose ?? '', row.measure])));
  }
  return measures;
}

const measureKeys = (condition: Condition) => [...neededFacts(condition).keys(), ...neededProducts(condition).keys()];

type TextColumn = (typeof TEXT_FIELDS)[TextField];
type DateColumn = (typeof DATE_FIELDS)[DateField];

const FIELD_COLUMNS = [
  ...new Set<TextColumn | DateColumn>([...Object.values(TEXT_FIELDS), ...Object.values(DATE_FIELDS)]),
];

function textsOf(valueOf: (column: TextColumn) => string | null): ContactView['texts'] {
  const entries = Object.entries(TEXT_FIELDS).map(([field, column]) => [field, valueOf(column)]);
  return Object.fromEntries(entries) as ContactView['texts'];
}

function datesOf(valueOf: (column: DateColumn) => number | null): ContactView['dates'] {
  const entries = Object.entries(DATE_FIELDS).map(([field, column]) => [field, valueOf(column)]);
  return Object.fromEntries(entries) as ContactView['dates'];
}
