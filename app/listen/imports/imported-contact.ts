import { stableId } from '../../platform/crypto/seal.ts';
import { type ConsentState, identity, type IdentityId, type NewFact } from '../facts/fact.ts';
import type { HeardCustomer } from '../heard.ts';
import { address, tagList } from '../payload.ts';
import type { ListedAttributes } from './attributes-port.ts';
import { attributeOf, type ContactField, type MappedField } from './contact-fields.ts';
import type { ContactsPlan } from './contacts-plan.ts';
import { IMPORTED } from './imported-order.ts';
import type { ReadInstant } from './instants.ts';

/** A person as a row of a list told of her. */
export interface ImportedContact {
  line: number;
  email: string;
  /** null when the list tells nothing but the address */
  customer: HeardCustomer | null;
  facts: NewFact[];
  /** values that their attributes cannot hold: they are left out */
  unread: { column: string; value: string }[];
}

/** Why a row was left out; the words are chosen where it is shown. */
export type RowProblem = { code: 'no_email' } | { code: 'bad_email'; value: string };

export interface ContactReading {
  import: string;
  filename: string;
  plan: ContactsPlan;
  /** when the import began: what a list says without a date was so then */
  at: number;
  readInstant: ReadInstant;
  readAttribute: ListedAttributes['read'];
}

const LONGEST_TAG = 100;
const LONGEST_VALUE = 500;

/** The id by which facts, consent and tags say which import brought them. */
export const importSource = (id: string) => `${IMPORTED}${id}`;

/** The row that holds an imported person's names; Shopify's, when it comes, is the newer one. */
export const importedCustomerId = (id: string, email: string) => `${IMPORTED}${id}:${stableId(email)}`;

export function createContactReader(reading: ContactReading) {
  const { plan } = reading;
  const placesOf = (field: MappedField) => plan.fields.flatMap((found, place) => (found === field ? [place] : []));
  const places = Object.fromEntries(plan.fields.map((field) => [field, placesOf(field)])) as Partial<
    Record<MappedField, number[]>
  >;

  return (line: number, values: readonly string[]): ImportedContact | RowProblem => {
    const cell = (field: ContactField) => values[places[field]?.[0] ?? -1]?.trim() ?? '';
    const written = cell('email').replace(/^mailto:/i, '');
    if (written === '') return { code: 'no_email' };
    const email = address(written);
    if (email === null) return { code: 'bad_email', value: written.slice(0, 60) };
    const [first, last] = namesOf(cell);
    const [phone, country, locale] = [cell('phone'), cell('country'), cell('locale')];
    const customer: HeardCustomer = {
      id: importedCustomerId(reading.import, email),
      email,
      phone: phone.replace(/^'/, '').slice(0, 40) || null,
      firstName: first,
      lastName: last,
      locale: /^[a-z]{2}([-_][a-z]{2,4})?$/i.test(locale) ? locale.slice(0, 2).toLowerCase() : null,
      country: /^[a-z]{2}$/i.test(country) ? country.toUpperCase() : null,
      tags: [],
      createdAt: null,
      // seconds for milliseconds: later than what earlier files said, older than anything that Shopify tells
      updatedAt: Math.floor(reading.at / 1000),
    };
    const isTold = [customer.phone, first, last, customer.locale, customer.country].some((value) => value !== null);
    const who = identity('email', email);
    const { told, unread } = attributesIn(values);
    const source = importSource(reading.import);
    const also = [...(isTold ? [identity('customer', customer.id)] : []), ...shopifyId(cell('customer_id'))];
    const fact: NewFact = {
      id: `${source}:${stableId(email)}`,
      kind: 'contact.imported',
      occurredAt: reading.at,
      identity: who,
      verified: true,
      subject: reading.import,
      data: {
        ...(also.length > 0 && { also }),
        list: { name: reading.filename, origin: plan.origin },
        ...some('tags', tagsIn(values)),
        ...some('attributes', told),
        history: true,
      },
    };
    const consent = consentFact(line, cell, who, email);
    return { line, email, customer: isTold ? customer : null, facts: consent ? [fact, consent] : [fact], unread };
  };

  function tagsIn(values: readonly string[]): string[] {
    const listed = (places.tags ?? []).flatMap((place) => tagList(values[place]?.replaceAll(';', ',')));
    const named = (places.tag ?? []).flatMap((place) => {
      const value = values[place]?.trim();
      return value ? [`${plan.headings[place]?.trim() ?? ''}: ${value}`] : [];
    });
    return [...new Set([...listed, ...named].map((tag) => tag.slice(0, LONGEST_TAG)))];
  }

  function attributesIn(values: readonly string[]): { told: Record<string, string> } & Pick<ImportedContact, 'unread'> {
    const told: Record<string, string> = {};
    const unread: ImportedContact['unread'] = [];
    for (const [place, field] of plan.fields.entries()) {
      const heading = plan.headings[place]?.trim() ?? '';
      const id = field === 'birthday' ? field : attributeOf(field);
      const value = values[place]?.trim().slice(0, LONGEST_VALUE);
      if (!value || (id === null && field !== 'attribute')) continue;
      const read = id === null ? value : reading.readAttribute(id, value);
      if (read === null) unread.push({ column: heading.slice(0, 60), value: value.slice(0, 60) });
      else told[id ?? heading.slice(0, LONGEST_TAG)] = read;
    }
    return { told, unread };
  }

  function consentFact(
    line: number,
    cell: (field: ContactField) => string,
    who: IdentityId,
    email: string,
  ): NewFact | null {
    const said = saidIn(plan, cell);
    if (!said) return null;
    const at = plan.consent.by === 'statement' ? plan.consent.date : cell('consent_date');
    const occurredAt = Math.min(reading.readInstant(at) ?? reading.at, reading.at);
    const evidence: Record<string, string> = { file: reading.filename, origin: plan.origin, line: String(line) };
    if (at) evidence.date = at.slice(0, 40);
    if (plan.consent.by === 'statement' && said === 'subscribed') evidence.statement = plan.consent.text;
    else {
      evidence.column = plan.headings[places.consent?.[0] ?? -1] ?? '';
      evidence.value = cell('consent').slice(0, 60);
    }
    const source = importSource(reading.import);
    return {
      id: `consent:${source}:${stableId(email)}`,
      kind: 'consent.changed',
      occurredAt,
      identity: who,
      verified: true,
      subject: reading.import,
      data: { consent: { channel: 'email', state: said, source, evidence }, history: true },
    };
  }
}

const YES = new Set([
  'yes',
  'y',
  'true',
  '1',
  'x',
  'si',
  'sì',
  'vero',
  'subscribed',
  'opted in',
  'confirmed',
  'iscritto',
  'iscritta',
]);
const TAKEN_BACK = /^(unsubscribed|opted[- ]?out|cleaned|bounced|complained|disiscritt[oa]|cancellat[oa])$/i;

/** What a row proves. A "no" proves nothing; that somebody took it back is believed of every list. */
function saidIn({ consent }: ContactsPlan, cell: (field: ContactField) => string): ConsentState | null {
  const value = cell('consent').toLowerCase();
  if (TAKEN_BACK.test(value)) return 'unsubscribed';
  if (consent.by === 'statement') return 'subscribed';
  return consent.by === 'column' && YES.has(value) ? 'subscribed' : null;
}

function namesOf(cell: (field: ContactField) => string): [string | null, string | null] {
  const [first, last] = [cell('first_name'), cell('last_name')];
  if (first || last) return [first.slice(0, 100) || null, last.slice(0, 100) || null];
  const [given = '', ...rest] = cell('full_name').split(/\s+/);
  return [given.slice(0, 100) || null, rest.join(' ').slice(0, 100) || null];
}

/** Shopify writes `'6940095564` so that a spreadsheet keeps its digits. */
function shopifyId(text: string): IdentityId[] {
  const digits = /^'?(\d{5,20})$/.exec(text)?.[1];
  return digits ? [identity('customer', digits)] : [];
}

function some<K extends string, V extends object>(key: K, value: V): Partial<Record<K, V>> {
  return Object.keys(value).length > 0 ? ({ [key]: value } as Record<K, V>) : {};
}
