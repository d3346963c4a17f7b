// How many contacts stand where, and what they spent: read once for every page that counts them.
import { sql } from 'kysely';
import { createCostCache } from '../../platform/cache/by-cost.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { RFM_GROUPS } from './groups.ts';

/** Customers that share an RFM cell. */
export interface CellStanding {
  group: string;
  r: number;
  f: number;
  m: number;
  contacts: number;
  orders: number;
  /** net spend, minor units */
  revenue: number;
  /** those whom Shopify puts into a group too, and those of them whom it puts into the same */
  named: number;
  agreed: number;
}

export interface Standings {
  stages: { stage: string; contacts: number }[];
  /** visitors first seen in the last 30 days */
  freshVisitors: number;
  cells: CellStanding[];
}

export const FRESH_DAYS = 30;
const SHOPS_KEPT = 200;
const SCORED = RFM_GROUPS.filter((group) => group !== 'prospects');

export type StandingsReader = (shop: string) => Promise<Standings>;

/** Kept the longer, the more contacts a shop has: see `createCostCache`. */
export function createStandings({ db, clock }: { db: Database; clock: Clock }): StandingsReader {
  const kept = createCostCache({
    clock,
    max: SHOPS_KEPT,
    load: async (shop) => ({
      stages: await readStages(db, shop),
      freshVisitors: await countFreshVisitors(db, shop, clock.now() - FRESH_DAYS * DAY),
      cells: await readCells(db, shop),
    }),
  });
  return (shop) => kept.get(shop);
}

async function readStages(db: Database, shop: string) {
  const rows = await db.read
    .selectFrom('contact')
    .select((eb) => ['stage', eb.fn.countAll<number>().as('contacts')])
    .where('shop', '=', shop)
    .groupBy('stage')
    .execute();
  return rows.map(({ stage, contacts }) => ({ stage, contacts: Number(contacts) }));
}

/** Walks the index of the last visit, which cannot be before the first. */
async function countFreshVisitors(db: Database, shop: string, since: number): Promise<number> {
  const row = await db.read
    .selectFrom('contact')
    .select((eb) => eb.fn.countAll<number>().as('contacts'))
    .where('shop', '=', shop)
    .where('stage', '=', 'visitor')
    .where('last_seen_at', '>=', since)
    .where('first_seen_at', '>=', since)
    .executeTakeFirstOrThrow();
  return Number(row.contacts);
}

/** The groups are named, so that the index of the groups leads to those who have bought and past everybody else. */
async function readCells(db: Database, shop: string): Promise<CellStanding[]> {
  const rows = await db.read
    .selectFrom('contact')
    .select(['rfm_group as group', 'r', 'f', 'm'])
    .select((eb) => [
      eb.fn.countAll<number>().as('contacts'),
      eb.fn.sum<number>('orders_count').as('orders'),
      eb.fn.sum<number>('net_spent').as('revenue'),
      eb.fn.count<number>('shopify_rfm').as('named'),
      sql<number>`sum(case when lower(shopify_rfm) = rfm_group then 1 else 0 end)`.as('agreed'),
    ])
    .where('shop', '=', shop)
    .where('rfm_group', 'in', SCORED)
    .groupBy(['rfm_group', 'r', 'f', 'm'])
    .execute();
  return rows.map(({ group, r, f, m, ...row }) => ({
    group,
    r: r ?? 0,
    f: f ?? 0,
    m: m ?? 0,
    contacts: Number(row.contacts),
    orders: Number(row.orders),
    revenue: Number(row.revenue),
    named: Number(row.named),
    agreed: Number(row.agreed),
  }));
}
