import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import { createDeliveriesService } from './deliveries.server.ts';
import { capture, drain, installShop, SHOP, snapshot } from './inbox.fixture.ts';
import { order } from './payloads.fixture.ts';

describe.each(DIALECTS)('deliveries [%s]', (dialect) => {
  let test: TestDatabase;
  afterEach(() => test.dispose());

  it('are counted, paged, replayed and discarded', async () => {
    test = await createTestDatabase(dialect);
    const clock = new ManualClock('2026-11-21T12:00:00Z');
    const woken: string[] = [];
    const service = createDeliveriesService({ db: test.db, clock, wake: (kind) => woken.push(kind) });
    await installShop(test.db);
    await capture(test.db, clock, [
      ['orders/create', order({})],
      ...Array.from({ length: 5 }, () => ['orders/create', '{'] as const),
    ]);
    expect(await service.oldestDue(SHOP)).toBe(clock.now());
    await drain(test.db, clock);
    expect(await service.oldestDue(SHOP)).toBeNull();
    expect(await service.counts(SHOP)).toEqual({ queued: 0, done: 1, attention: 5, discarded: 0 });
    expect(await service.topics(SHOP)).toEqual([{ topic: 'orders/create', count: 6 }]);

    const seen: string[] = [];
    let after: { receivedAt: number; id: string } | undefined;
    for (;;) {
      const page = await service.attention(SHOP, { limit: 2, ...(after && { after }) });
      seen.push(...page.rows.map(({ id }) => id));
      expect(page.rows[0]?.reason).toBe('orders/create: the payload is not JSON');
      if (!page.next) break;
      after = page.next;
    }
    expect(new Set(seen).size).toBe(5);

    const done = (await snapshot(test.db)).inbox.find(({ state }) => state === 'done')?.id ?? '';
    const [first = '', second = ''] = seen;
    expect(await service.replay(SHOP, [first, done, 'unknown'])).toBe(1);
    expect(woken).toEqual(['inbox']);
    expect(await service.discard(SHOP, [second, done])).toBe(1);
    expect(await service.discard('other.myshopify.com', seen)).toBe(0);
    expect(await service.counts(SHOP)).toEqual({ queued: 1, done: 1, attention: 3, discarded: 1 });
    expect(await service.keep(SHOP, [second, done])).toBe(1);
    expect(await service.counts(SHOP)).toEqual({ queued: 1, done: 1, attention: 4, discarded: 0 });
  });

  it('of one reason are shown, replayed and discarded together, however many', async () => {
    test = await createTestDatabase(dialect);
    const clock = new ManualClock('2026-11-21T12:00:00Z');
    const service = createDeliveriesService({ db: test.db, clock, wake: () => {} });
    await installShop(test.db);
    await test.db.write((trx) =>
      trx
        .insertInto('inbox')
        .values(
          Array.from({ length: 1201 }, (_, n) => ({
            shop: SHOP,
            id: `r${n}`,
            topic: 'orders/create',
            received_at: n,
            due_at: n,
            payload: '{',
            state: 'attention',
            reason: n < 1200 ? 'many' : 'one',
          })),
        )
        .execute(),
    );
    expect(await service.reasons(SHOP)).toEqual([
      { reason: 'many', count: 1200 },
      { reason: 'one', count: 1 },
    ]);
    expect((await service.attention(SHOP, { limit: 10, reason: 'one' })).rows.map(({ id }) => id)).toEqual(['r1200']);
    expect(await service.discardReason('other.myshopify.com', 'many')).toBe(0);
    expect(await service.replayReason(SHOP, 'many')).toBe(1200);
    expect(await service.discardReason(SHOP, 'one')).toBe(1);
    expect(await service.counts(SHOP)).toMatchObject({ queued: 1200, attention: 0, discarded: 1 });
  });
});
