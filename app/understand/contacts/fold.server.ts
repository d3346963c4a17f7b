import type { FactKind } from '../../listen/facts/fact.ts';
import { PROGRESS } from '../../listen/facts/fact.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { appendConsent } from '../consent/store.server.ts';
import { addEntries, clearLedgers } from '../scoring/ledger.server.ts';
import { ledgerOf, type LedgerEntry } from '../scoring/rules.ts';
import { scoredFactsOf } from '../scoring/scored-facts.server.ts';
import { giveFacts } from './give-facts.server.ts';
import { giveTags } from './give-tags.server.ts';
import type { HeardFact } from './handles.ts';
import { writeIdentities } from './identities.server.ts';
import { isSeen } from './known.server.ts';
import { moveContacts, type ContactPorts } from './move.server.ts';
import { padded } from './padded.ts';
import { refold, type Span } from './refold.server.ts';
import { resolve, type Resolved } from './resolve.server.ts';
import type { ShopFrame } from './shop-frame.server.ts';

export interface FoldOptions {
  /** kinds of facts that the wings behind want to see; the others are done with */
  wanted: ReadonlySet<FactKind>;
  ports: ContactPorts;
  /** a rebuild leaves what the wings behind have done as it is, and concludes nothing */
  rebuilding?: boolean;
}

/** The lock under which a shop's contacts are written. */
export const foldLock = (shop: string) => `fold:${shop}`;

/**
 * Folds a batch of heard facts into contacts, in the caller's transaction. The number of statements does not depend on
 * the size of the batch. Facts may come in any order and batching: the same facts end in the same contacts.
 */
export async function foldBatch(
  trx: Trx,
  frame: ShopFrame,
  facts: readonly HeardFact[],
  { wanted, ports, rebuilding = false }: FoldOptions,
): Promise<{ lacksCuts: boolean }> {
  const { shop } = frame;
  const resolved = await resolve(trx, shop, facts);
  const inherited = await moveContacts(trx, shop, resolved, ports);
  await writeIdentities(trx, shop, resolved);
  await giveFacts(trx, shop, [
    ...facts.map((fact) => ({
      fact: fact.id,
      contact: resolved.contactOf.get(fact.id) ?? null,
      ...(!rebuilding && { progress: wanted.has(fact.kind) ? PROGRESS.understood : PROGRESS.learned }),
    })),
    ...resolved.moved.map(({ fact, to }) => ({ fact, contact: to })),
  ]);
  await appendConsent(trx, shop, facts);
  await giveTags(trx, shop, facts, resolved.contactOf);
  const disturbed = disturbedContacts(resolved);
  await keepLedgers(trx, frame, facts, resolved, disturbed);

  const seen = spansOf(facts, resolved, disturbed);
  const live = new Set<string>();
  if (!rebuilding) {
    for (const fact of facts) {
      const contact = resolved.contactOf.get(fact.id);
      if (contact && !fact.data.history) live.add(contact);
    }
  }
  for (const contact of await buyersOf(trx, shop, facts)) if (!seen.has(contact)) seen.set(contact, null);
  const refolded = await refold(trx, frame, { seen, live, inherited });
  await markForAppraisal(trx, shop, changesOf(facts, resolved, disturbed, live, seen.keys()), frame.now);
  return refolded;
}

/** Contacts whose facts are not just more than before: their ledger and span are made anew. */
function disturbedContacts(resolved: Resolved): Set<string> {
  const gone = new Set([...resolved.merges, ...resolved.vanished].map((merge) => merge.from));
  const disturbed = new Set([...resolved.merges, ...resolved.vanished].map((merge) => merge.to));
  for (const contact of resolved.reassigned) disturbed.add(contact);
  for (const { from, to } of resolved.moved) {
    disturbed.add(to);
    if (from !== null) disturbed.add(from);
  }
  for (const contact of gone) disturbed.delete(contact);
  return disturbed;
}

async function keepLedgers(
  trx: Trx,
  frame: ShopFrame,
  facts: readonly HeardFact[],
  resolved: Resolved,
  disturbed: ReadonlySet<string>,
): Promise<void> {
  const { shop } = frame;
  const gone = [...resolved.merges, ...resolved.vanished].map((merge) => merge.from);
  await clearLedgers(trx, shop, [...gone, ...disturbed]);
  const scored = await scoredFactsOf(trx, shop, padded([...disturbed]));
  for (const fact of facts) {
    const contact = resolved.contactOf.get(fact.id);
    if (contact && !disturbed.has(contact)) push(scored, contact, fact);
  }
  const entries: LedgerEntry[] = [];
  const day = (instant: number) => frame.calendar.name(frame.calendar.day(instant));
  for (const [contact, list] of scored) entries.push(...ledgerOf(contact, list, day, frame.points));
  await addEntries(trx, shop, entries);
}

/** What changed of each contact: its profile, and the kinds of facts it was given. */
function changesOf(
  facts: readonly HeardFact[],
  resolved: Resolved,
  disturbed: ReadonlySet<string>,
  live: ReadonlySet<string>,
  touched: Iterable<string>,
): Map<string, Set<Change>> {
  const changes = new Map<string, Set<Change>>();
  for (const contact of touched)
    changes.set(contact, new Set([disturbed.has(contact) ? 'everything' : 'field:profile']));
  for (const fact of facts) changes.get(resolved.contactOf.get(fact.id) ?? '')?.add(fact.kind);
  for (const contact of live) changes.get(contact)?.add('live');
  return changes;
}

function spansOf(
  facts: readonly HeardFact[],
  resolved: Resolved,
  disturbed: ReadonlySet<string>,
): Map<string, Span | null> {
  const seen = new Map<string, Span | null>();
  for (const contact of disturbed) seen.set(contact, null);
  for (const fact of facts) {
    const contact = resolved.contactOf.get(fact.id);
    if (!contact || disturbed.has(contact)) continue;
    const span = seen.get(contact);
    if (!isSeen(fact.kind)) {
      // the contact is folded all the same, and may never have been seen
      if (!seen.has(contact)) seen.set(contact, null);
    } else if (span === null) {
      continue;
    } else if (span) {
      span.first = Math.min(span.first, fact.occurredAt);
      span.last = Math.max(span.last, fact.occurredAt);
    } else seen.set(contact, { first: fact.occurredAt, last: fact.occurredAt });
  }
  return seen;
}

/** The contacts whose orders the batch speaks of, even if the fact was seen under somebody else. */
async function buyersOf(trx: Trx, shop: string, facts: readonly HeardFact[]): Promise<string[]> {
  const orders = new Set(facts.flatMap((fact) => (fact.kind.startsWith('order.') ? (fact.subject ?? []) : [])));
  if (orders.size === 0) return [];
  const rows = await trx
    .selectFrom('orders')
    .innerJoin('identity', (join) =>
      join.onRef('identity.shop', '=', 'orders.shop').onRef('identity.id', '=', 'orders.identity'),
    )
    .select('contact')
    .distinct()
    .where('orders.shop', '=', shop)
    .where('orders.id', 'in', padded([...orders]))
    .execute();
  return rows.map((row) => row.contact);
}

function push<V>(lists: Map<string, V[]>, key: string, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
