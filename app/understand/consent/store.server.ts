import {
  type Channel,
  type ConsentState,
  type FactData,
  identity,
  type IdentityId,
  isHard,
} from '../../listen/facts/fact.ts';
import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { inOrder, MARKETING, type ConsentEntry } from './rules.ts';

interface ConsentFact {
  id: string;
  kind: string;
  occurredAt: number;
  identity: string;
  verified: boolean;
  data: FactData;
}

/**
 * Appends what a batch of facts says about consent: for mail under the address it was said for, which need not be its
 * speaker's own; for the other channels under the person who said it.
 */
export async function appendConsent(trx: Trx, shop: string, facts: readonly ConsentFact[]): Promise<void> {
  const rows = facts.flatMap((fact) => {
    const said = fact.kind === 'consent.changed' && fact.verified ? fact.data.consent : undefined;
    const named = [fact.identity, ...(fact.data.also ?? [])];
    const whose = named.find((id) => (said?.channel === 'email' ? id.startsWith('email:') : isHard(id)));
    if (!said || whose === undefined) return [];
    return {
      shop,
      id: fact.id,
      identity: whose,
      channel: said.channel,
      purpose: said.purpose ?? MARKETING,
      state: said.state,
      source: said.source,
      at: fact.occurredAt,
      evidence: JSON.stringify(said.evidence ?? {}),
    };
  });
  await inChunks(rows, 9, (some) =>
    trx
      .insertInto('consent')
      .values(some)
      // a fact of the log changes when what it tells of is told anew
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(['state', 'at', 'evidence'])))
      .execute(),
  );
}

/** All that was said under each identity, by any channel; one without entries is not in the map. */
export async function consentLogs(
  reader: Reader | Trx,
  shop: string,
  identities: readonly string[],
): Promise<Map<string, ConsentEntry[]>> {
  const logs = new Map<string, ConsentEntry[]>();
  if (identities.length === 0) return logs;
  const rows = await reader
    .selectFrom('consent')
    .select(['id', 'identity', 'channel', 'purpose', 'state', 'source', 'at', 'evidence'])
    .where('shop', '=', shop)
    .where('identity', 'in', identities)
    .execute();
  for (const row of rows) {
    const entry: ConsentEntry = {
      id: row.id,
      channel: row.channel as Channel,
      purpose: row.purpose,
      state: row.state as ConsentState,
      source: row.source,
      at: row.at,
      evidence: readEvidence(row.evidence),
    };
    const log = logs.get(row.identity);
    if (log) log.push(entry);
    else logs.set(row.identity, [entry]);
  }
  return logs;
}

/** What a contact can be reached by, as far as consent asks. */
export interface Reached {
  email: string | null;
  phone: string | null;
  hard: readonly string[];
}

/**
 * Of everything said under a contact's handles, what concerns how she is reached now: for mail her own address, for what
 * goes to a phone her own number, since who changes her number has not said that the new one may be written to.
 */
export function entriesFor({ email, phone, hard }: Reached, logs: ReadonlyMap<string, ConsentEntry[]>): ConsentEntry[] {
  const entries = email === null ? [] : (logs.get(`email:${email}`) ?? []).filter(({ channel }) => channel === 'email');
  for (const handle of new Set(hard)) {
    for (const entry of logs.get(handle) ?? []) {
      if (entry.channel === 'push' || (entry.channel !== 'email' && isNumber(entry, phone))) entries.push(entry);
    }
  }
  return entries;
}

const isNumber = ({ evidence }: ConsentEntry, phone: string | null) =>
  phone !== null && phoneDigits(evidence['phone'] ?? '') === phoneDigits(phone);

/** Shopify writes numbers in E.164; others may space them. */
const phoneDigits = (phone: string) => phone.replaceAll(/[^\d+]/g, '');

/** The handles of a contact; null when there is no such contact, or nothing is known of whoever it is. */
export async function handlesOfContact(
  reader: Reader | Trx,
  shop: string,
  of: { contact: string } | { address: string },
): Promise<{ email: string | null; phone: string | null; hard: readonly [IdentityId, ...IdentityId[]] } | null> {
  const owner =
    'contact' in of
      ? of.contact
      : (
          await reader
            .selectFrom('identity')
            .select('contact')
            .where('shop', '=', shop)
            .where('id', '=', identity('email', of.address))
            .executeTakeFirst()
        )?.contact;
  if (owner === undefined) return null;
  const row = await reader
    .selectFrom('contact')
    .select(['email', 'phone'])
    .where('shop', '=', shop)
    .where('id', '=', owner)
    .executeTakeFirst();
  const handles = await reader
    .selectFrom('identity')
    .select('id')
    .where('shop', '=', shop)
    .where('contact', '=', owner)
    .where('kind', 'in', ['customer', 'email'])
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  const [first, ...rest] = handles.map(({ id }) => id as IdentityId);
  return row && first !== undefined ? { ...row, hard: [first, ...rest] } : null;
}

/** What was said of and by a contact; latest last. */
export async function entriesOf(reader: Reader | Trx, shop: string, contact: string): Promise<ConsentEntry[]> {
  const reached = await handlesOfContact(reader, shop, { contact });
  if (!reached) return [];
  const { email } = reached;
  const logs = await consentLogs(reader, shop, [...reached.hard, ...(email === null ? [] : [`email:${email}`])]);
  return inOrder(entriesFor(reached, logs));
}

/** The same by address: what was said of mail to it, and beside that what its contact said of the other channels. */
export async function entriesOfAddress(reader: Reader | Trx, shop: string, address: string): Promise<ConsentEntry[]> {
  const own = identity('email', address);
  const reached = await handlesOfContact(reader, shop, { address });
  const logs = await consentLogs(reader, shop, [own, ...(reached?.hard ?? [])]);
  return inOrder(entriesFor({ phone: null, hard: [], ...reached, email: address.trim().toLowerCase() }, logs));
}

function readEvidence(text: string): Record<string, string> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, found]) => [key, String(found)]));
}
