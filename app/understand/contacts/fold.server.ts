import type { FactKind } from '../../listen/facts/fact.ts';
import { PROGRESS } from '../../listen/facts/fact.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { keepAttributes } from '../attributes/fold.server.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { appendAutomation, refusingAutomation } from '../consent/automated-log.server.ts';
import { appendConsent } from '../consent/store.server.ts';
import { appendWishes } from '../preferences/log.server.ts';
import { addEntries, clearLedgers } from '../scoring/ledger.server.ts';
import { earnedOf, type LedgerEntry } from '../scoring/rules.ts';
import { scoredFactsOf } from '../scoring/scored-facts.server.ts';
import { giveFacts } from './give-facts.server.ts';
import { giveTags } from './give-tags.server.ts';
import { contestedContacts } from './contested.server.ts';
import { handlesOf, type HeardFact } from './handles.ts';
import { writeIdentities } from './identities.server.ts';
import { hardIdentities, isSeen } from './known.server.ts';
import { moveContacts, type ContactPorts } from './move.server.ts';
import { padded } from './padded.ts';
import { joinTouches, NO_TOUCH, type Touches, touchOf } from '../touches/touch.ts';
import { refold, type Span } from './refold.server.ts';
import { handlesBefore, logMerges } from './merge-log.server.ts';
import { regroup, type Regrouped } from './regroup.server.ts';
import { linksOf, resolve, type Resolved } from './resolve.server.ts';
import type { ShopFrame } from './shop-frame.server.ts';

export interface FoldOptions {
  /** kinds of facts that the wings behind want to see; the others are done with */
  wanted: ReadonlySet<FactKind>;
  ports: ContactPorts;
  /** a rebuild leaves what the wings behind have done as it is, and concludes nothing */
  rebuilding?: boolean;
  /** somebody was put apart from somebody else, or joined again: contacts may be others without a fact that says so */
  parted?: boolean;
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
  { wanted, ports, rebuilding = false, parted = false }: FoldOptions,
): Promise<{ lacksCuts: boolean }> {
  const { shop } = frame;
  const links = linksOf(facts, facts.map(handlesOf));
  const contested = parted || links.length > 0 ? await contestedContacts(trx, shop, links) : new Map<string, string>();
  const regrouped = await regroup(trx, shop, contested, ports);
  const resolved = await resolve(trx, shop, facts, contested);
  const handles = await handlesBefore(trx, shop, rebuilding ? [] : resolved.merges.map((merge) => merge.from));
  const inherited = new Map([...regrouped.inherited, ...(await moveContacts(trx, shop, resolved, ports))]);
  if (!rebuilding) {
    const merges = [...regrouped.merges, ...resolved.merges];
    await logMerges(trx, shop, merges, new Map([...regrouped.handles, ...handles]), facts, frame.now);
  }
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
  await appendAutomation(trx, shop, facts);
  await appendWishes(trx, shop, facts);
  // not derived: one that was taken away does not come back when facts are folded again
  if (!rebuilding) await giveTags(trx, shop, facts, resolved.contactOf);
  const gone = [...regrouped.merges, ...resolved.merges, ...resolved.vanished].map((merge) => merge.from);
  const disturbed = disturbedContacts(resolved, regrouped, gone);
  await keepAttributes(trx, shop, facts, { contactOf: resolved.contactOf, disturbed, gone });
  await keepLedgers(trx, frame, facts, resolved, { disturbed, gone });

  const seen = spansOf(facts, resolved, disturbed);
  const live = new Set<string>();
  if (!rebuilding) {
    for (const fact of facts) {
      const contact = resolved.contactOf.get(fact.id);
      if (contact && !fact.data.history) live.add(contact);
    }
  }
  const left = new Set(gone);
  // somebody who is apart from whoever named her may have no fact of her own
  const named = resolved.identities.flatMap(({ id, contact }) => (contested.has(id) ? contact : []));
  for (const contact of [...(await buyersOf(trx, shop, facts)), ...resolved.rehanded, ...named]) {
    if (!seen.has(contact) && !left.has(contact)) seen.set(contact, null);
  }
  const refolded = await refold(trx, frame, {
    seen,
    touches: freshTouches(facts, resolved),
    live,
    inherited,
    rebuilding,
  });
  const changes = changesOf(facts, resolved, disturbed, live, seen.keys());
  for (const contact of refolded.automation) changes.get(contact)?.add('field:automated');
  await markForAppraisal(trx, shop, changes, frame.now);
  return refolded;
}

/** Contacts whose facts are not just more than before: their ledger and span are made anew. */
function disturbedContacts(resolved: Resolved, regrouped: Regrouped, gone: readonly string[]): Set<string> {
  const disturbed = new Set([...resolved.merges, ...resolved.vanished].map((merge) => merge.to));
  for (const contact of regrouped.disturbed) disturbed.add(contact);
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
  { disturbed, gone }: { disturbed: ReadonlySet<string>; gone: readonly string[] },
): Promise<void> {
  const { shop } = frame;
  await clearLedgers(trx, shop, [...gone, ...disturbed]);
  const scored = await scoredFactsOf(trx, shop, padded([...disturbed]), frame.rules.kinds);
  for (const fact of facts) {
    const contact = resolved.contactOf.get(fact.id);
    if (contact && !disturbed.has(contact)) push(scored, contact, fact);
  }
  const hard = await hardIdentities(trx, shop, padded([...scored.keys()]));
  const refusing = await refusingAutomation(trx, shop, hard);
  const entries: LedgerEntry[] = [];
  const day = (instant: number) => frame.calendar.name(frame.calendar.day(instant));
  for (const [contact, list] of scored) {
    // who wants no automated decisions earns nothing
    if (!refusing.has(contact)) entries.push(...earnedOf(contact, list, day, frame.rules.byKind));
  }
  await addEntries(trx, shop, entries);
}

/** Where contacts came from, as far as the batch tells; of a disturbed one all its facts are asked. */
function freshTouches(facts: readonly HeardFact[], resolved: Resolved): Map<string, Touches> {
  const touches = new Map<string, Touches>();
  for (const fact of facts) {
    const contact = resolved.contactOf.get(fact.id);
    const touch = contact ? touchOf(fact) : null;
    if (contact && touch) {
      touches.set(contact, joinTouches(touches.get(contact) ?? NO_TOUCH, { first: touch, last: touch }));
    }
  }
  return touches;
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
