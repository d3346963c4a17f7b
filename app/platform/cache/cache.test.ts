import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock/clock.ts';
import { createFreshCache } from './fresh.ts';
import { gather } from './gather.ts';

function counted(ttlMs: number) {
  const clock = new ManualClock(1_000_000);
  let reads = 0;
  const cache = createFreshCache({ clock, ttlMs, max: 2, load: async (key) => `${key}${++reads}` });
  return { clock, cache, reads: () => reads };
}

describe('a fresh cache', () => {
  it('reads once for all who ask at the same time, and again when the value is old', async () => {
    const { cache, clock, reads } = counted(1000);
    expect(await Promise.all([cache.get('a'), cache.get('a'), cache.get('a')])).toEqual(['a1', 'a1', 'a1']);
    clock.advance(999);
    expect(cache.get('a')).toBe('a1');
    clock.advance(1);
    expect(await cache.get('a')).toBe('a2');
    expect(reads()).toBe(2);
  });

  it('does not trust a value from the future when the clock was set back', async () => {
    const { cache, clock } = counted(1000);
    await cache.get('a');
    clock.advance(-5000);
    expect(await cache.get('a')).toBe('a2');
  });

  it('does not keep what was dropped while it was read, nor a failure', async () => {
    const clock = new ManualClock(0);
    let fails = true;
    let value = 1;
    const cache = createFreshCache({
      clock,
      ttlMs: 1000,
      max: 2,
      load: async () => {
        if (fails) throw new Error('no');
        return value;
      },
    });
    await expect(cache.get('a')).rejects.toThrow('no');
    fails = false;
    const reading = cache.get('a');
    cache.drop('a');
    value = 2;
    await reading;
    expect(await cache.get('a')).toBe(2);
  });
});

describe('gathered look-ups', () => {
  it('become one read a turn, each answered with its own', async () => {
    const reads: string[][] = [];
    const look = gather(async (keys) => {
      reads.push([...keys]);
      return new Map(keys.filter((key) => key !== 'x').map((key) => [key, key.toUpperCase()]));
    });
    expect(await Promise.all([look('a'), look('b'), look('a'), look('x')])).toEqual(['A', 'B', 'A', undefined]);
    expect(reads).toEqual([['a', 'b', 'x']]);
  });

  it('fail together when the read fails', async () => {
    const look = gather(() => Promise.reject(new Error('down')));
    await expect(Promise.all([look('a'), look('b')])).rejects.toThrow('down');
  });
});
