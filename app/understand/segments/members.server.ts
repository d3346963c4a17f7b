import type { Reader } from '../../platform/db/db.ts';
import type { Segment } from './segment.ts';

export interface Member {
  id: string;
  email: string | null;
  firstName: string | null;
  lastName: string | null;
  stage: string;
  score: number;
  ordersCount: number;
  /** minor units */
  netSpent: number;
  currency: string | null;
  joinedAt: number;
}

export interface MembersPage {
  rows: Member[];
  /** of the following page; null on the last */
  next: string | null;
}

/** A page of a segment's members by the key of their rows: the page after a hundred thousand costs what the first does. */
export async function membersOf(
  reader: Reader,
  shop: string,
  { id, generation }: Pick<Segment, 'id' | 'generation'>,
  { after = '', limit = 50 }: { after?: string | null | undefined; limit?: number } = {},
): Promise<MembersPage> {
  const most = Math.min(Math.max(limit, 1), 1000);
  const rows = await reader
    .selectFrom('segment_member')
    .innerJoin('contact', (join) =>
      join.onRef('contact.shop', '=', 'segment_member.shop').onRef('contact.id', '=', 'segment_member.contact'),
    )
    .select(['contact.id', 'email', 'first_name', 'last_name', 'stage', 'score', 'orders_count', 'net_spent'])
    .select(['contact.currency', 'joined_at'])
    .where('segment_member.shop', '=', shop)
    .where('segment_member.segment', '=', id)
    .where('segment_member.generation', '=', generation)
    .where('segment_member.contact', '>', after ?? '')
    .orderBy('segment_member.contact')
    .limit(most + 1)
    .execute();
  const page = rows.slice(0, most);
  return {
    rows: page.map((row) => ({
      id: row.id,
      email: row.email,
      firstName: row.first_name,
      lastName: row.last_name,
      stage: row.stage,
      score: row.score,
      ordersCount: row.orders_count,
      netSpent: row.net_spent,
      currency: row.currency,
      joinedAt: row.joined_at,
    })),
    next: rows.length > most ? (page.at(-1)?.id ?? null) : null,
  };
}

export interface Overlap {
  onlyOne: number;
  both: number;
  onlyOther: number;
}

/** How many contacts two segments share. */
export async function overlapOf(
  reader: Reader,
  shop: string,
  one: Pick<Segment, 'id' | 'generation'>,
  other: Pick<Segment, 'id' | 'generation'>,
): Promise<Overlap> {
  const size = async ({ id, generation }: Pick<Segment, 'id' | 'generation'>) => {
    const { count } = await reader
      .selectFrom('segment_member')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('shop', '=', shop)
      .where('segment', '=', id)
      .where('generation', '=', generation)
      .executeTakeFirstOrThrow();
    return count;
  };
  const { both } = await reader
    .selectFrom('segment_member as one')
    .innerJoin('segment_member as other', (join) =>
      join.onRef('other.shop', '=', 'one.shop').onRef('other.contact', '=', 'one.contact'),
    )
    .select(({ fn }) => fn.countAll<number>().as('both'))
    .where('one.shop', '=', shop)
    .where('one.segment', '=', one.id)
    .where('one.generation', '=', one.generation)
    .where('other.segment', '=', other.id)
    .where('other.generation', '=', other.generation)
    .executeTakeFirstOrThrow();
  return { onlyOne: (await size(one)) - both, both, onlyOther: (await size(other)) - both };
}
