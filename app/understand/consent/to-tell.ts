// What Shopify has to be told so that it has the state that holds here. Pure.
import { CONFIRMED, type ConsentEntry, currentEntry, inOrder, SAID_HERE } from './rules.ts';

export interface Telling {
  state: 'SUBSCRIBED' | 'UNSUBSCRIBED' | 'PENDING';
  /** M3AAWG: confirmed is a click in a mail that was sent to the address. Who leaves is asked for none */
  level: 'SINGLE_OPT_IN' | 'CONFIRMED_OPT_IN' | null;
  at: number;
}

interface Sides {
  ours: readonly ConsentEntry[];
  /** what Shopify has now: as an entry, null where nobody ever said anything there */
  theirs: { entry: ConsentEntry | null; state: string; level: string | null };
  now: number;
}

const STATES = { subscribed: 'SUBSCRIBED', unsubscribed: 'UNSUBSCRIBED', pending: 'PENDING' } as const;

/**
 * Both sides are one log: whichever entry holds in it, both follow. Null when Shopify has that state already, or when
 * nothing holds that it could be told of: that nothing was ever said cannot be said.
 */
export function toTell({ ours, theirs, now }: Sides): Telling | null {
  const known = theirs.entry !== null && ours.some(({ id }) => id === theirs.entry?.id);
  const log = theirs.entry === null || known ? ours : [...ours, theirs.entry];
  const held = currentEntry(log);
  if (!held || held.state === 'not_subscribed') return null;
  const confirmed = held.source === CONFIRMED || held.evidence['level'] === 'confirmed';
  const sameLevel = held.state !== 'subscribed' || !confirmed || theirs.level === 'confirmed_opt_in';
  if (theirs.state === held.state && sameLevel) return null;
  // an undo speaks of an earlier entry, and is itself the instant
  const said = inOrder(ours).findLast(({ source }) => SAID_HERE.includes(source));
  const at = Math.max(held.at, said?.at ?? 0);
  // Shopify keeps the latest, whatever it is told
  const isBehind = theirs.entry !== null && theirs.entry.at >= at;
  return {
    state: STATES[held.state],
    level: levelOf(held.state, confirmed),
    at: wholeSecond(Math.min(isBehind ? now : at, now)),
  };
}

function levelOf(state: ConsentEntry['state'], confirmed: boolean): Telling['level'] {
  if (state === 'unsubscribed') return null;
  return confirmed || state === 'pending' ? 'CONFIRMED_OPT_IN' : 'SINGLE_OPT_IN';
}

/** It keeps no finer time, and what comes back is known by it. */
const wholeSecond = (at: number) => Math.floor(at / 1000) * 1000;
