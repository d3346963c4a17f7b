import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestHour, noHours } from './best-hour.ts';
import { instantsOfWall, zoneOfCountry } from './local-time.ts';
import { beginsAt, planOn, planSchema, problemsOf } from './plan.ts';
import { CAMPAIGN_STATES, DEEDS, deedsOf, isBeforehand, nextState } from './states.ts';

const NOW = Date.parse('2026-03-02T10:00:00Z');
const AT = { now: NOW, zone: 'Europe/Rome' };
const plan = (changes: object) =>
  planSchema.parse({ include: ['s'], variants: [{ id: 'a', template: 't' }], ...changes });
const two = [
  { id: 'a', template: 't' },
  { id: 'b', template: 'u' },
];

describe('a plan', () => {
  it('says what is missing', () => {
    expect(problemsOf(plan({}), AT)).toEqual([]);
    expect(problemsOf(planSchema.parse({}), AT)).toEqual(['no_audience', 'no_template']);
    expect(problemsOf(plan({ variants: two }), AT)).toEqual(['no_test']);
    expect(problemsOf(plan({ schedule: { kind: 'at', wall: '2026-03-02T10:59' } }), AT)).toEqual(['past']);
    expect(problemsOf(plan({ schedule: { kind: 'at', wall: '2026-03-02T11:00' } }), AT)).toEqual([]);
    const test = { share: 200, metric: 'opened', hours: 4 };
    const schedule = { kind: 'local', wall: '2026-04-02T09:00' };
    expect(problemsOf(plan({ variants: two, test, schedule }), AT)).toEqual(['test_needs_hour']);
    expect(problemsOf(plan({ variants: two, test: { ...test, share: 1000 }, schedule }), AT)).toEqual([]);
  });

  it('tests by clicks where nobody tells what was read', () => {
    const tested = plan({ variants: two, test: { share: 200, metric: 'opened', hours: 4 } });
    expect(planOn('email', tested)).toEqual(tested);
    expect(planOn('whatsapp', tested)).toEqual(tested);
    for (const channel of ['sms', 'push'] as const) {
      expect(planOn(channel, tested).test).toEqual({ share: 200, metric: 'clicked', hours: 4 });
      expect(planOn(channel, plan({}))).toEqual(plan({}));
    }
  });

  it('refuses days that do not exist', () => {
    for (const wall of ['2026-02-30T10:00', '2026-01-01T24:00', 'tomorrow', '2026-01-01']) {
      expect(planSchema.safeParse({ schedule: { kind: 'at', wall } }).success).toBe(false);
    }
  });

  it('begins where its day begins first, when each contact has an hour of her own', () => {
    const schedule = { kind: 'local', wall: '2026-04-02T09:00' };
    expect(new Date(beginsAt(plan({ schedule }), 'Europe/Rome', NOW)).toISOString()).toBe('2026-04-01T19:00:00.000Z');
    expect(beginsAt(plan({}), 'Europe/Rome', NOW)).toBe(NOW);
  });
});

describe('the life of a campaign', () => {
  it('ends, and nothing leads back from its end', () => {
    for (const state of ['done', 'cancelled'] as const) {
      for (const deed of DEEDS) expect(nextState(state, deed)).toBeNull();
    }
  });

  it('never leads back to a draft once something has gone', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...DEEDS), { maxLength: 30 }), fc.boolean(), (deeds, frozen) => {
        let state: (typeof CAMPAIGN_STATES)[number] = 'draft';
        let begun = false;
        for (const deed of deeds) {
          state = nextState(state, deed, frozen) ?? state;
          begun ||= !isBeforehand(state);
          if (begun) expect(isBeforehand(state)).toBe(false);
        }
      }),
    );
  });

  it('can always be stopped while it is under way', () => {
    for (const state of ['freezing', 'sending', 'paused'] as const) expect(deedsOf(state)).toContain('cancel');
    expect(nextState('paused', 'resume', false)).toBe('freezing');
  });
});

describe('clocks of countries', () => {
  it('are known for every country that has contacts', () => {
    expect(['IT', 'US', 'JP', 'IN', 'AU', 'BR'].map(zoneOfCountry)).toEqual([
      'Europe/Rome',
      'America/New_York',
      'Asia/Tokyo',
      expect.stringMatching(/^Asia\/(Kolkata|Calcutta)$/),
      'Australia/Sydney',
      'America/Sao_Paulo',
    ]);
    expect(zoneOfCountry('QQ')).toBeNull();
    const countries = instantsOfWall('2026-03-04T09:00').flatMap((each) => each.countries);
    expect(new Set(countries).size).toBe(countries.length);
    expect(countries.length).toBeGreaterThan(200);
  });
});

describe('the hour at which somebody reads', () => {
  it('is the one with the most around it, and needs enough', () => {
    const counts = (...hours: number[]) => noHours().map((_, hour) => hours.filter((each) => each === hour).length);
    expect(bestHour(counts(8, 9, 9, 20, 20))).toBe(9);
    expect(bestHour(counts(23, 0, 0, 1, 12))).toBe(0);
    expect(bestHour(counts(8, 8, 8))).toBeNull();
  });
});
