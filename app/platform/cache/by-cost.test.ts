import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/clock.ts';
import { createCostCache } from './by-cost.ts';

function costing(milliseconds: number) {
  const clock = new ManualClock(1_000_000);
  let watch = 0;
  let reads = 0;
  const load = async (key: string) => {
    watch += milliseconds;
    return `${key}${++reads}`;
  };
  return { clock, cache: createCostCache({ clock, max: 10, load, stopwatch: () => watch }) };
}

describe('a figure', () => {
  it('that is read quickly is read each time', async () => {
    const { cache } = costing(3);
    expect([await cache.get('a'), await cache.get('a')]).toEqual(['a1', 'a2']);
  });

  it('is kept a hundred times as long as it took, and not longer', async () => {
    const { cache, clock } = costing(50);
    await cache.get('a');
    clock.advance(4999);
    expect(await cache.get('a')).toBe('a1');
    clock.advance(1);
    expect(await cache.get('a')).toBe('a2');
  });

  it('is kept for a minute at most', async () => {
    const { cache, clock } = costing(10_000);
    await cache.get('a');
    clock.advance(60_000);
    expect(await cache.get('a')).toBe('a2');
  });

  it('is read once for all who ask at the same time, and again after it was dropped', async () => {
    const { cache } = costing(50);
    expect(await Promise.all([cache.get('a'), cache.get('a')])).toEqual(['a1', 'a1']);
    cache.drop('a');
    expect(await cache.get('a')).toBe('a2');
  });
});
