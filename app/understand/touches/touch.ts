// Where somebody came from: the first and the latest visit or order whose origin is known. Pure, and free of order.
import type { FactKind, Origin } from '../../listen/facts/fact.ts';

/** What a visit or an order says of where it came from. */
export interface Touch {
  at: number;
  fact: string;
  source: string;
  medium: string | null;
  campaign: string | null;
  referrer: string | null;
  landing: string | null;
}

export interface Touches {
  first: Touch | null;
  last: Touch | null;
}

export const NO_TOUCH: Touches = { first: null, last: null };

/** An order's later states tell the same origin again at a later instant; they are no visits. */
export const TOUCH_KINDS: readonly FactKind[] = [
  'page.viewed',
  'product.viewed',
  'collection.viewed',
  'cart.viewed',
  'search.submitted',
  'product.added',
  'order.placed',
];

/** Where visitors are sent by whoever answers or shares, by the name in the host before the last dots. */
const KNOWN_HOSTS: Readonly<Record<string, 'organic' | 'social'>> = {
  google: 'organic',
  bing: 'organic',
  duckduckgo: 'organic',
  ecosia: 'organic',
  yahoo: 'organic',
  yandex: 'organic',
  baidu: 'organic',
  facebook: 'social',
  instagram: 'social',
  tiktok: 'social',
  pinterest: 'social',
  linkedin: 'social',
  youtube: 'social',
  reddit: 'social',
};

interface MaybeTouch {
  id: string;
  kind: FactKind;
  occurredAt: number;
  data: { origin?: Origin };
}

/** Null for a fact that is no visit, or one that came from nowhere known: the address alone is not a source. */
export function touchOf({ id, kind, occurredAt, data: { origin } }: MaybeTouch): Touch | null {
  if (!TOUCH_KINDS.includes(kind)) return null;
  const came = cameFrom(origin);
  return came && { at: occurredAt, fact: id, ...came };
}

/** Source and medium of an origin, in lower case; null when neither a campaign nor a referrer is known. */
function cameFrom(origin: Origin | undefined): Omit<Touch, 'at' | 'fact'> | null {
  const { utm, referrer, landingPage } = origin ?? {};
  const told = {
    campaign: utm?.campaign?.trim() || null,
    referrer: referrer ?? null,
    landing: landingPage ?? null,
  };
  const from = referrer ? refererOf(referrer) : null;
  const source = utm?.source?.trim().toLowerCase() || from?.source;
  if (!source) return null;
  const medium = utm?.medium?.trim().toLowerCase() || (utm?.source ? null : (from?.medium ?? null));
  return { source, medium, ...told };
}

function refererOf(referrer: string): { source: string; medium: string } {
  const host = (referrer.split('/')[0] ?? '').replace(/:\d+$/, '').toLowerCase();
  const name = host.split('.').find((part) => Object.hasOwn(KNOWN_HOSTS, part));
  const medium = name === undefined ? undefined : KNOWN_HOSTS[name];
  return name && medium ? { source: name, medium } : { source: host.replace(/^www\./, ''), medium: 'referral' };
}

/** The earlier first and the later last of both; two of one instant by the facts' ids. */
export function joinTouches(a: Touches, b: Touches): Touches {
  return { first: earlier(a.first, b.first), last: earlier(a.last, b.last, -1) };
}

/** First and last of those that were by an instant: an order is counted for what came before it. */
export function touchesAt(touches: readonly Touch[], at: number): Touches {
  return touches
    .filter((touch) => touch.at <= at)
    .reduce<Touches>((known, touch) => joinTouches(known, { first: touch, last: touch }), NO_TOUCH);
}

function earlier(a: Touch | null, b: Touch | null, sign: 1 | -1 = 1): Touch | null {
  if (!a || !b) return a ?? b;
  const order = a.at - b.at || (a.fact < b.fact ? -1 : 1);
  return order * sign <= 0 ? a : b;
}

/** As a column keeps it: the same touch is the same text. */
export function writeTouch(touch: Touch | null): string | null {
  if (!touch) return null;
  const { at, fact, source, medium, campaign, referrer, landing } = touch;
  return JSON.stringify({ at, fact, source, medium, campaign, referrer, landing });
}

export function readTouch(text: string | null): Touch | null {
  return text === null ? null : (JSON.parse(text) as Touch);
}
