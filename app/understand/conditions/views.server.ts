import type { ConsentState } from '../../listen/facts/fact.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { RfmGroup } from '../rfm/groups.ts';
import type { Stage } from '../stages/rules.ts';
import { leavesOf, type Condition } from './condition.ts';
import type { ContactView } from './contact-view.ts';
import { DATE_FIELDS, FLAG_FIELDS, NUMBER_COLUMNS, TEXT_FIELDS } from './fields.ts';
import { consentKey } from './leaves/consent.ts';
import { interestKey } from './leaves/interest.ts';
import { measuresOf } from './measures-of.server.ts';
import { segmentsOf } from './members.server.ts';
import type { Moment } from './moment.ts';
import { neededMeasures } from './needed-measures.ts';
import { rfmDaysOf } from './rfm-days.server.ts';

/**
 * Loads what conditions need to know of contacts, in a statement for each kind of thing however many contacts and
 * conditions there are. Contacts that do not exist are not in the map.
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
    .select(['id', 'stage', 'rfm_group', 'r', 'f', 'm'])
    .select(COLUMNS)
    .where('shop', '=', shop)
    .where('id', 'in', contacts)
    .execute();
  const leaves = conditions.flatMap(({ when }) => leavesOf(when));
  const tags = await tagsOf(
    reader,
    shop,
    contacts,
    leaves.flatMap((leaf) => (leaf.type === 'tag' ? leaf.tag : [])),
  );
  const attributes = await attributesOf(
    reader,
    shop,
    contacts,
    leaves.flatMap((leaf) => (leaf.type === 'attribute' ? leaf.attribute : [])),
  );
  const scores = await scoresOf(
    reader,
    shop,
    contacts,
    leaves.flatMap((leaf) => (leaf.type === 'score' ? (leaf.scope ?? []) : [])),
  );
  const interests = await interestsIn(
    reader,
    shop,
    contacts,
    leaves.flatMap((leaf) => (leaf.type === 'interest' ? leaf.name : [])),
  );
  const asksConsent = leaves.some((leaf) => leaf.type === 'consent');
  const consents = asksConsent ? await consentsOf(reader, shop, contacts) : new Map<string, never>();
  const namesSegments = leaves.some((leaf) => leaf.type === 'segment');
  const segments = namesSegments ? await segmentsOf(reader, shop, contacts) : new Map<string, Set<string>>();
  const asksRfmDays = leaves.some((leaf) => leaf.type === 'rfm.was' || leaf.type === 'rfm.moved');
  const rfmDays = asksRfmDays ? await rfmDaysOf(reader, shop, contacts) : new Map<string, never>();
  const needed = neededMeasures(conditions);
  const measures = await measuresOf(reader, shop, contacts, needed, moment);
  const nothing = nothingMeasured(needed);
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
        rfmDays: rfmDays.get(row.id) ?? [],
        ...valuesOf((column) => row[column]),
        tags: tags.get(row.id) ?? new Set<string>(),
        attributes: attributes.get(row.id) ?? new Map<string, never>(),
        scores: scores.get(row.id) ?? new Map<string, number>(),
        interests: interests.get(row.id) ?? new Map<string, never>(),
        segments: segments.get(row.id) ?? new Set<string>(),
        consents: consents.get(row.id) ?? new Map<string, never>(),
        facts: measures.get(row.id) ?? nothing,
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
    rfmDays: [],
    ...valuesOf((column) => UNKNOWN[column] ?? null),
    tags: new Set(),
    attributes: new Map(),
    scores: new Map(),
    interests: new Map(),
    segments: new Set(),
    consents: new Map(),
    facts: nothingMeasured(neededMeasures(conditions)),
  };
}

/** Of whom there are no rows nothing was counted, and there is no first and no last. */
function nothingMeasured(needed: ReturnType<typeof neededMeasures>): Map<string, number | null> {
  return new Map([...needed].map(([key, { measure }]) => [key, measure === 'first' || measure === 'last' ? null : 0]));
}

async function tagsOf(reader: Reader | Trx, shop: string, contacts: readonly string[], asked: readonly string[]) {
  if (asked.length === 0) return new Map<string, Set<string>>();
  const rows = await reader
    .selectFrom('contact_tag')
    .select(['contact', 'tag'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('tag', 'in', asked)
    .execute();
  return new Map([...grouped(rows)].map(([contact, its]) => [contact, new Set(its.map(({ tag }) => tag))]));
}

async function attributesOf(reader: Reader | Trx, shop: string, contacts: readonly string[], asked: readonly string[]) {
  if (asked.length === 0) return new Map<string, Map<string, { value: string; number: number | null }>>();
  const rows = await reader
    .selectFrom('contact_attribute')
    .select(['contact', 'attribute', 'value', 'number'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('attribute', 'in', asked)
    .execute();
  return new Map(
    [...grouped(rows)].map(([contact, its]) => [contact, new Map(its.map((row) => [row.attribute, row]))]),
  );
}

async function scoresOf(reader: Reader | Trx, shop: string, contacts: readonly string[], asked: readonly string[]) {
  if (asked.length === 0) return new Map<string, Map<string, number>>();
  const rows = await reader
    .selectFrom('contact_score')
    .select(['contact', 'scope', 'score'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('scope', 'in', asked)
    .execute();
  return new Map(
    [...grouped(rows)].map(([contact, its]) => [contact, new Map(its.map(({ scope, score }) => [scope, score]))]),
  );
}

async function interestsIn(reader: Reader | Trx, shop: string, contacts: readonly string[], asked: readonly string[]) {
  if (asked.length === 0) return new Map<string, Map<string, { rank: number; share: number }>>();
  const rows = await reader
    .selectFrom('interest')
    .select(['contact', 'kind', 'name', 'rank', 'share'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('name', 'in', asked)
    .execute();
  return new Map(
    [...grouped(rows)].map(([contact, its]) => [contact, new Map(its.map((row) => [interestKey(row), row]))]),
  );
}

async function consentsOf(reader: Reader | Trx, shop: string, contacts: readonly string[]) {
  const rows = await reader
    .selectFrom('contact_consent')
    .select(['contact', 'channel', 'purpose', 'state'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .execute();
  return new Map(
    [...grouped(rows)].map(([contact, its]) => [
      contact,
      new Map(its.map((row) => [consentKey(row), row.state as ConsentState])),
    ]),
  );
}

function grouped<T extends { contact: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const known = groups.get(row.contact);
    if (known) known.push(row);
    else groups.set(row.contact, [row]);
  }
  return groups;
}

type Table<Fields extends Readonly<Record<string, string>>> = Fields[keyof Fields];
type TextColumn = Table<typeof TEXT_FIELDS>;
type OtherColumn = Table<typeof DATE_FIELDS> | Table<typeof FLAG_FIELDS> | (typeof NUMBER_COLUMNS)[number];

const COLUMNS = [
  ...new Set<TextColumn | OtherColumn>([
    ...Object.values(TEXT_FIELDS),
    ...Object.values(DATE_FIELDS),
    ...Object.values(FLAG_FIELDS),
    ...NUMBER_COLUMNS,
  ]),
];

/** What the database puts where nobody says otherwise. */
const UNKNOWN: Partial<Record<TextColumn | OtherColumn, string | number>> = {
  email_consent: 'not_subscribed',
  temperature: 'cold',
  qualified: 1,
  automated: 1,
  suppressed: 0,
  devices: 0,
  score: 0,
  orders_count: 0,
  net_spent: 0,
  refunded: 0,
  discounted: 0,
};

type Values = Pick<ContactView, 'texts' | 'dates' | 'numbers' | 'flags'>;

function valuesOf(valueOf: (column: TextColumn | OtherColumn) => string | number | null): Values {
  const each = (fields: Readonly<Record<string, TextColumn | OtherColumn>>) =>
    Object.fromEntries(Object.entries(fields).map(([field, column]) => [field, valueOf(column)]));
  const flags = Object.entries(FLAG_FIELDS).map(([field, column]) => [field, Number(valueOf(column)) > 0]);
  return {
    texts: each(TEXT_FIELDS) as Values['texts'],
    dates: each(DATE_FIELDS) as Values['dates'],
    numbers: Object.fromEntries(NUMBER_COLUMNS.map((column) => [column, valueOf(column)])) as Values['numbers'],
    flags: Object.fromEntries(flags) as Values['flags'],
  };
}
