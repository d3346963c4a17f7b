import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { NewFact } from '../../listen/facts/fact.ts';
import { DAY } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { scheduleEverywhere } from '../../platform/work/tasks/nightly.server.ts';
import { createTasksService } from '../../platform/work/tasks/tasks-service.server.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { createSettingsService } from '../../shop/settings/settings-service.server.ts';
import { createAppraiseWorker } from '../appraisal/worker.server.ts';
import { rebuild } from '../contacts/rebuild.server.ts';
import { stageAppraiser } from '../stages/appraiser.server.ts';
import { CONCLUDED_TASK, createStagesHandler, STAGES_TASK } from '../stages/restage-task.server.ts';
import { createTestShop } from '../testing/shop.ts';
import { scoreAppraiser } from './appraiser.server.ts';
import { createScoreDueWorker } from './due-worker.server.ts';
import { ledgerPage } from './explain.server.ts';
import { createRescore, createScoringHandler, SCORING_TASK } from './rescore-task.server.ts';
import { shippedRule, type ShopRule } from './rule-set.ts';
import { createScoringService } from './service.server.ts';
import { writeRule } from './stored-rules.server.ts';

const own = (rule: Partial<ShopRule>): ShopRule => ({
  ...shippedRule('product.viewed'),
  id: 'own.one',
  name: 'One',
  trigger: { type: 'fact', kind: 'product.viewed', where: [] },
  ...rule,
});

const viewed = (person: string, at: number, product = '1'): NewFact => ({
  id: `${person}:${at}:${product}`,
  kind: 'product.viewed',
  identity: `email:${person}@example.com`,
  occurredAt: at,
  verified: true,
  subject: product,
});

async function scene({ db }: TestDatabase) {
  const { shop, clock, hear, understand } = await createTestShop(db, 'scores.myshopify.com');
  const appraiser = createAppraiseWorker({ db, clock, appraisers: [scoreAppraiser, stageAppraiser] });
  const dues = createScoreDueWorker({ db, clock, wake: () => {} });
  const drain = async (run: () => Promise<number | null>) => {
    for (let next = await run(); next !== null && next <= clock.now(); next = await run());
  };
  const appraise = () => drain(() => appraiser.run(shop));
  const handlers = {
    [SCORING_TASK]: createScoringHandler({ db, clock }),
    [STAGES_TASK]: createStagesHandler({ db, clock }),
  };
  const tasks = createTasksWorker({ db, clock, log: silentLog, handlers });
  const rescore = async (of: string) => {
    await createRescore({ db, clock, wake: () => {} })(of);
    await drain(() => tasks.run(of));
    await appraise();
  };
  return {
    shop,
    clock,
    hear,
    deps: { db, clock },
    read: db.read,
    tasks,
    rescore,
    settings: createSettingsService({ db }),
    appraise,
    async understand() {
      await understand();
      await appraise();
    },
    /** lets days pass, the work of each done on its day or all at once */
    async pass(days: number, daily: boolean) {
      const until = clock.now() + days * DAY;
      while (clock.now() < until) {
        clock.advance(daily ? DAY : until - clock.now());
        await drain(() => dues.run(shop));
        await appraise();
      }
    },
    async rule(rule: ShopRule) {
      await db.write((trx) => writeRule(trx, shop, rule, clock.now()));
      await rescore(shop);
    },
    ledger: () => db.read.selectFrom('score_entry').selectAll().where('shop', '=', shop).orderBy('id').execute(),
    scopes: () => db.read.selectFrom('contact_score').selectAll().where('shop', '=', shop).execute(),
    decisions: () =>
      db.read
        .selectFrom('decision')
        .select(['kind', 'before', 'after'])
        .where('shop', '=', shop)
        .orderBy('at')
        .execute(),
    contacts: () =>
      db.read
        .selectFrom('contact')
        .select(['email', 'score', 'temperature', 'stage', 'qualified'])
        .where('shop', '=', shop)
        .orderBy('email')
        .execute(),
    async rebuild() {
      await rebuild({ db, clock }, shop);
      await appraise();
    },
  };
}

type Scene = Awaited<ReturnType<typeof scene>>;

async function on(dialect: (typeof DIALECTS)[number], what: (scene: Scene) => Promise<void>) {
  const test = await createTestDatabase(dialect);
  try {
    await what(await scene(test));
  } finally {
    await test.dispose();
  }
}

describe.each(DIALECTS)('scores [%s]', (dialect) => {
  it('fade with the days, the same after a standstill as day by day, and a rebuild ends in the same ledger', async () => {
    const outcome = async (daily: boolean) => {
      let told: unknown;
      await on(dialect, async (shop) => {
        await shop.rule(own({ points: 40, halfLife: 7, expires: 30, scope: 'global' }));
        await shop.hear([viewed('ada', shop.clock.now()), viewed('bob', shop.clock.now() - 3 * DAY)]);
        await shop.understand();
        await shop.pass(40, daily);
        const ledger = await shop.ledger();
        expect(ledger.some(({ reason }) => reason === 'decayed')).toBe(true);
        expect(ledger.some(({ reason }) => reason === 'expired')).toBe(true);
        for (const { email, score } of await shop.contacts()) {
          const contact = ledger.find(({ fact }) => fact.startsWith(email?.slice(0, 3) ?? '?'))?.contact;
          const sum = ledger.filter((entry) => entry.contact === contact).reduce((all, { points }) => all + points, 0);
          expect(score).toBe(sum);
        }
        const before = { ledger, contacts: await shop.contacts(), decisions: await shop.decisions() };
        await shop.rebuild();
        expect({
          ledger: await shop.ledger(),
          contacts: await shop.contacts(),
          decisions: await shop.decisions(),
        }).toEqual(before);
        told = { ledger, contacts: before.contacts };
      });
      return told;
    };
    expect(await outcome(false)).toEqual(await outcome(true));
  });

  it('stand at a temperature, and moving between them is a decision, once', () =>
    on(dialect, async (shop) => {
      await shop.rule(own({ points: 30, expires: 5 }));
      await shop.hear([viewed('ada', shop.clock.now())]);
      await shop.understand();
      expect(await shop.contacts()).toMatchObject([{ score: 31, temperature: 'warm', stage: 'mql' }]);
      await shop.hear([viewed('ada', shop.clock.now() + 1, '2')]);
      await shop.understand();
      expect(await shop.contacts()).toMatchObject([{ score: 62, temperature: 'hot' }]);
      await shop.pass(5, false);
      expect(await shop.contacts()).toMatchObject([{ score: 2, temperature: 'cold', stage: 'lead' }]);
      expect(await shop.decisions()).toEqual(
        expect.arrayContaining([
          { kind: 'temperature.moved', before: 'cold', after: 'warm' },
          { kind: 'temperature.moved', before: 'warm', after: 'hot' },
          { kind: 'temperature.moved', before: 'hot', after: 'cold' },
          { kind: 'stage.moved', before: null, after: 'lead' },
          { kind: 'stage.moved', before: 'lead', after: 'mql' },
          { kind: 'stage.moved', before: 'mql', after: 'lead' },
        ]),
      );
      expect(await shop.decisions()).toHaveLength(6);
    }));

  it('count a cap, a filter and a scope of their own', () =>
    on(dialect, async (shop) => {
      await shop.rule(
        own({
          points: 3,
          cap: { points: 5, days: 1 },
          scope: 'tag:shoes',
          trigger: { type: 'fact', kind: 'product.viewed', where: [{ property: 'subject', test: 'is', value: '7' }] },
        }),
      );
      const now = shop.clock.now();
      await shop.hear([viewed('ada', now, '7'), viewed('ada', now + 1, '7'), viewed('ada', now + 2, '8')]);
      await shop.understand();
      expect(await shop.scopes()).toMatchObject([{ scope: 'tag:shoes', score: 5 }]);
      expect(await shop.contacts()).toMatchObject([{ score: 2 }]);
      // a rule that is switched off leaves nothing
      await shop.rule(own({ on: false, points: 3 }));
      expect(await shop.scopes()).toEqual([]);
    }));

  it('give points for what is so, for as long as it is', () =>
    on(dialect, async (shop) => {
      const when = { type: 'orders.count', op: 'eq', value: 0 } as const;
      await shop.hear([viewed('ada', shop.clock.now())]);
      await shop.understand();
      await shop.rule(own({ points: 7, trigger: { type: 'condition', condition: { version: 1, when } } }));
      expect(await shop.contacts()).toMatchObject([{ score: 8 }]);
      await shop.rule(
        own({ points: 7, trigger: { type: 'condition', condition: { version: 1, when: { type: 'not', of: when } } } }),
      );
      expect(await shop.contacts()).toMatchObject([{ score: 1 }]);
    }));

  it('are less for somebody who has not been seen for long, until she is back', () =>
    on(dialect, async (shop) => {
      // an account is for good: it does not fade as a look does
      const made = { ...viewed('ada', shop.clock.now()), kind: 'customer.created' } as const;
      await shop.hear([made]);
      await shop.understand();
      await shop.pass(59, false);
      expect(await shop.contacts()).toMatchObject([{ score: 5 }]);
      await shop.pass(1, false);
      expect(await shop.contacts()).toMatchObject([{ score: -5 }]);
      await shop.hear([viewed('ada', shop.clock.now())]);
      await shop.understand();
      expect(await shop.contacts()).toMatchObject([{ score: 6 }]);
    }));

  it('of behaviour are half after a month by the rules that ship, and the ledger says what they were for', () =>
    on(dialect, async (shop) => {
      const began = { ...viewed('ada', shop.clock.now(), 'c1'), kind: 'checkout.started' } as const;
      const looked = { ...viewed('ada', shop.clock.now(), '7'), data: { title: 'Linen shirt' } };
      await shop.hear([began, looked]);
      await shop.understand();
      expect(await shop.contacts()).toMatchObject([{ score: 6 }]);
      await shop.pass(31, false);
      expect(await shop.contacts()).toMatchObject([{ score: 2 }]);
      const contact = (await shop.ledger())[0]?.contact ?? '';
      const { lines, next } = await ledgerPage(shop.read, shop.shop, contact);
      expect(next).toBeNull();
      expect(lines.reduce((sum, { points }) => sum + points, 0)).toBe(2);
      expect(lines.find(({ rule, reason }) => rule === 'product.viewed' && reason === 'earned')).toMatchObject({
        about: 'Linen shirt',
      });
      expect(lines.find(({ reason }) => reason === 'decayed')).toMatchObject({ about: null, fact: '' });
    }));

  it('know a rule again that was removed, as it was, and count without it until then', () =>
    on(dialect, async (shop) => {
      const scoring = createScoringService({ ...shop.deps, settings: shop.settings, rescore: shop.rescore });
      await shop.hear([viewed('ada', shop.clock.now())]);
      await shop.understand();
      const form = {
        ...own({ points: 7 }),
        id: null,
        trigger: { type: 'fact' as const, kind: 'product.viewed' as const, where: [] },
      };
      await scoring.save(shop.shop, { ...form, id: null });
      const { rules } = await scoring.rules(shop.shop);
      const { id } = rules.find(({ name }) => name === 'One')!;
      expect(await shop.contacts()).toMatchObject([{ score: 8 }]);
      await scoring.remove(shop.shop, id);
      expect(await shop.contacts()).toMatchObject([{ score: 1 }]);
      expect((await scoring.rules(shop.shop)).rules.some((rule) => rule.id === id)).toBe(false);
      // somebody else's undo brings nothing here
      await scoring.restore('other.myshopify.com', id);
      expect(await shop.contacts()).toMatchObject([{ score: 1 }]);
      await scoring.restore(shop.shop, id);
      expect(await shop.contacts()).toMatchObject([{ score: 8 }]);
      expect((await scoring.rules(shop.shop)).rules).toEqual(rules);

      // one that ships, switched off and set back: undone, it is off again
      const shipped = shippedRule('product.viewed');
      await scoring.save(shop.shop, { ...shipped, trigger: { type: 'shipped' }, on: false });
      expect(await shop.contacts()).toMatchObject([{ score: 7 }]);
      await scoring.remove(shop.shop, shipped.id);
      expect(await shop.contacts()).toMatchObject([{ score: 8 }]);
      await scoring.restore(shop.shop, shipped.id);
      expect(await shop.contacts()).toMatchObject([{ score: 7 }]);
      // what was removed days ago is forgotten when the next rule is saved
      await scoring.remove(shop.shop, id);
      shop.clock.advance(2 * DAY);
      await scoring.save(shop.shop, { ...shipped, trigger: { type: 'shipped' }, on: true });
      await scoring.restore(shop.shop, id);
      expect((await scoring.rules(shop.shop)).rules.some((rule) => rule.id === id)).toBe(false);
    }));

  it('stop being counted anew when they are told to, and go on from there', () =>
    on(dialect, async (shop) => {
      const people = Array.from({ length: 60 }, (_, n) => viewed(`p${n}`, shop.clock.now()));
      await shop.hear(people);
      await shop.understand();
      const tasks = createTasksService({ ...shop.deps, wake: () => {} });
      const counts = async () => new Set((await shop.contacts()).map(({ score }) => score));
      await shop.deps.db.write((trx) =>
        writeRule(trx, shop.shop, { ...shippedRule('product.viewed'), points: 4 }, shop.clock.now()),
      );
      await createRescore({ ...shop.deps, wake: () => {} })(shop.shop);
      await shop.tasks.run(shop.shop);
      const [task] = await tasks.list(shop.shop, [SCORING_TASK]);
      await tasks.stop(shop.shop, task?.id ?? '');
      expect(await shop.tasks.run(shop.shop)).toBeNull();
      expect(await counts()).toEqual(new Set([1, 4]));
      expect(await tasks.get(shop.shop, task?.id ?? '')).toMatchObject({
        state: 'attention',
        reason: 'stopped',
        doneCount: 25,
      });
      await tasks.retry(shop.shop, task?.id ?? '');
      while ((await shop.tasks.run(shop.shop)) !== null);
      expect(await counts()).toEqual(new Set([4]));
    }));

  it('counted by what an earlier release knew are looked at once, at the next start', () =>
    on(dialect, async (shop) => {
      await shop.hear([viewed('ada', shop.clock.now() - 40 * DAY)]);
      await shop.understand();
      const earlier = () =>
        shop.deps.db.write((trx) =>
          trx.updateTable('contact').set({ score: 1, stage_since: null }).where('shop', '=', shop.shop).execute(),
        );
      const start = async () => {
        await scheduleEverywhere(shop.deps, CONCLUDED_TASK);
        while ((await shop.tasks.run(shop.shop)) !== null);
        await shop.appraise();
      };
      await earlier();
      await start();
      expect(await shop.contacts()).toMatchObject([{ score: 0 }]);
      const rows = await shop.read.selectFrom('contact').select('stage_since').where('shop', '=', shop.shop).execute();
      expect(rows).toEqual([{ stage_since: shop.clock.now() - 40 * DAY }]);
      await earlier();
      await start();
      expect(await shop.contacts()).toMatchObject([{ score: 1 }]);
    }));
});
