import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../../test/databases.ts';
import type { NewFact } from '../../listen/facts/fact.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { createSettingsService } from '../../shop/settings/settings-service.server.ts';
import { rebuild } from '../contacts/rebuild.server.ts';
import { createTestShop } from '../testing/shop.ts';
import { createRescore, createScoringHandler, SCORING_TASK } from './rescore-task.server.ts';

const T = Date.UTC(2026, 10, 1);

describe.each(DIALECTS)('changed points [%s]', (dialect) => {
  it('count for the past and for what comes, and a rebuild ends in the same scores', async () => {
    const { db, dispose } = await createTestDatabase(dialect);
    try {
      const { shop, clock, hear, understand } = await createTestShop(db, 'points');
      const started = (person: string, minute: number): NewFact => ({
        id: `${person}:${minute}`,
        kind: 'checkout.started',
        identity: `email:${person}@example.com`,
        occurredAt: T + minute * 60_000,
        verified: true,
        subject: `${person}${minute}`,
      });
      await hear([started('ada', 1), started('ada', 2), started('bob', 3)]);
      await understand();
      const handlers = { [SCORING_TASK]: createScoringHandler({ db, clock }) };
      const tasks = createTasksWorker({ db, clock, log: silentLog, handlers });
      const rescore = createRescore({ db, clock, wake: () => {} });
      const settings = createSettingsService({ db });
      const set = async (points: Record<string, number>) => {
        await settings.update(shop, { scoring: { points } });
        await rescore(shop);
        while ((await tasks.run(shop)) !== null);
      };
      const scores = async () => {
        const rows = await db.read
          .selectFrom('contact')
          .select('score')
          .where('shop', '=', shop)
          .orderBy('email')
          .execute();
        return rows.map(({ score }) => score);
      };
      expect(await scores()).toEqual([10, 5]);
      await set({ 'checkout.started': 7 });
      expect(await scores()).toEqual([14, 7]);
      await hear([started('bob', 4)]);
      await understand();
      expect(await scores()).toEqual([14, 14]);
      await rebuild({ db, clock }, shop);
      expect(await scores()).toEqual([14, 14]);
      await set({ 'checkout.started': 0 });
      expect(await scores()).toEqual([0, 0]);
      await set({});
      expect(await scores()).toEqual([10, 10]);
    } finally {
      await dispose();
    }
  });
});
