import { describe, expect, it } from 'vitest';
import { ALPHA, compare, SCALE, verdictOf } from './sequential-test.ts';

/** Reproducible: mulberry32, https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** How often something is found in so many tests that are looked at after every 50 of each variant. */
function found(
  rates: readonly number[],
  metric: 'opened' | 'clicked' | 'converted',
  each: number,
  runs: number,
  seed: number,
) {
  const random = randomFrom(seed);
  let certain = 0;
  let right = 0;
  for (let run = 0; run < runs; run++) {
    const arms = rates.map((_, index) => ({ id: String(index), sent: 0, did: 0 }));
    for (let sent = 0; sent < each; sent++) {
      for (const [index, arm] of arms.entries()) {
        arm.sent++;
        if (random() < (rates[index] ?? 0)) arm.did++;
      }
      if (sent % 50 !== 49) continue;
      const verdict = verdictOf(arms, metric);
      if (!verdict?.certain) continue;
      certain++;
      if (rates[Number(verdict.leader)] === Math.max(...rates)) right++;
      break;
    }
  }
  return { wrongly: certain / runs, rightly: right / runs };
}

describe('a test that is looked at all the time', () => {
  it.each([
    ['opened', 0.3],
    ['opened', 0.05],
    ['clicked', 0.03],
    ['converted', 0.01],
  ] as const)(
    'finds a difference in %s where there is none at most alpha of the time, at a rate of %d',
    (metric, base) => {
      const runs = 1000;
      const { wrongly } = found([base, base], metric, 5000, runs, 7);
      // three standard errors for the luck of the simulation
      expect(wrongly).toBeLessThanOrEqual(ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / runs));
    },
  );

  it('does so for several variants together', () => {
    const runs = 600;
    const { wrongly } = found([0.2, 0.2, 0.2, 0.2], 'opened', 3000, runs, 11);
    expect(wrongly).toBeLessThanOrEqual(ALPHA + 3 * Math.sqrt((ALPHA * (1 - ALPHA)) / runs));
  });

  it('would not with the usual test: looking again and again finds what is not there', () => {
    const random = randomFrom(3);
    let wrongly = 0;
    for (let run = 0; run < 300; run++) {
      const did = [0, 0];
      for (let sent = 1; sent <= 5000; sent++) {
        for (const arm of [0, 1]) if (random() < 0.3) did[arm] = (did[arm] ?? 0) + 1;
        if (sent % 50 !== 0) continue;
        const [a = 0, b = 0] = did;
        const mean = (a + b) / (2 * sent);
        const z = Math.abs(a - b) / sent / Math.sqrt((2 * mean * (1 - mean)) / sent);
        if (z > 1.96) {
          wrongly++;
          break;
        }
      }
    }
    expect(wrongly / 300).toBeGreaterThan(0.2);
  });

  it('finds a difference that is there, and the right one', () => {
    const { rightly, wrongly } = found([0.25, 0.35], 'opened', 3000, 200, 5);
    expect(rightly).toBeGreaterThan(0.95);
    expect(wrongly).toBe(rightly);
  });

  it('says nothing before there is enough to say it by', () => {
    expect(compare({ id: 'a', sent: 60, did: 0 }, { id: 'b', sent: 60, did: 60 }, SCALE.opened).p).toBe(1);
    expect(
      compare({ id: 'a', sent: 5000, did: 2 }, { id: 'b', sent: 5000, did: 20 }, SCALE.clicked).between,
    ).toBeNull();
  });

  it('agrees with its own interval', () => {
    for (let did = 1000; did <= 1400; did += 5) {
      const { between, p } = compare({ id: 'a', sent: 5000, did: 1000 }, { id: 'b', sent: 5000, did }, SCALE.opened);
      expect(p <= ALPHA).toBe(between !== null && between[0] > 0);
    }
  });
});
