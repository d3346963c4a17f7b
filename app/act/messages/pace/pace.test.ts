import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DAY, HOUR } from '../../../platform/clock/clock.ts';
import { type PaceSettings, paceSchema } from '../../../shop/settings/pace.ts';
import { NO_WISHES, type Wishes } from '../../../understand/preferences/wishes.ts';
import { type Leaving, type Left, paceOf } from './pace.ts';
import { quietUntil } from './quiet-hours.ts';

const NOW = Date.UTC(2026, 5, 10, 10);
const pace = (over: object = {}): PaceSettings => paceSchema.parse(over);
const left = (days: number, over: Partial<Left> = {}): Left => ({
  at: NOW - days * DAY,
  channel: 'email',
  kind: 'campaign',
  ...over,
});
const campaign: Leaving = { channel: 'email', kind: 'campaign', since: NOW };
const look = (settings: PaceSettings, sent: Left[], wishes: Partial<Wishes> = {}, leaving = campaign) =>
  paceOf(leaving, { pace: settings, zone: 'Europe/Rome', wishes: { ...NO_WISHES, ...wishes }, left: sent, now: NOW });

describe('how much mail is too much', () => {
  it('nothing stands against a message where nothing is limited', () => {
    expect(look(pace(), [left(0), left(0), left(1)])).toBeNull();
  });

  it('waits until the oldest of those that fill the cap is old enough', () => {
    const caps = { all: { most: 2, days: 7 } };
    expect(look(pace({ caps }), [left(6)])).toBeNull();
    expect(look(pace({ caps }), [left(6), left(5)])).toEqual({
      until: NOW + DAY,
      reason: { code: 'later_capped', most: 2, days: 7, until: NOW + DAY, since: NOW },
    });
    expect(look(pace({ caps }), [left(7), left(5)])).toBeNull();
  });

  it('leaves out what would wait longer than the shop’s patience, counted from when it was due first', () => {
    const caps = { all: { most: 1, days: 7 } };
    expect(look(pace({ caps }), [left(3)])).toMatchObject({ not: { code: 'capped', until: NOW + 4 * DAY } });
    expect(look(pace({ caps, patienceDays: 4 }), [left(3)])).toMatchObject({ until: NOW + 4 * DAY });
    const waiting = { ...campaign, since: NOW - DAY };
    expect(look(pace({ caps, patienceDays: 4 }), [left(3)], {}, waiting)).toMatchObject({ not: { code: 'capped' } });
  });

  it('counts by channel and by kind', () => {
    const caps = { campaign: { most: 1, days: 7 }, sms: { most: 1, days: 7 } };
    const journey = left(6, { kind: 'journey' });
    expect(look(pace({ caps }), [journey])).toBeNull();
    expect(look(pace({ caps }), [left(6)])).not.toBeNull();
    expect(look(pace({ caps }), [left(6, { kind: 'journey', channel: 'sms' })])).toBeNull();
    const sms: Leaving = { ...campaign, kind: 'journey', channel: 'sms' };
    expect(look(pace({ caps }), [left(6, { channel: 'sms' })], {}, sms)).not.toBeNull();
  });

  it('heeds what she chose herself, above all that the shop allows', () => {
    expect(look(pace(), [left(6)], { frequency: 'weekly' })).toMatchObject({ reason: { code: 'later_her_frequency' } });
    expect(look(pace(), [left(7)], { frequency: 'weekly' })).toBeNull();
    expect(look(pace(), [left(20)], { frequency: 'monthly' })).toMatchObject({
      not: { code: 'her_frequency', days: 30 },
    });
    expect(look(pace(), [], { pausedUntil: NOW + 30 * DAY })).toMatchObject({ not: { code: 'paused' } });
    expect(look(pace(), [], { pausedUntil: NOW + DAY })).toMatchObject({ until: NOW + DAY });
    expect(look(pace(), [], { pausedUntil: NOW })).toBeNull();
  });

  it('is quiet at the hours that the shop set', () => {
    const quiet = { on: true, from: 9, to: 14 };
    // ten o'clock UTC is noon in Rome
    expect(look(pace({ quiet }), [])).toMatchObject({ until: NOW + 2 * HOUR, reason: { code: 'later_quiet' } });
    expect(look(pace({ quiet: { ...quiet, on: false } }), [])).toBeNull();
  });

  it('waits for the longest of its reasons', () => {
    const both = pace({ caps: { all: { most: 1, days: 1 } }, quiet: { on: true, from: 9, to: 14 } });
    expect(look(both, [left(0.5)])).toMatchObject({ until: NOW + DAY / 2, reason: { code: 'later_capped' } });
  });

  it('never more leave within the days of a cap than it allows, whenever they look', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 10 }),
        fc.array(fc.integer({ min: 0, max: 2 * DAY }), { maxLength: 30 }),
        (most, days, gaps) => {
          const settings = pace({ caps: { all: { most, days } }, patienceDays: 14 });
          const gone: Left[] = [];
          let now = NOW;
          for (const gap of gaps) {
            now += gap;
            const frame = { pace: settings, zone: 'UTC', wishes: NO_WISHES, left: gone, now };
            const held = paceOf({ ...campaign, since: now }, frame);
            if (held && 'until' in held) {
              // when its time has come it may leave, unless another was quicker
              expect(held.until).toBeGreaterThan(now);
              expect(paceOf({ ...campaign, since: now }, { ...frame, now: held.until })).toBeNull();
            }
            if (!held) gone.push({ at: now, channel: 'email', kind: 'campaign' });
          }
          for (const { at } of gone) {
            const within = gone.filter((one) => one.at >= at && one.at < at + days * DAY);
            expect(within.length).toBeLessThanOrEqual(most);
          }
        },
      ),
    );
  });
});

describe('quiet hours', () => {
  const at = (text: string) => Date.parse(text);
  it.each([
    ['by day', '2026-06-10T12:30:00Z', 9, 18, 'UTC', '2026-06-10T18:00:00Z'],
    ['over midnight, before it', '2026-06-10T22:30:00Z', 21, 8, 'UTC', '2026-06-11T08:00:00Z'],
    ['over midnight, after it', '2026-06-10T03:30:00Z', 21, 8, 'UTC', '2026-06-10T08:00:00Z'],
    ['by her own clock', '2026-06-10T14:00:00Z', 21, 8, 'Asia/Tokyo', '2026-06-10T23:00:00Z'],
    ['while clocks go forward', '2026-03-29T00:30:00Z', 1, 2, 'Europe/Rome', '2026-03-29T01:00:00Z'],
  ])('%s', (_name, now, from, to, zone, until) => {
    expect(new Date(quietUntil(at(now), { from, to }, zone) ?? 0)).toEqual(new Date(until));
  });

  it('end at their hour, begin at theirs, and never are where both are one', () => {
    expect(quietUntil(at('2026-06-10T08:00:00Z'), { from: 21, to: 8 }, 'UTC')).toBeNull();
    expect(quietUntil(at('2026-06-10T20:59:59Z'), { from: 21, to: 8 }, 'UTC')).toBeNull();
    expect(quietUntil(at('2026-06-10T21:00:00Z'), { from: 21, to: 8 }, 'UTC')).not.toBeNull();
    expect(quietUntil(at('2026-06-10T09:00:00Z'), { from: 9, to: 9 }, 'UTC')).toBeNull();
  });

  it('always end later, when it is no longer quiet', () => {
    const hour = fc.integer({ min: 0, max: 23 });
    const zone = fc.constantFrom('Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 366 * 24 * 60 }), hour, hour, zone, (minutes, from, to, where) => {
        const now = Date.UTC(2026, 0, 1) + minutes * 60_000;
        const until = quietUntil(now, { from, to }, where);
        if (until === null) return;
        expect(until).toBeGreaterThan(now);
        expect(until - now).toBeLessThanOrEqual(25 * HOUR);
        expect(quietUntil(until, { from, to }, where)).toBeNull();
      }),
      { numRuns: 500 },
    );
  });
});
