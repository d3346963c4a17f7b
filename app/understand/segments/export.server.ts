// Files of a segment's members: all of them as CSV, and those who may be marketed to as an audience for advertising.
import { stringify } from 'csv-stringify/sync';
import type { Database, Reader } from '../../platform/db/db.ts';
import { toMajorText } from '../../platform/money.ts';
import { safeCell } from '../contacts/export.server.ts';
import { type AudienceFormat, audienceHeader, audienceLine } from './audience.ts';
import { type Member, membersOf } from './members.server.ts';
import type { Segment } from './segment.ts';
import { findSegment } from './store.server.ts';

/** Whether contacts may be sent marketing now; whoever is not in the map has no address. Filled by the wing that sends. */
export type MayMarket = (
  reader: Reader,
  shop: string,
  contacts: readonly string[],
) => Promise<ReadonlyMap<string, { allowed: boolean; reason: { code: string; state?: string } }>>;

/** Why a member is not in an audience file. */
export const LEFT_OUT = [
  'no_address',
  'never_subscribed',
  'unsubscribed',
  'pending',
  'suppressed',
  'not_automated',
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export interface AudienceSummary {
  members: number;
  inFile: number;
  leftOut: Record<LeftOut, number>;
}

export type SegmentExports = ReturnType<typeof createSegmentExports>;

const PAGE = 1000;
const COLUMNS = [
  'email',
  'first_name',
  'last_name',
  'stage',
  'score',
  'orders_count',
  'net_spent',
  'currency',
] as const;

export function createSegmentExports({ db, mayMarket }: { db: Database; mayMarket: MayMarket }) {
  return {
    /**
     * CSV text, a page of members at a time in the order of their ids; null when there is no such segment.
     * @param after the id of the last member that arrived: what was broken off goes on behind it, without a heading
     */
    async csv(shop: string, id: string, after = ''): Promise<AsyncGenerator<string> | null> {
      const segment = await findSegment(db.read, shop, id);
      return segment && csvPages(shop, segment, after);
    },

    /** The same as a file for an advertising network: hashed, and without whoever may not be marketed to at that moment. */
    async audience(
      shop: string,
      id: string,
      format: AudienceFormat,
      after = '',
    ): Promise<AsyncGenerator<string> | null> {
      const segment = await findSegment(db.read, shop, id);
      return segment && audiencePages(shop, segment, format, after);
    },

    /** How many members such a file has, how many it leaves out, and why. */
    async summary(shop: string, id: string): Promise<AudienceSummary | null> {
      const segment = await findSegment(db.read, shop, id);
      if (!segment) return null;
      const leftOut = Object.fromEntries(LEFT_OUT.map((why) => [why, 0])) as Record<LeftOut, number>;
      const summary = { members: 0, inFile: 0, leftOut };
      for await (const page of pagesOf(shop, segment, '')) {
        const answers = await answersOf(shop, page);
        summary.members += page.length;
        for (const { id: contact } of page) {
          const why = answers.get(contact);
          if (why) summary.leftOut[why]++;
          else summary.inFile++;
        }
      }
      return summary;
    },
  };

  async function* pagesOf(shop: string, segment: Segment, from: string): AsyncGenerator<Member[]> {
    for (let after: string | null = from; after !== null;) {
      const page = await membersOf(db.read, shop, segment, { after, limit: PAGE });
      if (page.rows.length > 0) yield page.rows;
      after = page.next;
    }
  }

  async function* csvPages(shop: string, segment: Segment, after: string): AsyncGenerator<string> {
    if (after === '') yield stringify([[...COLUMNS, 'joined_at']]);
    for await (const page of pagesOf(shop, segment, after)) {
      yield stringify(
        page.map((row) => [
          safeCell(row.email),
          safeCell(row.firstName),
          safeCell(row.lastName),
          row.stage,
          row.score,
          row.ordersCount,
          row.currency === null ? '' : toMajorText(row.netSpent, row.currency),
          row.currency ?? '',
          new Date(row.joinedAt).toISOString(),
        ]),
      );
    }
  }

  async function* audiencePages(shop: string, segment: Segment, format: AudienceFormat, after: string) {
    if (after === '') yield audienceHeader(format);
    for await (const page of pagesOf(shop, segment, after)) {
      const answers = await answersOf(shop, page);
      const wanted = page.filter(({ id }) => !answers.has(id)).map(({ id }) => id);
      if (wanted.length === 0) continue;
      const people = await db.read
        .selectFrom('contact')
        .select(['email', 'phone', 'first_name', 'last_name', 'city', 'country'])
        .where('shop', '=', shop)
        .where('id', 'in', wanted)
        .orderBy('id')
        .execute();
      yield people
        .map((row) => audienceLine(format, { ...row, firstName: row.first_name, lastName: row.last_name }))
        .join('');
    }
  }

  /** Why each of those is left out who is. */
  async function answersOf(shop: string, page: readonly Member[]): Promise<Map<string, LeftOut>> {
    const ids = page.map(({ id }) => id);
    const may = await mayMarket(db.read, shop, ids);
    const optedOut = await db.read
      .selectFrom('contact')
      .select('id')
      .where('shop', '=', shop)
      .where('id', 'in', ids)
      .where('automated', '=', 0)
      .execute();
    const out = new Map<string, LeftOut>(optedOut.map(({ id }) => [id, 'not_automated']));
    for (const id of ids) {
      const answer = may.get(id);
      if (!answer) out.set(id, 'no_address');
      else if (!answer.allowed) out.set(id, reasonOf(answer.reason));
    }
    return out;
  }
}

function reasonOf({ code, state }: { code: string; state?: string }): LeftOut {
  if (code === 'suppressed') return 'suppressed';
  return state === 'unsubscribed' || state === 'pending' ? state : 'never_subscribed';
}
