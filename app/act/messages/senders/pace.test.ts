import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE, SECOND } from '../../../platform/clock/clock.ts';
import type { SubmitOutcome } from '../../../platform/submit/outcome.ts';
import { afterOtherLimits, afterOutcome, afterUse, type Pace, roomOf } from './pace.ts';

const ZONE = 'Europe/Rome';
const START = Date.parse('2026-03-02T09:00:00Z');

const pace = (changes: Partial<Pace> = {}): Pace => ({
  per_second: null,
  per_hour: null,
  warm_from: null,
  warm_first: null,
  warm_target: null,
  second_at: 0,
  second_used: 0,
  hour_at: 0,
  hour_used: 0,
  day: '',
  day_used: 0,
  open_at: 0,
  open_why: null,
  failures: 0,
  rests: 0,
  probe: null,
  trouble: null,
  ...changes,
});

const failing: SubmitOutcome = { kind: 'refused', permanent: false, reason: 'no answer', trouble: 'unreachable' };
const well: SubmitOutcome = { kind: 'submitted', providerId: null };
const ids = (count: number) => Array.from({ length: count }, (_, index) => `m${index}`);
const use = (given: Pace, count: number, now: number): Pace => ({
  ...given,
  ...afterUse(given, ids(count), { now, zone: ZONE, probeMs: 5 * MINUTE }),
});

describe('the pace of a sender', () => {
  it('without limits takes whatever there is', () => {
    expect(roomOf(pace(), START, ZONE).most).toBe(Number.POSITIVE_INFINITY);
  });

  it('hands over no more in a second, an hour or a day of the warm-up than was said', () => {
    fc.assert(
      fc.property(
        fc.record({
          per_second: fc.option(fc.integer({ min: 1, max: 5 }), { nil: null }),
          per_hour: fc.option(fc.integer({ min: 1, max: 40 }), { nil: null }),
          warm_first: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }),
        }),
        fc.array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 6 * HOUR })), { maxLength: 60 }),
        (limits, steps) => {
          let row = pace({ ...limits, warm_from: START, warm_target: 1000 });
          let now = START;
          const left: number[] = [];
          for (const [wanted, pause] of steps) {
            now += pause;
            const room = roomOf(row, now, ZONE);
            if ('opens' in room) expect(room.opens).toBeGreaterThan(now);
            const count = Math.min(wanted, room.most);
            row = use(row, count, now);
            left.push(...ids(count).map(() => now));
          }
          const most = (unit: number, limit: number | null) => {
            if (limit === null) return;
            const counts = Map.groupBy(left, (at) => Math.floor(at / unit));
            for (const at of counts.values()) expect(at.length).toBeLessThanOrEqual(limit);
          };
          most(SECOND, limits.per_second);
          most(HOUR, limits.per_hour);
          const firstDay = left.filter((at) => at < Date.parse('2026-03-02T23:00:00Z'));
          if (limits.warm_first !== null) expect(firstDay.length).toBeLessThanOrEqual(limits.warm_first);
        },
      ),
    );
  });

  it('doubles each day of its warm-up, and then is free; what does not fit waits for tomorrow in the shop’s zone', () => {
    const warm = pace({ warm_from: START, warm_first: 100, warm_target: 350 });
    expect(roomOf(warm, START, ZONE).most).toBe(100);
    const full = use(warm, 100, START);
    expect(roomOf(full, START, ZONE)).toEqual({ most: 0, opens: Date.parse('2026-03-02T23:00:00Z'), why: 'warm_up' });
    expect(roomOf(full, START + 24 * HOUR, ZONE).most).toBe(200);
    expect(roomOf(full, START + 48 * HOUR, ZONE).most).toBe(Number.POSITIVE_INFINITY);
  });

  it('is shut for as long as its limits say, however they are changed, and what a service asked for stays', () => {
    const used = use(pace(), 9, START);
    expect(used.open_at).toBe(0);
    const lowered = use({ ...used, per_hour: 5 }, 0, START);
    expect(lowered).toMatchObject({ open_at: START + HOUR, open_why: 'hour' });
    expect(use(lowered, 0, START)).toEqual(lowered);
    expect(afterOtherLimits({ ...lowered, per_hour: 10 }, START + SECOND)).toEqual({
      open_at: START + SECOND,
      open_why: null,
    });
    for (const open_why of ['limited', 'resting', 'probing'])
      expect(afterOtherLimits({ ...lowered, open_why }, START + SECOND)).toEqual({});
    expect(use(pace(), 0, START)).toEqual(pace());
  });

  it('rests for 1, 5 and 15 minutes after troubles in a row, and tries with one mail each time', () => {
    let row = pace();
    let now = START;
    for (let index = 0; index < 4; index++) Object.assign(row, afterOutcome(row, `m${index}`, failing, now));
    expect(roomOf(row, now, ZONE).most).toBeGreaterThan(0);
    row = { ...row, ...afterOutcome(row, 'm4', failing, now) };
    for (const minutes of [1, 5, 15, 15]) {
      expect(roomOf(row, now, ZONE)).toEqual({ most: 0, opens: now + minutes * MINUTE, why: 'resting' });
      // one that was on the wire beside the others makes the rest no longer
      expect(afterOutcome(row, 'late', failing, now)).toBeNull();
      now += minutes * MINUTE;
      expect(roomOf(row, now, ZONE).most).toBe(1);
      row = use(row, 1, now);
      expect(roomOf(row, now, ZONE)).toMatchObject({ most: 0, why: 'probing' });
      row = { ...row, ...afterOutcome(row, 'm0', failing, now) };
    }
    now = row.open_at;
    row = use(row, 1, now);
    row = { ...row, ...afterOutcome(row, 'm0', well, now) };
    expect(roomOf(row, now, ZONE).most).toBe(Number.POSITIVE_INFINITY);
    expect(row).toMatchObject({ failures: 0, rests: 0, probe: null, trouble: null });
  });

  it('rests no longer when a mail goes through after all, whichever it was', () => {
    const resting = pace({ rests: 2, open_at: START + MINUTE, open_why: 'resting', trouble: 'no answer' });
    expect(roomOf({ ...resting, ...afterOutcome(resting, 'late', well, START) }, START, ZONE).most).toBeGreaterThan(1);
  });

  it('keeps what was said of a trouble, and not of whom', () => {
    const reason = '450 4.7.1 <ada@example.com> or +393331234567: not now';
    expect(afterOutcome(pace(), 'm', { ...failing, reason }, START)?.trouble).toBe('450 4.7.1 <…> or …: not now');
    expect(afterOutcome(pace(), 'm', { ...failing, reason: ' ' }, START)).toEqual({ failures: 1, trouble: '' });
  });

  it('a refusal of one mail is no trouble of the way, and ends a row of them', () => {
    const row = pace({ failures: 4 });
    expect(afterOutcome(row, 'm', { kind: 'refused', permanent: true, reason: 'no' }, START)).toEqual({
      failures: 0,
      trouble: null,
    });
  });

  it('waits as long as a service asks for that has had too much, and no longer than an hour', () => {
    const limited = (retryAfterMs?: number): SubmitOutcome => ({
      kind: 'refused',
      permanent: false,
      reason: 'too many',
      trouble: 'limited',
      ...(retryAfterMs && { retryAfterMs }),
    });
    expect(afterOutcome(pace(), 'm', limited(7 * SECOND), START)).toMatchObject({ open_at: START + 7 * SECOND });
    expect(afterOutcome(pace(), 'm', limited(), START)).toMatchObject({ open_at: START + MINUTE });
    expect(afterOutcome(pace(), 'm', limited(9 * HOUR), START)).toMatchObject({ open_at: START + HOUR });
  });
});
