// Rates with their counts and definitions. Pure.
import type { Channel } from '../../listen/facts/fact.ts';
import { tellsOpens } from '../../listen/facts/tells-opens.ts';
import { type Metric, METRICS } from '../tallies/mark.ts';

/** A part of a whole; `of` 0 has no rate. */
export interface Rate {
  count: number;
  of: number;
  /** 0 to 1; null when there is nothing to divide by */
  value: number | null;
  /** where the true share lies in 95 of 100 cases; null with it */
  between: readonly [number, number] | null;
  /** fewer than this many tell too little */
  enough: boolean;
}

/** Fewer recipients than this say next to nothing about the next one. */
const ENOUGH = 50;
const Z95 = 1.959964;

/**
 * The interval of Wilson (1927), which holds for small counts and for shares near 0 and 1, where the usual one does not.
 * @returns lower and upper bound, 0 to 1
 */
export function wilson(count: number, of: number, z = Z95): readonly [number, number] {
  if (of <= 0) return [0, 1];
  const share = count / of;
  const square = (z * z) / of;
  const middle = (share + square / 2) / (1 + square);
  const half = (z * Math.sqrt((share * (1 - share)) / of + square / (4 * of))) / (1 + square);
  return [Math.max(0, middle - half), Math.min(1, middle + half)];
}

export function rateOf(count: number, of: number): Rate {
  if (of <= 0) return { count, of, value: null, between: null, enough: false };
  // late news can count something before its whole is known: a share is never more than all
  const part = Math.min(count, of);
  return { count, of, value: part / of, between: wilson(part, of), enough: of >= ENOUGH };
}

export type Counts = Partial<Record<Metric, number>>;

export type RateName =
  'delivery' | 'open' | 'click_through' | 'click' | 'conversion' | 'unsubscribe' | 'bounce' | 'complaint';

const USUAL: readonly RateName[] = [
  'delivery',
  'open',
  'click_through',
  'conversion',
  'unsubscribe',
  'bounce',
  'complaint',
];
/**
 * What is known of a channel. Nobody calls a text spam where we hear of it, and who leaves by a word does not say because of
 * which; push services tell neither what arrived nor what did not.
 */
const KNOWN_ON: Readonly<Record<Channel, readonly RateName[]>> = {
  email: USUAL,
  whatsapp: ['delivery', 'open', 'click_through', 'conversion', 'bounce'],
  sms: ['delivery', 'click', 'conversion', 'bounce'],
  push: ['click', 'conversion'],
};
/** Of several channels, where of some nobody tells what was opened: what holds on each of them. */
const PARTLY_TOLD: readonly RateName[] = ['delivery', 'click', 'conversion', 'unsubscribe', 'bounce', 'complaint'];
/** Divided by messages whose opening is told, and by no others. */
const OF_TOLD: ReadonlySet<RateName> = new Set<RateName>(['open', 'click_through']);

/** Each rate as it is defined, and beside it the same count over another whole, where people use both. */
export const RATE_OF: Record<RateName, { count: Metric[]; of: Metric; beside?: Metric }> = {
  delivery: { count: ['delivered'], of: 'submitted' },
  open: { count: ['opened'], of: 'submitted', beside: 'delivered' },
  click_through: { count: ['clicked'], of: 'opened', beside: 'delivered' },
  click: { count: ['clicked'], of: 'submitted', beside: 'delivered' },
  conversion: { count: ['converted'], of: 'submitted' },
  unsubscribe: { count: ['unsubscribed'], of: 'submitted' },
  bounce: { count: ['bounced_hard', 'bounced_soft'], of: 'submitted' },
  complaint: { count: ['complained'], of: 'delivered' },
};

/** Of several together. */
export function sumOf(several: readonly Counts[]): Counts {
  const sum: Counts = {};
  for (const metric of METRICS) sum[metric] = several.reduce((total, counts) => total + (counts[metric] ?? 0), 0);
  return sum;
}

export interface NamedRate {
  name: RateName;
  rate: Rate;
  /** null where there is no second definition, or where no provider tells what was delivered */
  beside: Rate | null;
}

/**
 * @param channels on which all of them went out; none: not known, or told by `told`
 * @param told the same of those messages whose opening is told, where that is not all of them
 */
export function ratesOf(counts: Counts, channels: readonly Channel[] = [], told: Counts = counts): NamedRate[] {
  return namesOn(channels).map((name) => {
    const { count, of, beside } = RATE_OF[name];
    // a plain mail server tells nothing of what arrived: that is no share of nothing
    if (name === 'delivery' && (counts.delivered ?? 0) === 0) return { name, rate: rateOf(0, 0), beside: null };
    const from = OF_TOLD.has(name) ? told : counts;
    const sum = count.reduce((total, metric) => total + (from[metric] ?? 0), 0);
    const second = beside === undefined ? 0 : (from[beside] ?? 0);
    return { name, rate: rateOf(sum, from[of] ?? 0), beside: second > 0 ? rateOf(sum, second) : null };
  });
}

function namesOn(channels: readonly Channel[]): readonly RateName[] {
  const [one, ...others] = channels;
  if (one && others.length === 0) return KNOWN_ON[one];
  return channels.every(tellsOpens) ? USUAL : PARTLY_TOLD;
}
