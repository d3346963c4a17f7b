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
 * speaker's own; for the other channels under the person who said it. Push may be agreed to by whoever holds a browser,
 * before anybody knows who she is: then it stands under the device.
 */
export async function appendConsent(trx: Trx, shop: string, facts: readonly ConsentFact[]): Promise<void> {
  const rows = facts.flatMap((fact) => {
    const said = fact.kind === 'consent.changed' && fact.verified ? fact.data.consent : undefined;
    const named = [fact.identity, ...(fact.data.also ?? [])];
    if (!said) return [];
    const whose =
      named.find((id) => (said.channel === 'email' ? id.startsWith('email:') : isHard(id))) ??
      (said.channel === 'push' ? named.find((id) => id.startsWith('client:')) : undefined);
    if (whose === undefined) return [];
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
  for (const row of rows) add(logs, row.identity, entryOf(row));
  return logs;
}

/** What was said on the devices that contacts hold now: of push, which is agreed to in a browser. By contact. */
export async function deviceLogs(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
): Promise<Map<string, ConsentEntry[]>> {
  const logs = new Map<string, ConsentEntry[]>();
  if (contacts.length === 0) return logs;
  const rows = await reader
    .selectFrom('identity')
    .innerJoin('consent', (join) =>
      join.onRef('consent.shop', '=', 'identity.shop').onRef('consent.identity', '=', 'identity.id'),
    )
    .select('contact')
    .select(['consent.id', 'channel', 'purpose', 'state', 'source', 'at', 'evidence'])
    .where('identity.shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('kind', '=', 'client')
    .execute();
  for (const row of rows) add(logs, row.contact, entryOf(row));
  return logs;
}

type EntryRow = Record<'id' | 'channel' | 'purpose' | 'state' | 'source' | 'evidence', string> & { at: number };

const entryOf = ({ id, channel, purpose, state, source, at, evidence }: EntryRow): ConsentEntry => ({
  id,
  channel: channel as Channel,
  purpose,
  state: state as ConsentState,
  source,
  at,
  evidence: readEvidence(evidence),
});

function add(logs: Map<string, ConsentEntry[]>, key: string, entry: ConsentEntry): void {
  const log = logs.get(key);
  if (log) log.push(entry);
  else logs.set(key, [entry]);
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

interface Handles {
  contact: string;
  email: string | null;
  phone: string | null;
  hard: readonly [IdentityId, ...IdentityId[]];
}

/** The handles of a contact; null when there is no such contact, or nothing is known of whoever it is. */
export async function handlesOfContact(
  reader: Reader | Trx,
  shop: string,
  of: { contact: string } | { address: string },
): Promise<Handles | null> {
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
  return row && first !== undefined ? { ...row, contact: owner, hard: [first, ...rest] } : null;
}

/** What was said of and by a contact; latest last. */
export async function entriesOf(reader: Reader | Trx, shop: string, contact: string): Promise<ConsentEntry[]> {
  const reached = await handlesOfContact(reader, shop, { contact });
  const onDevices = (await deviceLogs(reader, shop, [contact])).get(contact) ?? [];
  if (!reached) return inOrder(onDevices);
  const { email } = reached;
  const logs = await consentLogs(reader, shop, [...reached.hard, ...(email === null ? [] : [`email:${email}`])]);
  return inOrder([...entriesFor(reached, logs), ...onDevices]);
}

/** The same by address: what was said of mail to it, and beside that what its contact said of the other channels. */
export async function entriesOfAddress(reader: Reader | Trx, shop: string, address: string): Promise<ConsentEntry[]> {
  const own = identity('email', address);
  const reached = await handlesOfContact(reader, shop, { address });
  const logs = await consentLogs(reader, shop, [own, ...(reached?.hard ?? [])]);
  const onDevices = reached ? await deviceLogs(reader, shop, [reached.contact]) : undefined;
  return inOrder([
    ...entriesFor({ phone: null, hard: [], ...reached, email: address.trim().toLowerCase() }, logs),
    ...(onDevices?.get(reached?.contact ?? '') ?? []),
  ]);
}

function readEvidence(text: string): Record<string, string> {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, found]) => [key, String(found)]));
}
