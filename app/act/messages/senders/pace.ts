// How fast a sender may hand mails over, and when it rests. Pure: what it knows stands in the sender's row.
import { HOUR, MINUTE, SECOND } from '../../../platform/clock/clock.ts';
import { calendarDaysBetween, dayOf, startOfDay } from '../../../platform/clock/zones.ts';
import type { SubmitOutcome } from '../../../platform/submit/outcome.ts';
import { withoutAddresses } from '../events/mail-event.ts';

/** Why nothing leaves by a sender until `open_at`. */
export type Gate = 'second' | 'hour' | 'warm_up' | 'limited' | 'resting' | 'probing';

/** Those that stand for what the merchant said, and not for what a far side did. */
const OF_LIMITS: ReadonlySet<string | null> = new Set<Gate>(['second', 'hour', 'warm_up']);

export interface Pace {
  per_second: number | null;
  per_hour: number | null;
  /** a new sender begins with so many a day and doubles them until it has come to `warm_target` */
  warm_from: number | null;
  warm_first: number | null;
  warm_target: number | null;
  /** the second, hour and day that were last counted, and how many left in them */
  second_at: number;
  second_used: number;
  hour_at: number;
  hour_used: number;
  day: string;
  day_used: number;
  open_at: number;
  open_why: string | null;
  /** troubles one after another */
  failures: number;
  /** rests one after another; while there are any, one mail at a time tries the way */
  rests: number;
  /** the message that tries it */
  probe: string | null;
  trouble: string | null;
}

/** What of it says how the way is. */
export type Circuit = Pick<Pace, 'failures' | 'rests' | 'probe' | 'open_at'>;

const FAILURES = 5;
const RESTS_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE] as const;
const LONGEST_REST_MS = 15 * MINUTE;

/** How many may leave on a day of the warm-up; null when it is over. */
export function warmUpOf({ warm_from, warm_first, warm_target }: Pace, now: number, zone: string): number | null {
  if (warm_from === null || warm_first === null || warm_target === null) return null;
  const days = calendarDaysBetween(warm_from, now, zone);
  // past this the power is larger than any target
  const today = days > 40 ? warm_target : warm_first * 2 ** Math.max(0, days);
  return today >= warm_target ? null : today;
}

/** How many left today so far. */
export const usedToday = ({ day, day_used }: Pace, now: number, zone: string) =>
  day === dayOf(now, zone) ? day_used : 0;

/** How many may leave now; when none, from when on and why. */
export type Room = { most: number } | { most: 0; opens: number; why: Gate };

export function roomOf(pace: Pace, now: number, zone: string): Room {
  if (pace.open_at > now) return { most: 0, opens: pace.open_at, why: (pace.open_why as Gate | null) ?? 'limited' };
  const warm = warmUpOf(pace, now, zone);
  const limits: { left: number; opens: number; why: Gate }[] = [];
  if (pace.per_second !== null) {
    const used = pace.second_at === floor(now, SECOND) ? pace.second_used : 0;
    limits.push({ left: pace.per_second - used, opens: floor(now, SECOND) + SECOND, why: 'second' });
  }
  if (pace.per_hour !== null) {
    const used = pace.hour_at === floor(now, HOUR) ? pace.hour_used : 0;
    limits.push({ left: pace.per_hour - used, opens: floor(now, HOUR) + HOUR, why: 'hour' });
  }
  if (warm !== null) {
    limits.push({ left: warm - usedToday(pace, now, zone), opens: startOfDay(now, zone, 1), why: 'warm_up' });
  }
  const shut = limits.filter(({ left }) => left <= 0).sort((a, b) => b.opens - a.opens)[0];
  if (shut) return { most: 0, opens: shut.opens, why: shut.why };
  return { most: Math.min(pace.rests > 0 ? 1 : Number.POSITIVE_INFINITY, ...limits.map(({ left }) => left)) };
}

/**
 * The row after so many have left; after none, still when it opens, if what was handed over before fills a limit.
 * @param probeMs for how long the one that tries the way is waited for
 */
export function afterUse(
  pace: Pace,
  left: readonly string[],
  { now, zone, probeMs }: { now: number; zone: string; probeMs: number },
): Partial<Pace> {
  if (left.length === 0) return shutOf(pace, roomOf(pace, now, zone));
  const [second, hour, today] = [floor(now, SECOND), floor(now, HOUR), dayOf(now, zone)];
  const used: Partial<Pace> = {
    second_at: second,
    second_used: (pace.second_at === second ? pace.second_used : 0) + left.length,
    hour_at: hour,
    hour_used: (pace.hour_at === hour ? pace.hour_used : 0) + left.length,
    day: today,
    day_used: (pace.day === today ? pace.day_used : 0) + left.length,
  };
  if (pace.rests > 0) return { ...used, probe: left[0] ?? null, open_at: now + probeMs, open_why: 'probing' };
  return { ...used, ...shutOf(pace, roomOf({ ...pace, ...used }, now, zone)) };
}

const shutOf = (pace: Pace, room: Room): Partial<Pace> =>
  'opens' in room && room.opens > pace.open_at ? { open_at: room.opens, open_why: room.why } : {};

/** The row after other limits were set: those that were may have shut it for longer. */
export const afterOtherLimits = (pace: Pace, now: number): Partial<Pace> =>
  OF_LIMITS.has(pace.open_why) && pace.open_at > now ? { open_at: now, open_why: null } : {};

/**
 * What an outcome changes in the row; null for nothing. After several troubles in a row the sender rests, longer each
 * time, and then one mail tries the way. Of mails that were on the wire beside the one that decided, troubles change nothing
 * more; a success ends the rests, whichever mail had it: the way is open.
 */
export function afterOutcome(
  pace: Circuit,
  message: string,
  outcome: SubmitOutcome,
  now: number,
): Partial<Pace> | null {
  const isProbe = pace.probe === message;
  const trouble = troubleOf(outcome);
  if (trouble === null) {
    if (pace.rests > 0) return { ...WELL, open_at: now };
    return pace.failures > 0 ? { failures: 0, trouble: null } : null;
  }
  const isResting = pace.rests > 0 && !isProbe;
  if (isResting) return null;
  if (outcome.kind === 'refused' && outcome.trouble === 'limited' && pace.rests === 0) {
    const opens = now + Math.min(outcome.retryAfterMs ?? MINUTE, HOUR);
    return opens > pace.open_at ? { open_at: opens, open_why: 'limited', trouble } : null;
  }
  if (!isProbe && pace.failures + 1 < FAILURES) return { failures: pace.failures + 1, trouble };
  const rest = RESTS_MS[pace.rests] ?? LONGEST_REST_MS;
  const asked = outcome.kind === 'refused' ? (outcome.retryAfterMs ?? 0) : 0;
  const opens = now + Math.max(rest, asked);
  return { failures: 0, rests: pace.rests + 1, open_at: opens, open_why: 'resting', probe: null, trouble };
}

/** As after a success. */
export const WELL = { failures: 0, rests: 0, probe: null, open_why: null, trouble: null } as const;

/** In the provider's words, without whom it was for: the sender's row outlives her. Null for none. */
function troubleOf(outcome: SubmitOutcome): string | null {
  if (outcome.kind === 'submitted' || (outcome.kind === 'refused' && !outcome.trouble)) return null;
  return withoutAddresses(outcome.reason) ?? '';
}

const floor = (instant: number, unit: number) => Math.floor(instant / unit) * unit;
