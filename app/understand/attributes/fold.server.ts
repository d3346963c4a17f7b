// The latest that was told of each attribute of a contact: a fold over facts, in whatever order they come.
import { sql, type SqlBool } from 'kysely';
import type { FactData, FactKind } from '../../listen/facts/fact.ts';
import { readData } from '../../listen/facts/read-data.ts';
import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import { attributeKey, attributeNumber, type Birthday, LONGEST_VALUE, readBirthday } from './value.ts';

const TELLING: readonly FactKind[] = ['contact.imported', 'contact.added', 'attribute.told'];

/** What is always an attribute, without being declared. */
export const BIRTHDAY = 'birthday';

interface TellingFact {
  id: string;
  kind: string;
  occurredAt: number;
  verified: boolean;
  subject: string | null;
  data: FactData;
}

interface Given {
  contactOf: ReadonlyMap<string, string | null>;
  /** contacts whose attributes are made anew from all of their facts */
  disturbed: ReadonlySet<string>;
  /** contacts that are no more */
  gone: readonly string[];
}

/** Gives contacts what a batch of facts tells of them; the facts must be theirs already. */
export async function keepAttributes(
  trx: Trx,
  shop: string,
  facts: readonly TellingFact[],
  { contactOf, disturbed, gone }: Given,
): Promise<void> {
  await forget(trx, shop, [...gone, ...disturbed]);
  const told = facts.flatMap((fact) => {
    const contact = contactOf.get(fact.id);
    return contact && !disturbed.has(contact) ? toldBy(contact, fact) : [];
  });
  await write(trx, shop, [...told, ...(await toldOf(trx, shop, [...disturbed]))]);
}

/** Makes the attributes of contacts anew from their facts. */
export async function refoldAttributes(trx: Trx, shop: string, contacts: readonly string[]): Promise<void> {
  await forget(trx, shop, contacts);
  await write(trx, shop, await toldOf(trx, shop, contacts));
}

/** The birthdays that were told of contacts. */
export async function birthdaysOf(trx: Trx, shop: string, contacts: readonly string[]): Promise<Map<string, Birthday>> {
  const rows = await trx
    .selectFrom('contact_attribute')
    .select(['contact', 'value'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('attribute', '=', BIRTHDAY)
    .execute();
  return new Map(
    rows.flatMap(({ contact, value }): [string, Birthday][] => {
      const birthday = readBirthday(value);
      return birthday ? [[contact, birthday]] : [];
    }),
  );
}

interface Told {
  contact: string;
  attribute: string;
  value: string;
  number: number | null;
  at: number;
  source: string;
  fact: string;
}

function toldBy(contact: string, fact: TellingFact): Told[] {
  if (!fact.verified || !fact.data.attributes || !TELLING.includes(fact.kind as FactKind)) return [];
  return Object.entries(fact.data.attributes).flatMap(([name, text]): Told[] => {
    const attribute = attributeKey(name);
    const value = text.trim().slice(0, LONGEST_VALUE);
    if (attribute === '') return [];
    return [
      {
        contact,
        attribute,
        value,
        number: attributeNumber(value),
        at: fact.occurredAt,
        source: sourceOf(fact),
        fact: fact.id,
      },
    ];
  });
}

function sourceOf({ kind, subject, data }: TellingFact): string {
  if (kind === 'contact.imported') return `import:${subject ?? ''}`;
  return data.by ?? 'hand';
}

async function toldOf(trx: Trx, shop: string, contacts: readonly string[]): Promise<Told[]> {
  if (contacts.length === 0) return [];
  const rows = await trx
    .selectFrom('fact')
    .select(['id', 'kind', 'occurred_at', 'verified', 'subject', 'data', 'contact'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    // joined to nothing: or SQLite, which keeps no statistics, walks all facts of these kinds in the shop
    .where(sql<string>`kind || ''`, 'in', TELLING)
    .where(sql<SqlBool>`data like '%"attributes"%'`)
    .execute();
  return rows.flatMap(({ contact, occurred_at: occurredAt, verified, data, ...row }) =>
    contact === null ? [] : toldBy(contact, { ...row, occurredAt, verified: verified === 1, data: readData(data) }),
  );
}

async function forget(trx: Trx, shop: string, contacts: readonly string[]): Promise<void> {
  if (contacts.length === 0) return;
  await trx.deleteFrom('contact_attribute').where('shop', '=', shop).where('contact', 'in', contacts).execute();
}

/** The newest stays, of two of one instant the one of the greater id. What was taken away stays as an empty text. */
async function write(trx: Trx, shop: string, told: readonly Told[]): Promise<void> {
  const newest = new Map<string, Told>();
  for (const one of told) {
    const key = `${one.contact}\n${one.attribute}`;
    const known = newest.get(key);
    if (!known || one.at > known.at || (one.at === known.at && one.fact >= known.fact)) newest.set(key, one);
  }
  await inChunks([...newest.values()], 8, (some) =>
    trx
      .insertInto('contact_attribute')
      .values(some.map((one) => ({ shop, ...one })))
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'contact', 'attribute'])
          .doUpdateSet(excluded(['value', 'number', 'at', 'source', 'fact']))
          .where(
            sql<SqlBool>`(excluded.at > contact_attribute.at
              or (excluded.at = contact_attribute.at and excluded.fact >= contact_attribute.fact))`,
          ),
      )
      .execute(),
  );
}
