import { createCostCache } from '../../platform/cache/by-cost.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { type SettingsChange, type SettingsService } from '../../shop/settings/settings-service.server.ts';
import type { Condition } from '../conditions/condition.ts';
import { measureObjectives, type Objective } from './objectives.server.ts';
import { queueRestage } from './restage-task.server.ts';
import type { Stage } from './rules.ts';
import { stageRulesOf, type StageRules } from './stage-rules.ts';
import { timeInStages, type TimeInStage } from './time-in-stage.server.ts';
import { whyStage, type StageWhy } from './why-stage.server.ts';

export type StageSettings = ReturnType<typeof createStageSettings>;

interface Deps {
  db: Database;
  clock: Clock;
  settings: SettingsService;
  wake: Wake;
}

const SHOPS_KEPT = 200;

/** What a stage asks for, and how far those who come to it get. */
export function createStageSettings({ db, clock, settings, wake }: Deps) {
  const measured = createCostCache({
    clock,
    max: SHOPS_KEPT,
    load: (key) => {
      const [days = '', shop = ''] = key.split(' ');
      return measureObjectives({ db, clock }, shop, Number(days));
    },
  });

  const times = createCostCache({ clock, max: SHOPS_KEPT, load: (shop) => timeInStages({ db, clock }, shop) });

  const rules = async (shop: string): Promise<StageRules> => stageRulesOf((await settings.get(shop)).stages);

  async function change(shop: string, stages: NonNullable<SettingsChange['stages']>): Promise<void> {
    await settings.update(shop, { stages });
    await db.write((trx) => queueRestage(trx, shop, clock.now()));
    wake('tasks', shop, clock.now());
  }

  return {
    rules,
    async objectives(shop: string): Promise<Objective[]> {
      const { objectiveDays } = await rules(shop);
      return measured.get(`${objectiveDays} ${shop}`);
    },
    times: (shop: string): Promise<TimeInStage[]> => times.get(shop),
    /** which conditions put a contact at the stage where the rules have put it */
    why: (shop: string, contact: string, stage: Stage): Promise<StageWhy[]> =>
      whyStage({ db, clock }, shop, contact, stage),
    setNumbers: (shop: string, numbers: Pick<StageRules, 'loyalOrders' | 'goBack' | 'objectiveDays'>) =>
      change(shop, numbers),
    /** @param condition null: as it ships */
    setCondition: (shop: string, of: 'mql' | 'sql' | 'unqualified', condition: Condition | null) =>
      change(shop, { [of]: condition && JSON.stringify(condition) }),
  };
}
