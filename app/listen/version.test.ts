import { describe, expect, it } from 'vitest';
import { digested, versionOf } from './version.ts';

describe('which of two tellings holds', () => {
  it('of two told at once is the one that cannot be taken back, whatever else they say', () => {
    for (let note = 0; note < 100; note++) {
      const at = { updatedAt: 1000, toldAt: 2000, note };
      const open = versionOf(digested({ ...at, cancelledAt: null }), 0);
      const cancelled = versionOf(digested({ ...at, cancelledAt: 900 }, true), 0);
      expect(cancelled > open).toBe(true);
    }
  });

  it('is the later one otherwise, final or not', () => {
    const cancelled = versionOf(digested({ updatedAt: 1000, cancelledAt: 900 }, true), 0);
    expect(versionOf(digested({ updatedAt: 2000, cancelledAt: null }), 0) > cancelled).toBe(true);
  });
});
