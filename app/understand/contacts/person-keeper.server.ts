import type { Reader } from '../../platform/db/db.ts';
import { type FindPerson, listed, type Named, type PersonKeeper, valuesOf } from '../../shop/privacy/person.ts';
import { CONTACT_SWEEPS, handlesOf } from './person-sweeps.server.ts';

/** From what a request names to every handle, contact and order that is known of the same person. */
export const findPerson: FindPerson = async (reader, shop, named) => {
  const hard = new Set<string>();
  if (named.customer) hard.add(`customer:${named.customer}`);
  if (named.email) hard.add(`email:${named.email}`);
  await addAccounts(reader, shop, named, hard);
  const contacts = await contactsOf(reader, shop, [...hard]);
  const soft = new Set<string>();
  const identities = await reader
    .selectFrom('identity')
    .select(['id', 'kind'])
    .where('shop', '=', shop)
    .where('contact', 'in', listed(contacts))
    .execute();
  for (const { id, kind } of identities) (kind === 'customer' || kind === 'email' ? hard : soft).add(id);
  const seen = await reader
    .selectFrom('sighting')
    .select('soft')
    .where('shop', '=', shop)
    .where('hard', 'in', listed([...hard]))
    .execute();
  for (const row of seen) soft.add(row.soft);
  const orders = await reader
    .selectFrom('orders')
    .select('id')
    .where('shop', '=', shop)
    .where('identity', 'in', listed([...hard]))
    .execute();
  const told = await namesAndPhones(reader, shop, contacts, valuesOf([...hard], 'customer'));
  return {
    hard: [...hard],
    soft: [...soft],
    contacts,
    orders: [...new Set([...named.orders, ...orders.map((order) => order.id)])],
    customers: valuesOf([...hard], 'customer'),
    emails: valuesOf([...hard], 'email'),
    phones: [...new Set([named.phone, ...told.map((row) => row.phone)].flatMap((phone) => phone ?? []))],
    names: told.flatMap(({ first_name: first, last_name: last }) =>
      first && last ? [`${first} ${last}`.toLowerCase()] : [],
    ),
  };
};

/** A request may come with the address alone, or with an account whose address only we know. */
async function addAccounts(reader: Reader, shop: string, named: Named, hard: Set<string>): Promise<void> {
  const accounts = await reader
    .selectFrom('customer')
    .select(['id', 'email'])
    .where('shop', '=', shop)
    .where((eb) => eb.or([eb('id', '=', named.customer ?? ''), eb('email', '=', named.email ?? '')]))
    .execute();
  for (const { id, email } of accounts) {
    hard.add(`customer:${id}`);
    if (email) hard.add(`email:${email.toLowerCase()}`);
  }
}

async function contactsOf(reader: Reader, shop: string, hard: readonly string[]): Promise<string[]> {
  const rows = await reader
    .selectFrom('identity')
    .select('contact')
    .distinct()
    .where('shop', '=', shop)
    .where('id', 'in', listed(hard))
    .execute();
  return rows.map((row) => row.contact);
}

async function namesAndPhones(reader: Reader, shop: string, contacts: readonly string[], customers: readonly string[]) {
  const ofContacts = await reader
    .selectFrom('contact')
    .select(['phone', 'first_name', 'last_name'])
    .where('shop', '=', shop)
    .where('id', 'in', listed(contacts))
    .execute();
  const ofCustomers = await reader
    .selectFrom('customer')
    .select(['phone', 'first_name', 'last_name'])
    .where('shop', '=', shop)
    .where('id', 'in', listed(customers))
    .execute();
  return [...ofContacts, ...ofCustomers];
}

/** Tables of one contact: its own row, and what hangs on it. */
const OF_CONTACT = [
  'contact_tag',
  'tag_taken',
  'contact_attribute',
  'merge_log',
  'score_entry',
  'contact_score',
  'score_due',
  'decision',
  'rfm_change',
  'interest',
  'order_touch',
  'contact_consent',
  'segment_member',
  'segment_check',
  'appraisal',
] as const;

export const understandKeeper: PersonKeeper = {
  async collect(reader, shop, person) {
    const contacts = listed(person.contacts);
    const told: Record<string, unknown[]> = {
      contacts: await reader
        .selectFrom('contact')
        .selectAll()
        .where('shop', '=', shop)
        .where('id', 'in', contacts)
        .execute(),
      identities: await reader
        .selectFrom('identity')
        .selectAll()
        .where('shop', '=', shop)
        .where('contact', 'in', contacts)
        .execute(),
      consent: await reader
        .selectFrom('consent')
        .selectAll()
        .where('shop', '=', shop)
        .where('identity', 'in', await handlesOf(reader, shop, person))
        .execute(),
      automatedDecisions: await reader
        .selectFrom('automation_choice')
        .selectAll()
        .where('shop', '=', shop)
        .where('identity', 'in', listed(person.hard))
        .execute(),
      preferences: await reader
        .selectFrom('wish')
        .select(['name', 'value', 'at'])
        .where('shop', '=', shop)
        .where('identity', 'in', listed(person.hard))
        .execute(),
      consentAsked: await reader
        .selectFrom('double_opt_in')
        .select(['channel', 'purpose', 'evidence', 'asked_at', 'confirmed_at'])
        .where('shop', '=', shop)
        .where('identity', 'in', listed(person.hard))
        .execute(),
    };
    const names = {
      contact_tag: 'tags',
      tag_taken: 'tagsTaken',
      contact_attribute: 'attributes',
      merge_log: 'merges',
      score_entry: 'score',
      contact_score: 'scores',
      score_due: 'scoreDue',
      decision: 'decisions',
      rfm_change: 'rfm',
      interest: 'interests',
      order_touch: 'orderSources',
      contact_consent: 'consentNow',
      segment_member: 'segments',
      segment_check: 'segmentChecks',
      appraisal: 'appraisals',
    };
    for (const table of OF_CONTACT) {
      const query = reader.selectFrom(table).selectAll().where('shop', '=', shop);
      told[names[table]] = await query.where('contact', 'in', contacts).execute();
    }
    return told;
  },

  async erase(trx, shop, person) {
    let rows = 0;
    const gone = async (query: { executeTakeFirst(): Promise<{ numDeletedRows: bigint }> }) => {
      rows += Number((await query.executeTakeFirst()).numDeletedRows);
    };
    const contacts = listed(person.contacts);
    const hard = listed(person.hard);
    for (const table of OF_CONTACT) {
      await gone(trx.deleteFrom(table).where('shop', '=', shop).where('contact', 'in', contacts));
    }
    for (const table of ['tag_sync', 'consent_sync'] as const) {
      await gone(trx.deleteFrom(table).where('shop', '=', shop).where('customer', 'in', listed(person.customers)));
    }
    await gone(trx.deleteFrom('double_opt_in').where('shop', '=', shop).where('identity', 'in', hard));
    await gone(trx.deleteFrom('consent').where('shop', '=', shop).where('identity', 'in', hard));
    await gone(trx.deleteFrom('wish').where('shop', '=', shop).where('identity', 'in', hard));
    await gone(trx.deleteFrom('automation_choice').where('shop', '=', shop).where('identity', 'in', hard));
    await gone(trx.deleteFrom('sighting').where('shop', '=', shop).where('hard', 'in', hard));
    await gone(trx.deleteFrom('link').where('shop', '=', shop).where('a', 'in', hard));
    await gone(trx.deleteFrom('link').where('shop', '=', shop).where('b', 'in', hard));
    await gone(trx.deleteFrom('apart').where('shop', '=', shop).where('a', 'in', hard));
    await gone(trx.deleteFrom('apart').where('shop', '=', shop).where('b', 'in', hard));
    await gone(trx.deleteFrom('identity').where('shop', '=', shop).where('contact', 'in', contacts));
    await gone(trx.deleteFrom('contact').where('shop', '=', shop).where('id', 'in', contacts));
    return rows;
  },
  sweeps: CONTACT_SWEEPS,
};
