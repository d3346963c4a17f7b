import type { Database } from '../platform/db/db.ts';
import { stageHistory, type StagesByHand } from '../understand/stages/by-hand.server.ts';
import type { Temperature } from '../understand/scoring/bands.ts';
import type { Stage, StageBy } from '../understand/stages/rules.ts';
import type { StagesService } from '../understand/stages/service.server.ts';
import type { StageSettings } from '../understand/stages/settings.server.ts';
import type { StagePages } from '../ui/views/stage-views.ts';

interface Deps {
  db: Database;
  stages: StagesService;
  stageSettings: StageSettings;
  stagesByHand: StagesByHand;
}

export function createStagePages({ db, stages, stageSettings, stagesByHand }: Deps): StagePages {
  return {
    async view(shop) {
      const [rules, overview, objectives] = await Promise.all([
        stageSettings.rules(shop),
        stages.overview(shop),
        stageSettings.objectives(shop),
      ]);
      return {
        rules,
        counts: overview.stages.map(({ stage, contacts }) => ({ stage, contacts })),
        objectives,
      };
    },
    rules: (shop) => stageSettings.rules(shop),
    setNumbers: (shop, numbers) => stageSettings.setNumbers(shop, numbers),
    setCondition: (shop, of, condition) => stageSettings.setCondition(shop, of, condition),
    async of(shop, contact) {
      const row = await db.read
        .selectFrom('contact')
        .select(['stage', 'stage_by', 'temperature', 'qualified'])
        .where('shop', '=', shop)
        .where('id', '=', contact)
        .executeTakeFirst();
      if (!row) return null;
      return {
        stage: row.stage as Stage,
        by: row.stage_by as StageBy,
        temperature: row.temperature as Temperature,
        qualified: row.qualified === 1,
        history: await stageHistory(db.read, shop, contact),
      };
    },
    setByHand: (shop, contact, stage, told) => stagesByHand.set(shop, contact, stage, told),
    release: (shop, contact, who) => stagesByHand.release(shop, contact, who),
  };
}
