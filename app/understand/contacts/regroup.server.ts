// When what joins people changes other than by joining more: contacts are taken apart, and put together anew.
import { isHard } from '../../listen/facts/fact.ts';
import type { Trx } from '../../platform/db/db.ts';
import { giveFacts, type GivenFact } from './give-facts.server.ts';
import type { Merge } from './merge-log.server.ts';
import { type ContactPorts, handOver, type Inherited } from './move.server.ts';
import { holderAt, sightingsInOrder, type Sighting } from './ownership.ts';
import { padded } from './padded.ts';

export interface Regrouped {
  /** contacts that have other facts than before */
  disturbed: ReadonlySet<string>;
  /** contacts that are no more: all of theirs is somebody else's */
  merges: readonly Merge[];
  /** the hard identities of the contacts that are no more */
  handles: ReadonlyMap<string, readonly string[]>;
  inherited: Inherited;
}

const NOTHING: Regrouped = { disturbed: new Set(), merges: [], handles: new Map(), inherited: new Map() };

/**
 * Makes hard identities those contacts' that they now are, with every fact that was seen under them or under a device in
 * their hands. What is not told by facts stays with whoever keeps the address.
 * @param contactOf whose each is, as `contestedContacts` says; whoever shares a contact with one of them is in it too
 */
export async function regroup(
  trx: Trx,
  shop: string,
  contactOf: ReadonlyMap<string, string>,
  ports: ContactPorts,
): Promise<Regrouped> {
  if (contactOf.size === 0) return NOTHING;
  const stored = await identitiesNamed(trx, shop, [...contactOf.keys()]);
  const changed = stored.filter(({ id, contact }) => contactOf.get(id) !== contact);
  if (changed.length === 0) return NOTHING;
  const before = [...new Set(changed.map(({ contact }) => contact))];
  const ofContacts = await identitiesOf(trx, shop, before);
  const facts = await factsOf(trx, shop, before);
  const softs = [...new Set([...facts.map((fact) => fact.identity), ...ofContacts.map(({ id }) => id)])];
  const ownerOf = await owners(
    trx,
    shop,
    softs.filter((id) => !isHard(id)),
    contactOf,
  );

  const nowOf = (id: string, contact: string) =>
    isHard(id) ? (contactOf.get(id) ?? contact) : (ownerOf(id, Number.POSITIVE_INFINITY) ?? contact);
  for (const { id, contact } of ofContacts) {
    const now = nowOf(id, contact);
    if (now === contact) continue;
    await trx.updateTable('identity').set({ contact: now }).where('shop', '=', shop).where('id', '=', id).execute();
  }
  const given = facts.flatMap((fact): GivenFact[] => {
    const contact = isHard(fact.identity)
      ? (contactOf.get(fact.identity) ?? fact.contact)
      : (ownerOf(fact.identity, fact.occurred_at) ?? fact.contact);
    return contact === fact.contact ? [] : [{ fact: fact.id, contact }];
  });
  await giveFacts(trx, shop, given);

  const heirs = await heirsOf(trx, shop, before, ofContacts, contactOf);
  const staying = new Set(contactOf.values());
  const merges = before
    .filter((contact) => !staying.has(contact))
    .map((from) => ({ from, to: heirs.get(from) ?? from }));
  const moves = inOrder([...heirs].flatMap(([from, to]) => (from === to ? [] : [{ from, to }])));
  const inherited = await handOver(trx, shop, moves, ports);
  const disturbed = new Set([...before, ...changed.flatMap(({ id }) => contactOf.get(id) ?? [])]);
  for (const { from } of merges) disturbed.delete(from);
  const handles = new Map(
    merges.map(({ from }) => [
      from,
      ofContacts.filter(({ id, contact }) => contact === from && isHard(id)).map(({ id }) => id),
    ]),
  );
  return { disturbed, merges, handles, inherited };
}

function identitiesNamed(trx: Trx, shop: string, ids: readonly string[]) {
  return trx
    .selectFrom('identity')
    .select(['id', 'contact'])
    .where('shop', '=', shop)
    .where('id', 'in', padded(ids))
    .execute();
}

function identitiesOf(trx: Trx, shop: string, contacts: readonly string[]) {
  return trx
    .selectFrom('identity')
    .select(['id', 'contact'])
    .where('shop', '=', shop)
    .where('contact', 'in', padded(contacts))
    .execute();
}

async function factsOf(trx: Trx, shop: string, contacts: readonly string[]) {
  const rows = await trx
    .selectFrom('fact')
    .select(['id', 'identity', 'occurred_at', 'contact'])
    .where('shop', '=', shop)
    .where('contact', 'in', padded(contacts))
    .execute();
  return rows.map((row) => ({ ...row, contact: row.contact ?? '' }));
}

/** Whose a device, cart or checkout is at an instant, by who was seen with it. */
async function owners(
  trx: Trx,
  shop: string,
  softs: readonly string[],
  contactOf: ReadonlyMap<string, string>,
): Promise<(soft: string, at: number) => string | undefined> {
  const sightings = new Map<string, Sighting[]>();
  const contacts = new Map<string, string>();
  const rows =
    softs.length === 0
      ? []
      : await trx
          .selectFrom('sighting')
          .innerJoin('identity', (join) =>
            join.onRef('identity.shop', '=', 'sighting.shop').onRef('identity.id', '=', 'sighting.hard'),
          )
          .select(['soft', 'hard', 'at', 'contact'])
          .where('sighting.shop', '=', shop)
          .where('soft', 'in', padded(softs))
          .execute();
  for (const { soft, hard, at, contact } of rows) {
    contacts.set(hard, contactOf.get(hard) ?? contact);
    sightings.set(soft, [...(sightings.get(soft) ?? []), { hard, at }]);
  }
  const ordered = new Map([...sightings].map(([soft, seen]) => [soft, sightingsInOrder(seen)]));
  return (soft, at) => contacts.get(holderAt(ordered.get(soft) ?? [], at) ?? '');
}

/** To whom each contact leaves what facts do not tell: the one that keeps its address, else its first handle. */
async function heirsOf(
  trx: Trx,
  shop: string,
  contacts: readonly string[],
  identities: readonly { id: string; contact: string }[],
  contactOf: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const rows = await trx
    .selectFrom('contact')
    .select(['id', 'email'])
    .where('shop', '=', shop)
    .where('id', 'in', padded(contacts))
    .execute();
  const addresses = new Map(rows.map(({ id, email }) => [id, `email:${email}`]));
  return new Map(
    contacts.map((contact) => {
      const hers = identities.filter(({ id, contact: of }) => of === contact && isHard(id)).map(({ id }) => id);
      const address = addresses.get(contact);
      const kept = hers.find((id) => id === address) ?? hers.toSorted()[0];
      return [contact, (kept && contactOf.get(kept)) || contact];
    }),
  );
}

/** Whoever is handed something hands on first what it had. */
function inOrder(moves: readonly { from: string; to: string }[]): { from: string; to: string }[] {
  const waiting = [...moves];
  const ordered: { from: string; to: string }[] = [];
  while (waiting.length > 0) {
    const free = waiting.findIndex(({ to }) => !waiting.some(({ from }) => from === to));
    ordered.push(...waiting.splice(Math.max(0, free), 1));
  }
  return ordered;
}
