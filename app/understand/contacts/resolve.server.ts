// Finds out whose the facts of a batch are: reads, decides, writes nothing.
import { identityKind } from '../../listen/facts/fact.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { createComponents } from './components.ts';
import { handlesOf, type Handles, type HeardFact } from './handles.ts';
import { padded } from './padded.ts';
import { holderAt, movesHands, sightingsInOrder, type Sighting } from './ownership.ts';

export interface Resolved {
  /** contact of each fact of the batch; null when nobody is known */
  contactOf: ReadonlyMap<string, string | null>;
  /** contacts that turned out to be another: everything of `from` is now of `to` */
  merges: readonly { from: string; to: string }[];
  /** anonymous contacts whose device was recognised; its facts are given out one by one in `moved` */
  vanished: readonly { from: string; to: string }[];
  /** facts of earlier batches that belong to somebody else now */
  moved: readonly { fact: string; from: string | null; to: string }[];
  /** contacts that a fact of the batch was taken from, or given anew */
  reassigned: ReadonlySet<string>;
  /** contacts that a device recognises since now, or no longer */
  rehanded: ReadonlySet<string>;
  identities: readonly { id: string; contact: string; createdAt: number }[];
  links: readonly { a: string; b: string; at: number }[];
  sightings: readonly { soft: string; hard: string; at: number }[];
}

interface Known {
  contact: string;
  createdAt: number;
}

/** @param contested whose the hard identities are that not every link joins */
export async function resolve(
  trx: Trx,
  shop: string,
  facts: readonly HeardFact[],
  contested: ReadonlyMap<string, string>,
): Promise<Resolved> {
  const handles = facts.map(handlesOf);
  const named = new Map<string, number>();
  facts.forEach((fact, index) => {
    const { hard, soft } = handles[index] ?? { hard: [], soft: [] };
    for (const id of [...hard, ...soft]) named.set(id, Math.min(named.get(id) ?? Infinity, fact.occurredAt));
  });
  const known = await knownIdentities(trx, shop, [...named.keys()]);
  const people = joinPeople(shop, handles, known, contested);
  const fresh = freshSightings(facts, handles);
  const softs = [...named.keys()].filter((id) => identityKind(id) !== 'customer' && identityKind(id) !== 'email');
  const devices = await knownSightings(trx, shop, softs);

  // the contact of a hard identity that only older sightings name is found beside them
  const contactOfHard = (hard: string) => people.contactOf(hard, devices.contacts.get(hard));
  const anonymous = (soft: string) => (identityKind(soft) === 'client' ? stableId(shop, soft) : null);
  const timelines = new Map<string, Sighting[]>();
  const changedHands: string[] = [];
  for (const soft of softs) {
    const before = devices.sightings.get(soft) ?? [];
    const more = fresh.get(soft) ?? [];
    const after = sightingsInOrder([...before, ...more]);
    timelines.set(soft, after);
    if (more.length > 0 && movesHands(sightingsInOrder(before), after, more, contactOfHard)) changedHands.push(soft);
  }
  const ownerOf = (soft: string, at: number) => {
    const hard = holderAt(timelines.get(soft) ?? [], at);
    return hard === undefined ? anonymous(soft) : contactOfHard(hard);
  };

  const contactOf = new Map<string, string | null>();
  for (const fact of facts) {
    if (timelines.has(fact.identity)) contactOf.set(fact.id, ownerOf(fact.identity, fact.occurredAt));
    else contactOf.set(fact.id, fact.verified ? contactOfHard(fact.identity) : null);
  }

  const reassigned = new Set<string>();
  for (const { id, contact } of facts) {
    if (contact === undefined || contact === null) continue;
    const owner = contactOf.get(id);
    reassigned.add(people.current(contact));
    if (owner) reassigned.add(owner);
  }

  const earlier = await earlierFacts(trx, shop, changedHands);
  const moved: { fact: string; from: string | null; to: string }[] = [];
  for (const fact of earlier) {
    named.set(fact.identity, Math.min(named.get(fact.identity) ?? Infinity, fact.occurred_at));
    const to = ownerOf(fact.identity, fact.occurred_at);
    const from = fact.contact === null ? null : people.current(fact.contact);
    if (to !== null && to !== from) moved.push({ fact: fact.id, from, to });
  }

  const identities: { id: string; contact: string; createdAt: number }[] = [];
  const vanished: { from: string; to: string }[] = [];
  const rehanded = new Set<string>();
  for (const [id, firstNamed] of named) {
    const isSoft = timelines.has(id);
    const contact = isSoft ? ownerOf(id, Number.POSITIVE_INFINITY) : contactOfHard(id);
    if (contact === null) continue;
    const was = known.get(id);
    const createdAt = Math.min(was?.createdAt ?? Infinity, firstNamed);
    if (was && isSoft && was.contact === anonymous(id) && contact !== was.contact) {
      vanished.push({ from: was.contact, to: contact });
    } else if (was && identityKind(id) === 'client' && people.current(was.contact) !== contact)
      rehanded.add(people.current(was.contact));
    if (!was || people.current(was.contact) !== contact || was.createdAt !== createdAt) {
      identities.push({ id, contact, createdAt });
      if (identityKind(id) === 'client') rehanded.add(contact);
    }
  }

  return {
    contactOf,
    merges: people.merges(),
    vanished,
    moved,
    reassigned,
    rehanded,
    identities,
    links: linksOf(facts, handles),
    sightings: [...fresh].flatMap(([soft, seen]) => seen.map((sighting) => ({ soft, ...sighting }))),
  };
}

/** Everybody whom one signed fact names is one person; of several contact ids the smallest stays. */
function joinPeople(
  shop: string,
  handles: readonly Handles[],
  known: ReadonlyMap<string, Known>,
  contested: ReadonlyMap<string, string>,
) {
  const components = createComponents();
  const nodes = new Map<string, string>();
  const nodeOf = (hard: string) => {
    let node = nodes.get(hard);
    if (node === undefined) {
      node = known.get(hard)?.contact ?? stableId(shop, hard);
      nodes.set(hard, node);
    }
    return node;
  };
  for (const { hard } of handles) {
    const [first, ...others] = hard;
    if (first === undefined || contested.has(first)) continue;
    const node = nodeOf(first);
    for (const other of others) components.join(node, nodeOf(other));
  }
  return {
    contactOf: (hard: string, stored?: string) =>
      contested.get(hard) ?? components.rootOf(nodes.get(hard) ?? stored ?? stableId(shop, hard)),
    current: components.rootOf,
    merges(): { from: string; to: string }[] {
      const stored = new Set([...nodes.keys()].flatMap((hard) => known.get(hard)?.contact ?? []));
      return [...stored].map((from) => ({ from, to: components.rootOf(from) })).filter(({ from, to }) => from !== to);
    },
  };
}

function freshSightings(facts: readonly HeardFact[], handles: readonly Handles[]): Map<string, Sighting[]> {
  const fresh = new Map<string, Sighting[]>();
  facts.forEach((fact, index) => {
    const { hard, soft } = handles[index] ?? { hard: [], soft: [] };
    // who speaks holds the device: another that she names may turn out to be somebody else
    const first = hard.find((id) => id === fact.identity) ?? hard[0];
    if (first === undefined) return;
    for (const id of soft) {
      const seen = fresh.get(id);
      if (!seen) fresh.set(id, [{ hard: first, at: fact.occurredAt }]);
      else if (!seen.some((other) => other.hard === first && other.at === fact.occurredAt)) {
        seen.push({ hard: first, at: fact.occurredAt });
      }
    }
  });
  return fresh;
}

export function linksOf(facts: readonly HeardFact[], handles: readonly Handles[]) {
  const links = new Map<string, { a: string; b: string; at: number }>();
  facts.forEach((fact, index) => {
    const [a, ...others] = handles[index]?.hard ?? [];
    if (a === undefined) return;
    for (const b of others) {
      const key = `${a}\n${b}`;
      const known = links.get(key);
      if (!known || fact.occurredAt < known.at) links.set(key, { a, b, at: fact.occurredAt });
    }
  });
  return [...links.values()];
}

async function knownIdentities(trx: Trx, shop: string, ids: readonly string[]): Promise<Map<string, Known>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('identity')
    .select(['id', 'contact', 'created_at'])
    .where('shop', '=', shop)
    .where('id', 'in', padded(ids))
    .execute();
  return new Map(rows.map((row) => [row.id, { contact: row.contact, createdAt: row.created_at }]));
}

async function knownSightings(trx: Trx, shop: string, softs: readonly string[]) {
  const sightings = new Map<string, Sighting[]>();
  const contacts = new Map<string, string>();
  if (softs.length === 0) return { sightings, contacts };
  const rows = await trx
    .selectFrom('sighting')
    .innerJoin('identity', (join) =>
      join.onRef('identity.shop', '=', 'sighting.shop').onRef('identity.id', '=', 'sighting.hard'),
    )
    .select(['soft', 'hard', 'at', 'contact'])
    .where('sighting.shop', '=', shop)
    .where('soft', 'in', padded(softs))
    .execute();
  for (const row of rows) {
    contacts.set(row.hard, row.contact);
    const seen = sightings.get(row.soft);
    if (seen) seen.push({ hard: row.hard, at: row.at });
    else sightings.set(row.soft, [{ hard: row.hard, at: row.at }]);
  }
  return { sightings, contacts };
}

/** Facts of earlier batches seen under devices that changed hands. */
async function earlierFacts(trx: Trx, shop: string, softs: readonly string[]) {
  if (softs.length === 0) return [];
  return trx
    .selectFrom('fact')
    .select(['id', 'identity', 'occurred_at', 'contact'])
    .where('shop', '=', shop)
    .where('identity', 'in', padded(softs))
    .where('progress', '>', 0)
    .execute();
}
