// What an address has agreed to: pure, from its log.
import type { ConsentState } from '../../listen/facts/fact.ts';

export interface ConsentEntry {
  id: string;
  state: ConsentState;
  source: string;
  at: number;
  /** when it was said, if the source tells it apart from its own last change */
  evidence: Record<string, string>;
}

/** Latest last; two of one instant by their id, so that the order of arrival does not matter. */
export function inOrder(entries: readonly ConsentEntry[]): ConsentEntry[] {
  return entries.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

/** The entry that holds; undefined when nothing was ever said. */
export function currentEntry(entries: readonly ConsentEntry[]): ConsentEntry | undefined {
  let current: ConsentEntry | undefined;
  for (const entry of inOrder(entries)) if (!current || overrules(entry, current)) current = entry;
  return current;
}

/**
 * The later entry holds, except that an unsubscription by the link in a mail stands until she herself opts in again.
 * Shopify repeats its own older "subscribed" with every change of a customer, until it has been told; only when it says
 * itself when she agreed (and that is what the entry is dated by) is it her word.
 */
function overrules(later: ConsentEntry, current: ConsentEntry): boolean {
  const herUnsubscription = current.source === 'link' && current.state === 'unsubscribed';
  if (!herUnsubscription) return true;
  if (later.state !== 'subscribed') return false;
  return later.source !== 'shopify' || later.evidence.datedBy === 'consent_updated_at';
}

export function stateOf(entries: readonly ConsentEntry[]): ConsentState {
  return currentEntry(entries)?.state ?? 'not_subscribed';
}
