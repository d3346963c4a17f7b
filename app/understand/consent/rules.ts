// What somebody has agreed to: pure, from the log of what was said.
import type { Channel, ConsentState } from '../../listen/facts/fact.ts';

export const MARKETING = 'marketing';
/** about an order or an account: it needs no consent, and may be refused all the same */
export const TRANSACTIONAL = 'transactional';

export interface ConsentEntry {
  id: string;
  channel: Channel;
  purpose: string;
  state: ConsentState;
  source: string;
  at: number;
  evidence: Record<string, string>;
}

/** For what somebody would be written to. */
export interface ConsentQuestion {
  channel: Channel;
  purpose: string;
}

export const MAIL_MARKETING: ConsentQuestion = { channel: 'email', purpose: MARKETING };

/** Latest last; two of one instant by their id, so that the order of arrival does not matter. */
export function inOrder(entries: readonly ConsentEntry[]): ConsentEntry[] {
  return entries.toSorted((a, b) => (isAfter(a, b) ? 1 : -1));
}

const isAfter = (a: ConsentEntry, b: ConsentEntry) => a.at > b.at || (a.at === b.at && a.id > b.id);

/**
 * The entry that holds; undefined when nothing was ever said. What is said of marketing as a whole holds for a purpose of
 * which nothing was said, and no to marketing is no to every purpose: only a later yes to that purpose stands beside it.
 */
export function currentEntry(
  entries: readonly ConsentEntry[],
  { channel, purpose }: ConsentQuestion = MAIL_MARKETING,
): ConsentEntry | undefined {
  const of = (asked: string) => holding(entries.filter((one) => one.channel === channel && one.purpose === asked));
  const own = of(purpose);
  if (purpose === MARKETING || purpose === TRANSACTIONAL) return own;
  const marketing = of(MARKETING);
  if (!own || (marketing?.state === 'unsubscribed' && isAfter(marketing, own))) return marketing;
  return own;
}

export function stateOf(entries: readonly ConsentEntry[], question?: ConsentQuestion): ConsentState {
  return currentEntry(entries, question)?.state ?? 'not_subscribed';
}

/** An entry that takes back another: `evidence.of` is its id. Only what staff said by hand can be taken back. */
export const UNDO = 'undo';
/** Staff said it, with a note. */
export const BY_HAND = 'merchant';
/** She was asked, and has not answered. */
export const ASKED = 'asked';
/** She answered by the link of the mail that asked her. */
export const CONFIRMED = 'confirmation';

/** She called a mail spam, and her mailbox told us. */
export const COMPLAINT = 'complaint';

/** She answered a text with the word that ends them, or begins them again. */
export const BY_TEXT = 'text';
/** Her provider told us that she wants no more texts. */
export const STOPPED = 'provider';

/** Where it was said to us, so that Shopify can only know it from us. Lists stay here. */
export const SAID_HERE: readonly string[] = ['link', 'preferences', 'form', COMPLAINT, CONFIRMED, ASKED, BY_HAND, UNDO];

/**
 * What Shopify was told comes back as its own: the same state of the same second, for it keeps no finer time. It is
 * nobody's word, so that what was said here can be taken back.
 */
export function isEcho(entry: ConsentEntry, entries: readonly ConsentEntry[]): boolean {
  return (
    entry.source === 'shopify' &&
    entries.some((one) => SAID_HERE.includes(one.source) && one.state === entry.state && sameSecond(one, entry))
  );
}

const sameSecond = (a: ConsentEntry, b: ConsentEntry) => Math.floor(a.at / 1000) === Math.floor(b.at / 1000);

/** Whether staff may take an entry back: it is theirs, and they have not yet. */
export function isUndoable({ id, source }: ConsentEntry, entries: readonly ConsentEntry[]): boolean {
  return source === BY_HAND && !undoneAmong(entries).has(id);
}

export function undoneAmong(entries: readonly ConsentEntry[]): Set<string> {
  return new Set(entries.flatMap(({ source, evidence }) => (source === UNDO ? (evidence['of'] ?? []) : [])));
}

function holding(entries: readonly ConsentEntry[]): ConsentEntry | undefined {
  const undone = undoneAmong(entries);
  let current: ConsentEntry | undefined;
  for (const entry of inOrder(entries)) {
    if (entry.source === UNDO || (entry.source === BY_HAND && undone.has(entry.id))) continue;
    if (isEcho(entry, entries)) continue;
    if (!current || overrules(entry, current)) current = entry;
  }
  return current;
}

/** Sources through which she speaks herself. */
const HER_OWN: ReadonlySet<string> = new Set(['link', 'preferences', 'checkout', 'form', CONFIRMED, BY_TEXT]);
/** Our own doors: who said no there said it to us. */
const OUR_DOORS: ReadonlySet<string> = new Set(['link', 'preferences', 'form', COMPLAINT, BY_TEXT, STOPPED]);

/** A file or the merchant's own note: somebody else says that she agreed. */
export function isHearsay(source: string): boolean {
  return source.startsWith('import:') || source === BY_HAND;
}

/** Shopify's state may be a merchant's edit or an import, and does not say which; unless she confirmed it herself there. */
export function isHerOwn({ source, evidence }: Pick<ConsentEntry, 'source' | 'evidence'>): boolean {
  return HER_OWN.has(source) || (source === 'shopify' && evidence['level'] === 'confirmed');
}

/**
 * The later entry holds, except that
 * - no by one of our doors stands until she herself opts in again;
 * - hearsay subscribes only an address of which nothing was said: it lifts no refusal, and does not hurry a confirmation;
 * - being asked changes nothing of what she said.
 */
function overrules(later: ConsentEntry, current: ConsentEntry): boolean {
  if (isHearsay(later.source) && later.state === 'subscribed') return current.state === 'not_subscribed';
  if (later.source === ASKED) return current.state === 'not_subscribed' || current.state === 'pending';
  const saidNo = OUR_DOORS.has(current.source) && current.state === 'unsubscribed';
  return !saidNo || (later.state === 'subscribed' && isHerOwn(later));
}
