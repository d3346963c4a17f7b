// What an address has agreed to: pure, from its log.
import type { ConsentState } from '../../listen/facts/fact.ts';

export interface ConsentEntry {
  id: string;
  state: ConsentState;
  source: string;
  at: number;
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

/** Sources that speak for herself. Shopify's state may be a merchant's edit or an import, and does not say which. */
const HER_OWN: ReadonlySet<string> = new Set(['link', 'checkout', 'form']);

/** A file or the merchant's own note: somebody else says that she agreed. */
export function isHearsay(source: string): boolean {
  return source.startsWith('import:') || source === 'merchant';
}

/**
 * The later entry holds, except that an unsubscription by the link in a mail stands until she herself opts in again; and
 * that hearsay subscribes only an address of which nothing was said: it lifts no refusal, and does not hurry a confirmation.
 */
function overrules(later: ConsentEntry, current: ConsentEntry): boolean {
  if (isHearsay(later.source) && later.state === 'subscribed') return current.state === 'not_subscribed';
  const herUnsubscription = current.source === 'link' && current.state === 'unsubscribed';
  return !herUnsubscription || (later.state === 'subscribed' && HER_OWN.has(later.source));
}

export function stateOf(entries: readonly ConsentEntry[]): ConsentState {
  return currentEntry(entries)?.state ?? 'not_subscribed';
}
