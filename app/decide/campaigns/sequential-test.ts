// Two proportions compared while they come in, as often as one likes: the mixture sequential probability ratio test with a
// normal mixture over the difference (R. Johari, P. Koomen, L. Pekelis, D. Walsh, "Always Valid Inference: Continuous
// Monitoring of A/B Tests", Operations Research 70(3), 2022, https://arxiv.org/abs/1512.04922, section 5). By Ville's
// inequality the chance that its ratio ever exceeds 1/alpha, where there is no difference, is at most alpha. Pure.
import type { Metric } from './plan.ts';

export interface Arm {
  id: string;
  /** who got it */
  sent: number;
  /** of them who did what counts */
  did: number;
}

export const ALPHA = 0.05;

/** Of which size differences are looked for; fixed beforehand, for it may not follow from what is seen. */
export const SCALE: Readonly<Record<Metric, number>> = { opened: 0.03, clicked: 0.01, converted: 0.005 };

/** The normal law stands in for counts; with fewer than so many it does not. */
const LEAST_SENT = 100;
const LEAST_EITHER_WAY = 25;

export interface Compared {
  /** of the second less the first */
  difference: number;
  /** between which the difference is, always and at every look at once, with probability 1 − alpha; null: too little */
  between: readonly [number, number] | null;
  /** that there is no difference; valid whenever it is looked at */
  p: number;
}

export function compare(a: Arm, b: Arm, scale: number, alpha = ALPHA): Compared {
  const sent = a.sent + b.sent;
  const did = a.did + b.did;
  const difference = rate(b) - rate(a);
  if (Math.min(a.sent, b.sent) < LEAST_SENT || Math.min(did, sent - did) < LEAST_EITHER_WAY) {
    return { difference, between: null, p: 1 };
  }
  const pooled = did / sent;
  const variance = pooled * (1 - pooled) * (1 / a.sent + 1 / b.sent);
  const mixing = scale ** 2;
  const ratio =
    Math.sqrt(variance / (variance + mixing)) *
    Math.exp((mixing * difference ** 2) / (2 * variance * (variance + mixing)));
  const reach = boundary(variance, scale, alpha);
  return { difference, between: [difference - reach, difference + reach], p: Math.min(1, 1 / ratio) };
}

/** From which difference on the ratio exceeds 1/alpha. */
export function boundary(variance: number, scale: number, alpha: number): number {
  const mixing = scale ** 2;
  const bits = Math.log(1 / alpha) + Math.log((variance + mixing) / variance) / 2;
  return Math.sqrt((2 * variance * (variance + mixing) * bits) / mixing);
}

export const rate = ({ sent, did }: Arm): number => (sent === 0 ? 0 : did / sent);

export interface Verdict {
  /** the one with the highest rate, of equal ones the first */
  leader: string;
  /** whether it is better than each other one, with all comparisons together wrong at most alpha of the time */
  certain: boolean;
}

/** Every pair may be the one that looks different by chance: each gets its part of alpha (Bonferroni). */
export function verdictOf(arms: readonly Arm[], metric: Metric, alpha = ALPHA): Verdict | null {
  const leader = arms.reduce<Arm | null>((best, arm) => (best === null || rate(arm) > rate(best) ? arm : best), null);
  if (!leader) return null;
  const pairs = (arms.length * (arms.length - 1)) / 2;
  const others = arms.filter((arm) => arm !== leader);
  const certain =
    others.length > 0 && others.every((other) => compare(other, leader, SCALE[metric]).p <= alpha / Math.max(1, pairs));
  return { leader: leader.id, certain };
}
