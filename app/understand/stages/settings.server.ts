import { createCostCache } from '../../platform/cache/by-cost.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { type SettingsChange, type SettingsService } from '../../shop/settings/settings-service.server.ts';
import type { Condition } from '../conditions/condition.ts';
import { measureObjectives, type Objective } from './objectives.server.ts';
import { queueRestage } from './restage-task.server.ts';
import { stageRulesOf, type StageRules } from './stage-rules.ts';

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
    setNumbers: (shop: string, numbers: Pick<StageRules, 'loyalOrders' | 'goBack' | 'objectiveDays'>) =>
      change(shop, numbers),
    /** @param condition null: as it ships */
    setCondition: (shop: string, of: 'mql' | 'sql' | 'unqualified', condition: Condition | null) =>
      change(shop, { [of]: condition && JSON.stringify(condition) }),
  };
}
