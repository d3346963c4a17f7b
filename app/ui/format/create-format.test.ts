import { describe, expect, it } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../platform/clock/clock.ts';
import { createFormat } from './create-format.ts';

const now = Date.parse('2026-11-21T23:30:00Z');
const english = createFormat({ locale: 'en', currency: 'EUR', timezone: 'Europe/Rome', now });
const italian = createFormat({ locale: 'it', currency: 'EUR', timezone: 'Europe/Rome', now });

describe('a merchant reads', () => {
  it('days of the shop, not of Greenwich', () => {
    expect(english.day(now)).toBe('Nov 22, 2026');
    expect(italian.day(now)).toBe('22 nov 2026');
  });

  it('how long ago it was, in the largest span that fits', () => {
    expect(english.ago(now - 20_000)).toBe('now');
    expect(english.ago(now - 5 * MINUTE)).toBe('5 minutes ago');
    expect(italian.ago(now - 3 * HOUR)).toBe('3 ore fa');
    expect(english.ago(now - DAY)).toBe('yesterday');
    expect(english.ago(now - 800 * DAY)).toBe('2 years ago');
  });

  it('durations in the unit that says them exactly', () => {
    expect(english.duration(90 * MINUTE)).toBe('90 minutes');
    expect(english.duration(60 * MINUTE)).toBe('1 hour');
    expect(italian.duration(2 * DAY)).toBe('2 giorni');
  });

  it('money in its own currency', () => {
    expect(english.money(123_456)).toBe('€1,234.56');
    expect(english.money(1234, 'JPY')).toBe('¥1,234');
  });
});
