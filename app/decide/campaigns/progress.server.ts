// How far a campaign has come, and what to expect of the next one.
import { sql } from 'kysely';
import type { Database } from '../../platform/db/db.ts';
import { decodeReason } from '../journeys/reason.ts';
import { type Metric, METRICS } from './plan.ts';
import { USUAL } from './sample-size.ts';
import { isUnderWay } from './states.ts';
import type { Campaign } from './store.server.ts';
import { didSql } from './test-arms.server.ts';

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
}

/** States of messages that have not gone for sure. */
const NOT_GONE = ['queued', 'claimed', 'submitting', 'unknown', 'refused', 'skipped'];

/** Mails that tell what to expect, and how many of them it takes. */
const LATEST = 2000;
const LEAST = 200;

export type CampaignProgressReader = ReturnType<typeof createCampaignProgress>;

export function createCampaignProgress({ db }: { db: Database }) {
  return {
    /** Of one campaign, with the reasons of those that did not leave. */
    async one({ shop, id, state, counts }: Campaign): Promise<CampaignProgress> {
      // asked again and again while it goes out: whoever is not of the few that have not gone has gone
      const under = isUnderWay(state);
      const states = await db.read
        .selectFrom('message')
        .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
        .where('shop', '=', shop)
        .where('campaign', '=', id)
        .$if(under, (query) => query.where('state', 'in', NOT_GONE))
        .groupBy('state')
        .execute();
      const count = (...names: string[]) =>
        states.reduce((sum, row) => sum + (names.includes(row.state) ? Number(row.count) : 0), 0);
      const progress = {
        waiting: count('queued', 'claimed', 'submitting'),
        submitted: under ? Math.max(0, counts.queued - count(...NOT_GONE)) : count('submitted'),
        unknown: count('unknown'),
        refused: count('refused'),
      };
      if (count('skipped') === 0) return { ...progress, skipped: [] };
      const rows = await db.read
        .selectFrom('message')
        .select(['reason', ({ fn }) => fn.countAll<number>().as('count')])
        .where('shop', '=', shop)
        .where('campaign', '=', id)
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
  };
}
