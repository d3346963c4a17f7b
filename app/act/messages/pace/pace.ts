// Whether a message may leave now or is too much: caps, what she chose herself, quiet hours. Pure.
import type { Reason } from '../../../decide/journeys/reason.ts';
import { DAY } from '../../../platform/clock/clock.ts';
import type { PaceSettings } from '../../../shop/settings/pace.ts';
import { FREQUENCY_DAYS, type Wishes } from '../../../understand/preferences/wishes.ts';
import { quietUntil } from './quiet-hours.ts';

export type MessageKind = 'campaign' | 'journey';

/** A marketing message that left, or may have. */
export interface Left {
  at: number;
  channel: string;
  kind: MessageKind;
}

export interface Leaving {
  channel: string;
  kind: MessageKind;
  /** when it was due first: its patience is counted from then */
  since: number;
}

/** It leaves later, or not at all. */
export type Held = { until: number; reason: Reason } | { not: Reason };

interface Frame {
  pace: PaceSettings;
  /** where she lives, or the shop */
  zone: string;
  wishes: Wishes;
  /** what left to her before */
  left: readonly Left[];
  now: number;
}

/**
 * Null when nothing stands against it. What waits looks again when its time has come, so that only the first reason is told;
 * what would wait longer than the shop's patience is left out with that reason.
 */
export function paceOf(leaving: Leaving, { pace, zone, wishes, left, now }: Frame): Held | null {
  const holds = [
    pausedBy(wishes, now),
    ...capsOf(leaving, pace, wishes).map((cap) => cappedBy(cap, left, now)),
    pace.quiet.on ? quietBy(pace, zone, now) : null,
  ].filter((hold) => hold !== null);
  // the one that lasts longest: to look again before would change nothing
  const [longest] = holds.toSorted((a, b) => b.until - a.until);
  if (!longest) return null;
  const { since } = leaving;
  if (longest.until > since + pace.patienceDays * DAY) return { not: longest.reason };
  return { until: longest.until, reason: { ...longest.reason, code: `later_${longest.reason.code}`, since } };
}

interface Hold {
  until: number;
  reason: Reason;
}

function pausedBy({ pausedUntil }: Wishes, now: number): Hold | null {
  if (pausedUntil === null || pausedUntil <= now) return null;
  return { until: pausedUntil, reason: { code: 'paused', until: pausedUntil } };
}

interface Cap {
  code: 'capped' | 'her_frequency';
  most: number;
  days: number;
  counts(one: Left): boolean;
}

function capsOf({ channel, kind }: Leaving, { caps }: PaceSettings, { frequency }: Wishes): Cap[] {
  const hers = FREQUENCY_DAYS[frequency];
  const own = hers === null ? [] : [{ code: 'her_frequency' as const, most: 1, days: hers, counts: () => true }];
  const shops = [
    { cap: caps.all, counts: () => true },
    { cap: caps[channel as keyof typeof caps] ?? null, counts: (one: Left) => one.channel === channel },
    { cap: caps[kind], counts: (one: Left) => one.kind === kind },
  ];
  return [...own, ...shops.flatMap(({ cap, counts }) => (cap ? [{ code: 'capped' as const, ...cap, counts }] : []))];
}

function cappedBy({ code, most, days, counts }: Cap, left: readonly Left[], now: number): Hold | null {
  const recent = left
    .filter((one) => counts(one) && one.at > now - days * DAY)
    .map(({ at }) => at)
    .toSorted((a, b) => b - a);
  const first = recent[most - 1];
  if (first === undefined) return null;
  const until = first + days * DAY;
  return { until, reason: { code, most, days, until } };
}

function quietBy({ quiet }: PaceSettings, zone: string, now: number): Hold | null {
  const until = quietUntil(now, quiet, zone);
  return until === null ? null : { until, reason: { code: 'quiet', until } };
}
