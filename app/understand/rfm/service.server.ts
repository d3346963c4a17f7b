import { type Clock, DAY } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { RFM_GROUPS, type RfmGroup } from './groups.ts';
import { refreshRfm } from './refresh.server.ts';
import { parseFrozenCuts, type FrozenCuts } from './rules.ts';

export interface GroupLine {
  group: RfmGroup;
  contacts: number;
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
  /** the last `days` days, the most frequent first */
  moves: Move[];
  days: number;
  cuts: FrozenCuts | null;
  /** the day of the last refresh; null when one is due */
  day: string | null;
}

export type RfmService = ReturnType<typeof createRfmService>;

export function createRfmService({ db, clock }: { db: Database; clock: Clock }) {
  return {
    async overview(shop: string, days = 7): Promise<RfmOverview> {
      const row = await db.read
        .selectFrom('shop')
        .select(['rfm_cuts', 'rfm_day'])
        .where('shop', '=', shop)
        .executeTakeFirst();
      // contacts that are only a device are nobody's prospects
      const found = await db.read
        .selectFrom('contact')
        .select((eb) => [
          'rfm_group',
          eb.fn.countAll<number>().as('contacts'),
          eb.fn.sum<number>('net_spent').as('revenue'),
        ])
        .where('shop', '=', shop)
        .where('stage', '<>', 'visitor')
        .groupBy('rfm_group')
        .execute();
      const moves = await movesSince(shop, clock.now() - days * DAY);
      const byGroup = new Map(found.map((line) => [line.rfm_group, line]));
      const sum = (side: 'from' | 'to', group: RfmGroup) =>
        moves.reduce((total, move) => total + (move[side] === group ? move.contacts : 0), 0);
      return {
        groups: RFM_GROUPS.map((group) => ({
          group,
          contacts: byGroup.get(group)?.contacts ?? 0,
          revenue: byGroup.get(group)?.revenue ?? 0,
          entered: sum('to', group),
          left: sum('from', group),
        })),
        moves,
        days,
        cuts: parseFrozenCuts(row?.rfm_cuts ?? null),
        day: row?.rfm_day ?? null,
      };
    },
    /** takes the cut-points anew at once: after a merchant has changed how they are made */
    refresh: (shop: string) => refreshRfm({ db, clock }, shop),
  };

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
