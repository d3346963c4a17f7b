import { dayCounter } from '../../platform/clock/day-counter.ts';
import { createCostCache } from '../../platform/cache/by-cost.ts';
import { type Clock, DAY } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Settings } from '../../shop/settings/settings.ts';
import { type Differing, differingFromShopify } from './differing.server.ts';
import { gridOf, type GridCell } from './grid.ts';
import { RFM_GROUPS, type RfmGroup } from './groups.ts';
import * as history from './history.server.ts';
import { previewRfm, type CutsPreview } from './preview.server.ts';
import { refreshRfm } from './refresh.server.ts';
import { type FrozenCuts, parseFrozenCuts } from './rules.ts';
import { createStandings, type StandingsReader } from './standing.server.ts';

export interface GroupLine {
  group: RfmGroup;
  contacts: number;
  orders: number;
  /** net spend of its contacts, minor units */
  revenue: number;
  /** contacts that came into and left the group in the last days */
  entered: number;
  left: number;
}

export interface Move {
  from: RfmGroup;
  to: RfmGroup;
  contacts: number;
}

export interface RfmOverview {
  groups: GroupLine[];
  grid: GridCell[];
  /** the last `days` days, the most frequent first */
  moves: Move[];
  days: number;
  cuts: FrozenCuts | null;
  /** the day of the last refresh; null when one is due */
  day: string | null;
  /** contacts whom Shopify puts into a group too, and those of them whom it puts into the same */
  shopify: { named: number; agreed: number };
}

export interface RfmHistory {
  period: history.Period;
  /** the first day of which anything is known; null when nothing is */
  first: string | null;
  today: string;
  movements: history.Movement[];
  days: history.DayLine[];
}

export type RfmService = ReturnType<typeof createRfmService>;

const SHOPS_KEPT = 200;
const DAYS_SHOWN = 30;

interface Deps {
  db: Database;
  clock: Clock;
  standings?: StandingsReader;
}

export function createRfmService({ db, clock, standings = createStandings({ db, clock }) }: Deps) {
  const moved = createCostCache({ clock, max: SHOPS_KEPT, load: (key) => movesSince(...keyParts(key)) });

  const moves = createCostCache({
    clock,
    max: SHOPS_KEPT,
    load: (key) => {
      const [from = '', to = '', shop = ''] = key.split(' ');
      return history.movementsBetween(db, shop, { from, to });
    },
  });

  return {
    async overview(shop: string, days = 7): Promise<RfmOverview> {
      const row = await db.read
        .selectFrom('shop')
        .select(['rfm_cuts', 'rfm_day'])
        .where('shop', '=', shop)
        .executeTakeFirst();
      const { cells, stages } = await standings(shop);
      const lately = await moved.get(`${days} ${shop}`);
      const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
      const moving = (side: 'from' | 'to', group: RfmGroup) =>
        sum(lately.map((move) => (move[side] === group ? move.contacts : 0)));
      // contacts that are only a device are nobody's prospects
      const known = sum(stages.map(({ stage, contacts }) => (stage === 'visitor' ? 0 : contacts)));
      const scored = sum(cells.map(({ contacts }) => contacts));
      return {
        groups: RFM_GROUPS.map((group) => {
          const own = cells.filter((each) => each.group === group);
          return {
            group,
            contacts: group === 'prospects' ? known - scored : sum(own.map(({ contacts }) => contacts)),
            orders: sum(own.map(({ orders }) => orders)),
            revenue: sum(own.map(({ revenue }) => revenue)),
            entered: moving('to', group),
            left: moving('from', group),
          };
        }),
        grid: gridOf(cells),
        moves: lately,
        days,
        cuts: parseFrozenCuts(row?.rfm_cuts ?? null),
        day: row?.rfm_day ?? null,
        shopify: { named: sum(cells.map(({ named }) => named)), agreed: sum(cells.map(({ agreed }) => agreed)) },
      };
    },
    /** takes the cut-points anew at once: after a merchant has changed how they are made */
    refresh: (shop: string) => refreshRfm({ db, clock }, shop),
    /** @param asked days, YYYY-MM-DD; what is no day, or in the wrong order, is the last 30 days */
    async history(shop: string, asked: { from: string | null; to: string | null }): Promise<RfmHistory> {
      const { period, today } = await periodOf(shop, asked);
      const [movements, days, first] = await Promise.all([
        moves.get(`${period.from} ${period.to} ${shop}`),
        history.daysBetween(db, shop, period),
        history.firstDay(db, shop),
      ]);
      return { period, first, today, movements, days };
    },
    async movers(
      shop: string,
      asked: { from: string | null; to: string | null; before: RfmGroup; group: RfmGroup; after?: string },
    ) {
      const { period } = await periodOf(shop, asked);
      const page = await history.moversBetween(db, shop, {
        from: asked.before,
        to: asked.group,
        period,
        ...(asked.after !== undefined && { after: asked.after }),
      });
      return { ...page, period };
    },
    /** contacts whom Shopify puts into another group, those who spent most first */
    differing: (shop: string, after: string | null): Promise<Differing> => differingFromShopify(db, shop, after),
    /** who would stand where with other settings */
    preview: (shop: string, rfm: Settings['rfm']): Promise<CutsPreview | null> => previewRfm({ db, clock }, shop, rfm),
  };

  async function periodOf(shop: string, { from, to }: { from: string | null; to: string | null }) {
    const row = await db.read.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirst();
    const calendar = dayCounter(row?.timezone ?? 'UTC');
    const today = calendar.day(clock.now());
    const until = Math.min(calendar.dayNamed(to ?? '') ?? today, today);
    const asked = calendar.dayNamed(from ?? '');
    const since = asked !== null && asked < until ? asked : until - DAYS_SHOWN;
    return { period: { from: calendar.name(since), to: calendar.name(until) }, today: calendar.name(today) };
  }

  function keyParts(key: string): [shop: string, since: number] {
    const [days = '', shop = ''] = key.split(' ');
    return [shop, clock.now() - Number(days) * DAY];
  }

  async function movesSince(shop: string, since: number): Promise<Move[]> {
    const rows = await db.read
      .selectFrom('decision')
      .select((eb) => ['before', 'after', eb.fn.countAll<number>().as('contacts')])
      .where('shop', '=', shop)
      .where('kind', '=', 'rfm.moved')
      .where('at', '>=', since)
      .groupBy(['before', 'after'])
      .execute();
    return rows
      .map(({ before, after, contacts }) => ({
        from: (before ?? 'prospects') as RfmGroup,
        to: after as RfmGroup,
        contacts,
      }))
      .sort((a, b) => b.contacts - a.contacts);
  }
}
