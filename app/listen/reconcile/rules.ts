// When to compare with Shopify, from when on, and what of it to hear. Pure.
import { createHash } from 'node:crypto';
import { DAY, HOUR } from '../../platform/clock/clock.ts';
import { startOfDay } from '../../platform/clock/zones.ts';
import type { NewFact } from '../facts/fact.ts';

/** What is compared, in this order. */
export const RECONCILED = ['products', 'customers', 'checkouts', 'orders', 'articles'] as const;
export type Reconciled = (typeof RECONCILED)[number];

/** What is looked for among what Shopify still has. Checkouts end by themselves. */
export const SWEPT = ['collections', 'products', 'customers', 'orders', 'articles'] as const;
export type Swept = (typeof SWEPT)[number];

/** Those that are listed whole every night: which products a rule puts into a collection, no webhook tells. */
const NIGHTLY: readonly Swept[] = ['collections'];

/** What is listed after another. @param sweep whether it is the night of the week on which all of it is */
export function listedAfter(kind: Swept | null, sweep: boolean): Swept | null {
  const listed = sweep ? SWEPT : NIGHTLY;
  return listed[kind === null ? 0 : listed.indexOf(kind) + 1] ?? null;
}

/** How much of a kind had to be repaired. */
export interface Repairs {
  missing: number;
  outdated: number;
  gone: number;
}

export type Repaired = Partial<Record<Reconciled | Swept, Repairs>>;

export function addRepairs(all: Repaired, kind: Reconciled | Swept, more: Partial<Repairs>): Repaired {
  const { missing = 0, outdated = 0, gone = 0 } = all[kind] ?? {};
  return {
    ...all,
    [kind]: {
      missing: missing + (more.missing ?? 0),
      outdated: outdated + (more.outdated ?? 0),
      gone: gone + (more.gone ?? 0),
    },
  };
}

/** Shopify's index of changes lags, and it finds customers by the day of their change only. */
const OVERLAP = 36 * HOUR;
/** What is gone is looked for once a week: it takes a list of everything. */
const SWEEP_EVERY = 7 * DAY - 12 * HOUR;

/** @param last the end of the stretch that was compared last; null before the first time */
export const sinceOf = (last: number | null, installedAt: number) => (last ?? installedAt) - OVERLAP;

export const isSweepDue = (lastSwept: number | null, now: number) =>
  lastSwept === null || now - lastSwept > SWEEP_EVERY;

/** Next night between one and five o'clock in the shop's zone, each shop at a moment of its own. */
export function nextNight(shop: string, zone: string, now: number): number {
  const jitter = HOUR + (createHash('sha256').update(shop).digest().readUInt32BE(0) % (4 * HOUR));
  const tonight = startOfDay(now, zone) + jitter;
  return tonight > now ? tonight : startOfDay(now, zone, 1) + jitter;
}

const CHANGE = /^(order|customer|checkout):(.+):changed:/;

/**
 * The facts of what was read that are to be told: all of what changed here, and of everything else those that would have
 * the same id from any telling. Another state of what is known is no news.
 * @param changed `order:1001`, `customer:7`, `checkout:abc`
 */
export function tellable(facts: readonly NewFact[], changed: ReadonlySet<string>): NewFact[] {
  return facts.filter(({ id }) => {
    const [, kind, thing] = CHANGE.exec(id) ?? [];
    return kind === undefined || thing === undefined || changed.has(`${kind}:${thing.split(':')[0]}`);
  });
}
