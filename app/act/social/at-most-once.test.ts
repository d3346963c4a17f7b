import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { SHOP } from '../../decide/journeys/rows-in-test.ts';
import { DAY, HOUR, MINUTE } from '../../platform/clock/clock.ts';
import type { HttpManner } from '../../platform/submit/twin-in-test.ts';
import { type Rig, startPosts } from './posts-in-test.ts';

const MOST_WRITES = 40;
const SETTLED = ['published', 'refused', 'unknown'];

/** One process that ends at its nth write, and those after it. @returns whether it came to that write */
async function liveUntil(test: TestDatabase, rig: Rig, dieAt: number, holder: string): Promise<boolean> {
  let writes = 0;
  const dying = test.reopen(() => {
    if (++writes >= dieAt) throw new Error('the process is gone');
  });
  const worker = rig.start(dying, holder);
  for (let round = 0; round < 6; round++) {
    await worker.run(SHOP).catch(() => {});
    await worker.settled();
  }
  return writes >= dieAt;
}

describe.each(DIALECTS)('one variant is never published twice [%s]', (dialect) => {
  it('whichever write a process ends at', async () => {
    const test = await createTestDatabase(dialect);
    const rig = await startPosts(test);
    try {
      let dieAt = 1;
      for (; dieAt < MOST_WRITES; dieAt++) {
        rig.visible.length = 0;
        const id = await rig.released(2);
        rig.clock.advance(MINUTE);
        const died = await liveUntil(test, rig, dieAt, `life ${dieAt}`);
        // every second one is found dead before its leases end
        if (dieAt % 2) await rig.worker.giveBack?.(`life ${dieAt}`);
        for (let round = 0; round < 3; round++) {
          rig.clock.advance(HOUR);
          await rig.work();
        }
        expect([dieAt, new Set(rig.visible).size]).toEqual([dieAt, rig.visible.length]);
        const states = (await rig.variants(id)).map(({ state }) => state);
        expect([dieAt, states.filter((state) => state !== 'published' && state !== 'unknown')]).toEqual([dieAt, []]);
        // nothing is uncertain that had not begun
        expect(rig.visible.length).toBeGreaterThanOrEqual(states.filter((state) => state === 'published').length);
        if (!died) break;
      }
      expect(dieAt).toBeGreaterThan(8);
      expect(dieAt).toBeLessThan(MOST_WRITES);
    } finally {
      await rig.close();
      await test.dispose();
    }
  }, 240_000);

  it('through ends, troubles, two processes and what the merchant does meanwhile', async () => {
    const manner = fc.constantFrom<HttpManner | null>(
      null,
      'cut-after-body',
      'silent',
      { status: 503, body: '' },
      { status: 429, body: '', headers: { 'retry-after': '60' } },
      { status: 422, body: '{}' },
    );
    const life = fc.record({
      manner,
      dieAt: fc.integer({ min: 1, max: 14 }),
      beside: fc.boolean(),
      found: fc.boolean(),
      deed: fc.constantFrom('none', 'withdraw', 'cancel', 'again', 'remove' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (lives) => {
        const test = await createTestDatabase(dialect);
        const rig = await startPosts(test);
        try {
          const id = await rig.released(3);
          for (const [index, { manner: how, dieAt, beside, found, deed }] of lives.entries()) {
            rig.clock.advance(found ? MINUTE : HOUR);
            rig.publishing = how;
            const other = rig.start(rig.db, 'other');
            await Promise.all([
              liveUntil(test, rig, dieAt, `life ${index}`),
              beside ? other.run(SHOP).then(() => other.settled()) : undefined,
              deed === 'withdraw' || deed === 'cancel' ? rig.posts.act(SHOP, id, deed) : undefined,
              deed === 'remove' ? rig.accounts.setRemoved(SHOP, rig.account, true) : undefined,
            ]);
            if (deed === 'remove') await rig.accounts.setRemoved(SHOP, rig.account, false);
            if (deed === 'withdraw') await rig.posts.act(SHOP, id, 'release');
            if (deed === 'again')
              for (const one of await rig.variants(id)) await rig.posts.settle(SHOP, id, one.id, 'again');
            if (found) await rig.worker.giveBack?.(`life ${index}`);
          }
          rig.publishing = null;
          for (let round = 0; round < 4; round++) {
            rig.clock.advance(HOUR);
            await rig.work();
          }
          rig.clock.advance(2 * DAY);
          await rig.work();
          expect(new Set(rig.visible).size).toBe(rig.visible.length);
          for (const { state } of await rig.variants(id)) expect([...SETTLED, 'cancelled', 'planned']).toContain(state);
        } finally {
          await rig.close();
          await test.dispose();
        }
      }),
      { numRuns: dialect === 'sqlite' ? 20 : 6 },
    );
  }, 240_000);
});
