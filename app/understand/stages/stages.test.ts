import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../../test/databases.ts';
import type { NewFact } from '../../listen/facts/fact.ts';
import { DAY } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { createSettingsService } from '../../shop/settings/settings-service.server.ts';
import { createAppraiseWorker } from '../appraisal/worker.server.ts';
import { rebuild } from '../contacts/rebuild.server.ts';
import { scoreAppraiser } from '../scoring/appraiser.server.ts';
import { createScoreDueWorker } from '../scoring/due-worker.server.ts';
import { createScoringService } from '../scoring/service.server.ts';
import { createTestShop } from '../testing/shop.ts';
import { walksIn, watched } from '../testing/statement-plans.ts';
import { stageAppraiser } from './appraiser.server.ts';
import { createStagesByHand, stageHistory } from './by-hand.server.ts';
import { measureObjectives } from './objectives.server.ts';
import { createStagesHandler, STAGES_TASK } from './restage-task.server.ts';
import { createStageSettings } from './settings.server.ts';
import { timeInStages } from './time-in-stage.server.ts';
import { whyStage } from './why-stage.server.ts';

const fact = (person: string, kind: NewFact['kind'], at: number, subject: string): NewFact => ({
  id: `${kind}:${person}:${at}`,
  kind,
  identity: `email:${person}@example.com`,
  occurredAt: at,
  verified: true,
  subject,
});

describe.each(DIALECTS)('stages [%s]', (dialect) => {
  it('follow their conditions, a person’s word before them, and say how far people get', async () => {
    const { db, dispose } = await createTestDatabase(dialect);
    try {
      const { shop, clock, hear, understand } = await createTestShop(db, 'stages.myshopify.com');
      const appraiser = createAppraiseWorker({ db, clock, appraisers: [scoreAppraiser, stageAppraiser] });
      const dues = createScoreDueWorker({ db, clock, wake: () => {} });
      const wake = () => {};
      const settings = createSettingsService({ db });
      const rules = createStageSettings({ db, clock, settings, wake });
      const hand = createStagesByHand({ db, clock, wake });
      const handlers = { [STAGES_TASK]: createStagesHandler({ db, clock }) };
      const tasks = createTasksWorker({ db, clock, log: silentLog, handlers });
      const drain = async (run: () => Promise<number | null>) => {
        for (let next = await run(); next !== null && next <= clock.now(); next = await run());
      };
      const settle = async () => {
        await understand();
        await drain(() => tasks.run(shop));
        await drain(() => dues.run(shop));
        await drain(() => appraiser.run(shop));
      };
      const stages = async () => {
        const rows = await db.read
          .selectFrom('contact')
          .select(['id', 'stage'])
          .where('shop', '=', shop)
          .orderBy('email')
          .execute();
        return rows;
      };
      const names = async () => (await stages()).map(({ stage }) => stage);

      await hear([
        fact('ada', 'checkout.started', clock.now(), 'c1'),
        fact('bob', 'product.viewed', clock.now(), 'p1'),
      ]);
      await settle();
      expect(await names()).toEqual(['sql', 'lead']);

      // the window of the condition passes
      clock.advance(15 * DAY);
      await settle();
      expect(await names()).toEqual(['lead', 'lead']);

      const [ada, bob] = (await stages()).map(({ id }) => id);
      await hand.set(shop, bob ?? '', 'mql', { who: 'user:1', note: 'met at the fair' });
      await hear([fact('bob', 'product.viewed', clock.now(), 'p2')]);
      await settle();
      await rebuild({ db, clock }, shop);
      await settle();
      expect(await names()).toEqual(['lead', 'mql']);
      expect(await stageHistory(db.read, shop, bob ?? '')).toMatchObject([
        { from: 'lead', to: 'mql', by: 'hand', note: 'met at the fair' },
        { from: null, to: 'lead', by: 'rule' },
      ]);
      await hand.release(shop, bob ?? '', 'user:1');
      await settle();
      expect(await names()).toEqual(['lead', 'lead']);

      // whoever looked at anything is an MQL now, but not those who are kept out
      const looked = { version: 1, when: { type: 'facts', kind: 'product.viewed', op: 'gte', value: 1 } } as const;
      await rules.setCondition(shop, 'mql', looked);
      await settle();
      expect(await names()).toEqual(['lead', 'mql']);
      await rules.setCondition(shop, 'unqualified', looked);
      await settle();
      expect(await names()).toEqual(['lead', 'lead']);
      const moves = await stageHistory(db.read, shop, ada ?? '');
      expect(moves.map(({ to }) => to)).toEqual(['lead', 'sql', 'lead']);

      clock.advance(45 * DAY);
      const objectives = await measureObjectives({ db, clock }, shop, 40);
      expect(objectives.find(({ stage }) => stage === 'sql')).toMatchObject({ entered: 1, reached: 0, basket: null });
    } finally {
      await dispose();
    }
  });

  it('say since when: by the facts where they decide, else from the conclusion on, and again after a rebuild', async () => {
    const { db, dispose } = await createTestDatabase(dialect);
    try {
      const { shop, clock, hear, understand } = await createTestShop(db, 'since.myshopify.com');
      const appraiser = createAppraiseWorker({ db, clock, appraisers: [scoreAppraiser, stageAppraiser] });
      const settle = async () => {
        await understand();
        for (let next = await appraiser.run(shop); next !== null; next = await appraiser.run(shop));
      };
      const since = async () => {
        const rows = await db.read
          .selectFrom('contact')
          .select(['email', 'stage', 'stage_since'])
          .where('shop', '=', shop)
          .execute();
        return rows
          .map(({ email, stage, stage_since }) => [email?.split('@')[0] ?? '', stage, stage_since] as const)
          .toSorted(([a], [b]) => (a < b ? -1 : 1));
      };
      const order = async (person: string, id: string, at: number, total = 5000) => {
        const identity = `email:${person}@example.com` as const;
        const row = { shop, id, identity, currency: 'EUR', total, placed_at: at, updated_at: at };
        await db.write((trx) => trx.insertInto('orders').values(row).execute());
        await hear([{ ...fact(person, 'order.placed', at, id), data: { history: true } }]);
      };
      const began = clock.now();
      const day = (days: number) => began - days * DAY;
      await order('ada', '1', day(50));
      await order('ada', '2', day(45));
      await order('bob', '3', day(50));
      await hear([
        { ...fact('', 'page.viewed', day(9), '/'), identity: 'client:c1', verified: false },
        fact('cyd', 'customer.created', day(8), 'cyd'),
        fact('dan', 'checkout.started', day(1), 'c1'),
      ]);
      await settle();
      const stood: [string, string, number][] = [
        ['', 'visitor', day(9)],
        ['ada', 'loyal', day(45)],
        ['bob', 'customer', day(50)],
        ['cyd', 'lead', day(8)],
        ['dan', 'sql', began],
      ];
      expect(await since()).toEqual(stood);
      // an order before those that were known makes her loyal earlier; looking around changes nothing
      clock.advance(DAY);
      await order('ada', '0', day(60));
      await hear([fact('dan', 'product.viewed', clock.now(), 'p1')]);
      await settle();
      stood[1] = ['ada', 'loyal', day(50)];
      expect(await since()).toEqual(stood);
      await rebuild({ db, clock }, shop);
      await settle();
      expect(await since()).toEqual(stood);

      // a cohort of customers needs nobody to have been there when they came
      const objectives = await measureObjectives({ db, clock }, shop, 30);
      expect(objectives.find(({ stage }) => stage === 'customer')).toMatchObject({ entered: 1, reached: 0 });
      expect(objectives.find(({ stage }) => stage === 'loyal')).toMatchObject({
        entered: 1,
        reached: 1,
        orders: 1,
        basket: 5000,
      });
      const [visitor] = await timeInStages({ db, clock }, shop);
      expect(visitor).toBeUndefined();
      const watching = watched(db);
      await measureObjectives({ db: watching.db, clock }, shop, 30);
      for (const one of await watching.plans()) {
        // what came to a stage is gathered, and walked once
        const walks =
          dialect === 'sqlite' ? walksIn(dialect, one).filter((line) => !/SCAN (came|bought)/.test(line)) : [];
        expect([one.plan, walks]).toEqual([one.plan, []]);
      }
    } finally {
      await dispose();
    }
  });

  it('tell why: which conditions hold, with what happened', async () => {
    const { db, dispose } = await createTestDatabase(dialect);
    try {
      const { shop, clock, hear, understand } = await createTestShop(db, 'why.myshopify.com');
      await hear([fact('ada', 'checkout.started', clock.now(), 'c1')]);
      await understand();
      const { id } = await db.read
        .selectFrom('contact')
        .select('id')
        .where('shop', '=', shop)
        .executeTakeFirstOrThrow();
      const [sql, mql, ...more] = await whyStage({ db, clock }, shop, id, 'lead');
      expect(sql).toMatchObject({ of: 'sql', holds: true, leaves: [{ facts: [{ kind: 'checkout.started' }] }] });
      expect(mql).toMatchObject({ of: 'mql', holds: false });
      expect(more).toEqual([]);
      expect(await whyStage({ db, clock }, shop, id, 'customer')).toEqual([]);
      expect(await whyStage({ db, clock }, 'other.myshopify.com', id, 'lead')).toEqual([]);
    } finally {
      await dispose();
    }
  });

  it('are foretold before a score rule is saved', async () => {
    const { db, dispose } = await createTestDatabase(dialect);
    try {
      const { shop, clock, hear, understand } = await createTestShop(db, 'preview.myshopify.com');
      const settings = createSettingsService({ db });
      const scoring = createScoringService({ db, clock, settings, rescore: async () => {} });
      await hear(['ada', 'bob'].map((person) => fact(person, 'product.viewed', clock.now(), 'p1')));
      await hear([fact('cyd', 'search.submitted', clock.now(), 'shoes')]);
      await understand();
      const trigger = { type: 'fact', kind: 'product.viewed', where: [] } as const;
      const same = { id: null, name: 'Views', scope: 'global', cap: null, halfLife: null, expires: null, on: true };
      const rule = { ...same, trigger: { ...trigger, where: [] }, points: 60 };
      expect(await scoring.preview(shop, { rule })).toEqual({
        crossings: [
          { threshold: 'warm', up: 2, down: 0 },
          { threshold: 'hot', up: 2, down: 0 },
          { threshold: 'mql', up: 2, down: 0 },
        ],
        contacts: 3,
        sampled: 3,
      });
      expect((await scoring.preview(shop, { bands: { warm: 1, hot: 90 } })).crossings[0]).toMatchObject({ up: 3 });
    } finally {
      await dispose();
    }
  });
});
