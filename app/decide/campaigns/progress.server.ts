// How far a campaign has come, and what it brought so far.
import { sql } from 'kysely';
import type { Database } from '../../platform/db/db.ts';
import { decodeReason } from '../journeys/reason.ts';
import { didSql, testArms } from './test-arms.server.ts';
import { type Metric, METRICS, type Plan } from './plan.ts';
import { USUAL } from './sample-size.ts';
import type { Arm } from './sequential-test.ts';

export interface CampaignProgress {
  /** waits to leave, or is on the wire */
  waiting: number;
  submitted: number;
  /** may or may not have arrived */
  unknown: number;
  /** refused by the mail server for good */
  refused: number;
  /** left out at the last look, by reason */
  skipped: { reason: string; count: number }[];
  /** orders that are credited to it; net of refunds, minor units */
  orders: number;
  revenue: number;
}

/** Mails that tell what to expect, and how many of them it takes. */
const LATEST = 2000;
const LEAST = 200;

export type CampaignProgressReader = ReturnType<typeof createCampaignProgress>;

export function createCampaignProgress({ db }: { db: Database }) {
  return {
    /** For each campaign that is asked for; by the index of states, without a look at the messages themselves. */
    async of(shop: string, campaigns: readonly string[]): Promise<Map<string, CampaignProgress>> {
      const progress = new Map<string, CampaignProgress>();
      if (campaigns.length === 0) return progress;
      const states = await db.read
        .selectFrom('message')
        .select(['campaign', 'state', ({ fn }) => fn.countAll<number>().as('count')])
        .where('shop', '=', shop)
        .where('campaign', 'in', [...campaigns])
        .groupBy(['campaign', 'state'])
        .execute();
      const credits = await db.read
        .selectFrom('credit')
        .innerJoin('message', (join) =>
          join.onRef('message.shop', '=', 'credit.shop').onRef('message.id', '=', 'credit.message'),
        )
        .select(['message.campaign', ({ fn }) => fn.countAll<number>().as('orders')])
        .select(({ fn }) => [fn.sum<number>('amount').as('amount'), fn.sum<number>('refunded').as('refunded')])
        .where('credit.shop', '=', shop)
        .where('message.campaign', 'in', [...campaigns])
        .groupBy('message.campaign')
        .execute();
      for (const id of campaigns) {
        const hers = states.filter((row) => row.campaign === id);
        const count = (...names: string[]) =>
          hers.reduce((sum, row) => sum + (names.includes(row.state) ? Number(row.count) : 0), 0);
        const brought = credits.find((row) => row.campaign === id);
        progress.set(id, {
          waiting: count('queued', 'claimed', 'submitting'),
          submitted: count('submitted'),
          unknown: count('unknown'),
          refused: count('refused'),
          skipped: [{ reason: '', count: count('skipped') }].filter((row) => row.count > 0),
          orders: Number(brought?.orders ?? 0),
          revenue: Number(brought?.amount ?? 0) - Number(brought?.refunded ?? 0),
        });
      }
      return progress;
    },

    /** Of one campaign, with the reasons of those that did not leave. */
    async one(shop: string, campaign: string): Promise<CampaignProgress | null> {
      const progress = (await this.of(shop, [campaign])).get(campaign);
      if (!progress) return null;
      if (progress.skipped.length === 0) return progress;
      const rows = await db.read
        .selectFrom('message')
        .select(['reason', ({ fn }) => fn.countAll<number>().as('count')])
        .where('shop', '=', shop)
        .where('campaign', '=', campaign)
        .where('state', '=', 'skipped')
        .groupBy('reason')
        .orderBy('count', 'desc')
        .limit(5000)
        .execute();
      const sums = new Map<string, number>();
      for (const { reason, count } of rows) {
        const { code = '' } = decodeReason(reason) ?? {};
        sums.set(code, (sums.get(code) ?? 0) + Number(count));
      }
      return { ...progress, skipped: [...sums].map(([reason, count]) => ({ reason, count })) };
    },

    /** What mails of the shop did lately, for what to expect of a test; the usual where there were too few. */
    async base(shop: string): Promise<Record<Metric, number>> {
      const latest = sql`(select id, contact, submitted_at from message where shop = ${shop} and state = 'submitted'
        order by created_at desc limit ${sql.lit(LATEST)}) as message`;
      const { rows } = await sql<Record<Metric | 'sent', number>>`select count(*) as sent, ${sql.join(
        METRICS.map((metric) => sql`count(*) filter (where ${didSql(shop, metric)}) as ${sql.ref(metric)}`),
      )} from ${latest}`.execute(db.read);
      const [found] = rows;
      const sent = Number(found?.sent ?? 0);
      const rate = (metric: Metric) => {
        const did = Number(found?.[metric] ?? 0);
        return sent < LEAST || did === 0 ? USUAL[metric] : Math.min(0.95, did / sent);
      };
      return { opened: rate('opened'), clicked: rate('clicked'), converted: rate('converted') };
    },

    /** What the recipients of each variant did. */
    arms: (shop: string, campaign: string, plan: Plan, metric: Metric): Promise<Arm[]> =>
      testArms(db.read, shop, campaign, plan, metric),
  };
}
