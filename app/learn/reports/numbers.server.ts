// Reads the numbers of reports: from counters only, never from what was counted.
import type { Conversion } from '../../decide/campaigns/conversion.ts';
import { readPlan } from '../../decide/campaigns/plan.ts';
import { channelsOfJourneys } from '../../decide/journeys/versions.server.ts';
import { type Channel, CHANNELS } from '../../listen/facts/fact.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Metric } from '../tallies/mark.ts';
import type { Period } from './period.ts';
import type { Counts } from './rates.ts';
import { type SentVersion, versionsOfCampaign } from './sent-versions.server.ts';

export interface SubjectCounts {
  subject: string;
  counts: Counts;
}

export interface DayCounts {
  day: string;
  counts: Counts;
}

export interface SplitCounts {
  split: string;
  counts: Counts;
}

export interface Reconciled {
  currency: string;
  /** what the store sold, and what of it is counted for a message; net, minor units */
  store: number;
  credited: number;
  storeOrders: number;
  creditedOrders: number;
}

export interface NumbersService {
  /** of one subject: all | store | channel:… | journey:… | campaign:… | template:… | version:TEMPLATE:… | variant:CAMPAIGN:… */
  of(shop: string, subject: string, period: Period): Promise<Counts>;
  /** of some subjects, over all their days; who has none is left out */
  totals(shop: string, subjects: readonly string[]): Promise<Map<string, Counts>>;
  byDay(shop: string, subject: string, period: Period): Promise<DayCounts[]>;
  /** @param kind what stands before the colon: device, hour, rfm, segment, link */
  bySplit(shop: string, subject: string, kind: string, period: Period): Promise<SplitCounts[]>;
  /** all subjects of a kind (campaign, journey, template, channel, version:TEMPLATE), the most submitted first */
  bySubject(shop: string, kind: string, period: Period, limit: number): Promise<SubjectCounts[]>;
  reconcile(shop: string, period: Period): Promise<Reconciled>;
  /** What merchants call campaigns and templates, by id; what is not found is left out. */
  names(shop: string, kind: string, ids: readonly string[]): Promise<Map<string, string>>;
  /** On which channels campaigns, journeys, templates and channels themselves go out, by id; what is not found is left out. */
  channels(shop: string, kind: string, ids: readonly string[]): Promise<Map<string, readonly Channel[]>>;
  versionsOfCampaign(shop: string, campaign: string): Promise<SentVersion[]>;
  /** an order, where nothing else is known */
  conversionOf(shop: string, campaign: string): Promise<Conversion>;
}

export function createNumbersService({ db }: { db: Database }): NumbersService {
  const counters = (shop: string, { from, to }: Period) =>
    db.read
      .selectFrom('tally')
      .select((eb) => ['metric', eb.fn.sum<number>('count').as('count')])
      .where('shop', '=', shop)
      .where('day', '>=', from)
      .where('day', '<=', to);

  async function of(shop: string, subject: string, period: Period): Promise<Counts> {
    const rows = await counters(shop, period)
      .where('subject', '=', subject)
      .where('split', '=', '')
      .groupBy('metric')
      .execute();
    return countsOf(rows);
  }

  return {
    of,

    async totals(shop, subjects) {
      if (subjects.length === 0) return new Map();
      const rows = await db.read
        .selectFrom('tally')
        .select((eb) => ['subject', 'metric', eb.fn.sum<number>('count').as('count')])
        .where('shop', '=', shop)
        .where('subject', 'in', [...subjects])
        .where('split', '=', '')
        .groupBy(['subject', 'metric'])
        .execute();
      return new Map(grouped(rows, ({ subject }) => subject));
    },

    async byDay(shop, subject, period) {
      const rows = await counters(shop, period)
        .select('day')
        .where('subject', '=', subject)
        .where('split', '=', '')
        .groupBy(['day', 'metric'])
        .orderBy('day')
        .execute();
      return grouped(rows, ({ day }) => day).map(([day, counts]) => ({ day, counts }));
    },

    async bySplit(shop, subject, kind, period) {
      const rows = await counters(shop, period)
        .select('split')
        .where('subject', '=', subject)
        .where('split', '>=', `${kind}:`)
        .where('split', '<', `${kind};`)
        .groupBy(['split', 'metric'])
        .execute();
      return grouped(rows, ({ split }) => split.slice(kind.length + 1)).map(([split, counts]) => ({ split, counts }));
    },

    async bySubject(shop, kind, period, limit) {
      const rows = await counters(shop, period)
        .select('subject')
        .where('subject', '>=', `${kind}:`)
        .where('subject', '<', `${kind};`)
        .where('split', '=', '')
        .groupBy(['subject', 'metric'])
        .execute();
      return grouped(rows, ({ subject }) => subject.slice(kind.length + 1))
        .map(([subject, counts]) => ({ subject, counts }))
        .toSorted((a, b) => (b.counts.submitted ?? 0) - (a.counts.submitted ?? 0) || (a.subject < b.subject ? -1 : 1))
        .slice(0, limit);
    },

    async names(shop, kind, ids) {
      if ((kind !== 'campaign' && kind !== 'template') || ids.length === 0) return new Map();
      const rows = await db.read
        .selectFrom(kind)
        .select(['id', 'name'])
        .where('shop', '=', shop)
        .where('id', 'in', ids)
        .execute();
      return new Map(rows.map(({ id, name }) => [id, name]));
    },

    async channels(shop, kind, ids) {
      if (kind === 'channel') return new Map(CHANNELS.filter((one) => ids.includes(one)).map((one) => [one, [one]]));
      if (kind === 'journey') return channelsOfJourneys(db.read, shop, ids);
      if ((kind !== 'campaign' && kind !== 'template') || ids.length === 0) return new Map();
      const rows = await db.read
        .selectFrom(kind)
        .select(['id', 'channel'])
        .where('shop', '=', shop)
        .where('id', 'in', ids)
        .execute();
      return new Map(rows.map(({ id, channel }) => [id, [channel as Channel]]));
    },

    async conversionOf(shop, campaign) {
      const row = await db.read
        .selectFrom('campaign')
        .select('plan')
        .where('shop', '=', shop)
        .where('id', '=', campaign)
        .executeTakeFirst();
      return row ? readPlan(row.plan).conversion : 'order';
    },

    versionsOfCampaign: (shop, campaign) => versionsOfCampaign(db, shop, campaign),

    async reconcile(shop, period) {
      const row = await db.read.selectFrom('shop').select('currency').where('shop', '=', shop).executeTakeFirst();
      const [store, all] = [await of(shop, 'store', period), await of(shop, 'all', period)];
      return {
        currency: row?.currency ?? 'USD',
        store: (store.revenue ?? 0) - (store.refunded ?? 0),
        credited: (all.revenue ?? 0) - (all.refunded ?? 0),
        storeOrders: store.orders ?? 0,
        creditedOrders: all.orders ?? 0,
      };
    },
  };
}

interface Row {
  metric: string;
  count: number;
}

const countsOf = (rows: readonly Row[]): Counts =>
  Object.fromEntries(rows.map(({ metric, count }) => [metric as Metric, Number(count)]));

function grouped<R extends Row>(rows: readonly R[], key: (row: R) => string): [string, Counts][] {
  return [...Map.groupBy(rows, key)].map(([name, some]) => [name, countsOf(some)]);
}
