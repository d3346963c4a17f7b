import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Settings } from '../../shop/settings/settings.ts';
import type { Graph } from './graph.ts';
import { decodeReason, type Reason } from './reason.ts';
import { RECOVERY, recoveryGraph } from './recovery-recipe.ts';
import { currentJourneys } from './versions.server.ts';

export interface JourneySummary {
  id: string;
  name: string;
  recipe: string | null;
  on: boolean;
  version: number;
  /** passages by state */
  waiting: number;
  completed: number;
  exited: number;
  attention: number;
}

export interface StepSummary {
  node: string;
  outcome: string;
  reason: Reason | null;
  at: number;
}

export interface JourneysService {
  /** Creates what a new shop has, switched off; and a new version when the settings have changed. Safe to repeat. */
  applySettings(shop: string, settings: Settings): Promise<void>;
  setOn(shop: string, journey: string, on: boolean): Promise<boolean>;
  list(shop: string): Promise<JourneySummary[]>;
  get(shop: string, journey: string): Promise<(JourneySummary & { graph: Graph }) | null>;
  /** why a passage is where it is: every node it ran, oldest first */
  steps(shop: string, enrolment: string): Promise<StepSummary[]>;
}

export function createJourneysService({ db, clock }: { db: Database; clock: Clock }): JourneysService {
  async function list(shop: string): Promise<JourneySummary[]> {
    const journeys = await db.read.selectFrom('journey').selectAll().where('shop', '=', shop).orderBy('id').execute();
    const counts = await db.read
      .selectFrom('enrolment')
      .select((eb) => ['journey', 'state', eb.fn.countAll<number>().as('count')])
      .where('shop', '=', shop)
      .groupBy(['journey', 'state'])
      .execute();
    const count = (journey: string, state: string) =>
      Number(counts.find((row) => row.journey === journey && row.state === state)?.count ?? 0);
    return journeys.map((row) => ({
      id: row.id,
      name: row.name,
      recipe: row.recipe,
      on: row.status === 'on',
      version: row.version,
      waiting: count(row.id, 'waiting'),
      completed: count(row.id, 'completed'),
      exited: count(row.id, 'exited'),
      attention: count(row.id, 'attention'),
    }));
  }

  return {
    applySettings: (shop, settings) =>
      db.write((trx) => writeRecovery(trx, shop, settings, clock.now()), { lock: `journeys:${shop}` }),
    async setOn(shop, journey, on) {
      const result = await db.write((trx) =>
        trx
          .updateTable('journey')
          .set({ status: on ? 'on' : 'off', updated_at: clock.now() })
          .where('shop', '=', shop)
          .where('id', '=', journey)
          .executeTakeFirst(),
      );
      return result.numUpdatedRows > 0n;
    },
    list,
    async get(shop, journey) {
      const summary = (await list(shop)).find((one) => one.id === journey);
      const state = (await currentJourneys(db.read, shop)).find((one) => one.id === journey);
      return summary && state ? { ...summary, graph: state.graph } : null;
    },
    async steps(shop, enrolment) {
      const rows = await db.read
        .selectFrom('step')
        .select(['node', 'outcome', 'reason', 'at'])
        .where('shop', '=', shop)
        .where('enrolment', '=', enrolment)
        .orderBy('seq')
        .execute();
      return rows.map((row) => ({ ...row, reason: decodeReason(row.reason) }));
    },
  };
}

/** The recovery recipe of a shop: made once, off; versions are immutable, so a change is a new one. */
export async function writeRecovery(trx: Trx, shop: string, settings: Settings, now: number): Promise<void> {
  const { reminder, ...recovery } = settings.recovery;
  const graph = JSON.stringify(
    recoveryGraph({ ...recovery, watchDays: settings.credit.windowDays, reminder: reminder.on ? reminder : null }),
  );
  await trx
    .insertInto('journey')
    .values({ shop, id: RECOVERY, name: 'Recovery', recipe: RECOVERY, version: 0, created_at: now, updated_at: now })
    .onConflict((conflict) => conflict.columns(['shop', 'id']).doNothing())
    .execute();
  const { version } = await trx
    .selectFrom('journey')
    .select('version')
    .where('shop', '=', shop)
    .where('id', '=', RECOVERY)
    .executeTakeFirstOrThrow();
  const current = await trx
    .selectFrom('journey_version')
    .select('graph')
    .where('shop', '=', shop)
    .where('journey', '=', RECOVERY)
    .where('version', '=', version)
    .executeTakeFirst();
  if (current?.graph === graph) return;
  await trx
    .insertInto('journey_version')
    .values({ shop, journey: RECOVERY, version: version + 1, graph, created_at: now })
    .execute();
  await trx
    .updateTable('journey')
    .set({ version: version + 1, updated_at: now })
    .where('shop', '=', shop)
    .where('id', '=', RECOVERY)
    .execute();
}
