import { describe, expect, it } from 'vitest';
import { createReadInstant } from './instants.ts';

const iso = (text: string, zone = 'Europe/Rome') => {
  const at = createReadInstant(zone)(text);
  return at === null ? null : new Date(at).toISOString();
};

describe('instants in files', () => {
  it.each([
    ['2026-01-31', '2026-01-30T23:00:00.000Z'],
    ['2026/7/1', '2026-06-30T22:00:00.000Z'],
    ['2026-01-31 10:20', '2026-01-31T09:20:00.000Z'],
    ['2026-07-31T10:20:30.5', '2026-07-31T08:20:30.500Z'],
    ['2026-01-31 10:20:30 +0500', '2026-01-31T05:20:30.000Z'],
    ['2026-01-31T10:20:30Z', '2026-01-31T10:20:30.000Z'],
    ['2026-01-31 10:20:30 UTC', '2026-01-31T10:20:30.000Z'],
    ['2026-01-31 10:20:30 -03:30', '2026-01-31T13:50:30.000Z'],
  ])('%s is %s in Rome', (text, expected) => {
    expect(iso(text)).toBe(expected);
  });

  it.each(['', 'yesterday', '03/04/2026', '2026-02-31', '2026-02-31 10:00:00 +0100', '2026-13-01', '2026-01-01 25:00'])(
    '"%s" is none, or could be two',
    (text) => {
      expect(iso(text)).toBeNull();
    },
  );

  it('of a day begin where the day begins, also where clocks change at midnight', () => {
    expect(iso('2026-09-06', 'America/Santiago')).toBe('2026-09-06T04:00:00.000Z');
  });
});
