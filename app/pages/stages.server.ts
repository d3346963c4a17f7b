import type { Database } from '../platform/db/db.ts';
import { stageHistory, type StagesByHand } from '../understand/stages/by-hand.server.ts';
import type { Temperature } from '../understand/scoring/bands.ts';
import type { Stage, StageBy } from '../understand/stages/rules.ts';
import type { StagesService } from '../understand/stages/service.server.ts';
import type { StageSettings } from '../understand/stages/settings.server.ts';
import type { ConditionPages } from '../ui/views/condition-views.ts';
import type { StagePages } from '../ui/views/stage-views.ts';

interface Deps {
  db: Database;
  stages: StagesService;
  stageSettings: StageSettings;
  stagesByHand: StagesByHand;
  conditions: Pick<ConditionPages, 'book'>;
}

export function createStagePages({ db, stages, stageSettings, stagesByHand, conditions }: Deps): StagePages {
  return {
    async view(shop) {
      const [rules, overview, objectives, times] = await Promise.all([
        stageSettings.rules(shop),
        stages.overview(shop),
        stageSettings.objectives(shop),
        stageSettings.times(shop),
      ]);
      const { mql, sql, unqualified } = rules;
      return {
        rules,
        names: await conditions.book(shop, [mql, sql, ...(unqualified ? [unqualified] : [])]),
        counts: overview.stages.map(({ stage, contacts }) => ({ stage, contacts })),
        objectives,
        times,
      };
    },
    async condition(shop, of) {
      const condition = (await stageSettings.rules(shop))[of];
      return { condition, names: condition ? await conditions.book(shop, [condition]) : {} };
    },
    setNumbers: (shop, numbers) => stageSettings.setNumbers(shop, numbers),
    setCondition: (shop, of, condition) => stageSettings.setCondition(shop, of, condition),
    async of(shop, contact) {
      const row = await db.read
        .selectFrom('contact')
        .select(['stage', 'stage_by', 'stage_since', 'temperature', 'qualified', 'automated', 'orders_count'])
        .where('shop', '=', shop)
        .where('id', '=', contact)
        .executeTakeFirst();
      if (!row) return null;
      const stage = row.stage as Stage;
      const [{ loyalOrders }, why] = await Promise.all([
        stageSettings.rules(shop),
        row.stage_by === 'rule' && row.automated === 1 ? stageSettings.why(shop, contact, stage) : [],
      ]);
      const asked = why.map(({ condition }) => condition);
      return {
        stage,
        by: row.stage_by as StageBy,
        since: row.stage_since,
        orders: row.orders_count,
        loyalOrders,
        automated: row.automated === 1,
        why,
        names: await conditions.book(shop, asked),
        temperature: row.temperature as Temperature,
        qualified: row.qualified === 1,
        history: await stageHistory(db.read, shop, contact),
      };
    },
    setByHand: (shop, contact, stage, told) => stagesByHand.set(shop, contact, stage, told),
    release: (shop, contact, who) => stagesByHand.release(shop, contact, who),
  };
}
