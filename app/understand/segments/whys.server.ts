// Why a contact is in a segment, why not, and how near she is to those that she is not in.
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { isBehavioural } from '../conditions/behavioural.ts';
import { decidingLeaves } from '../conditions/deciding-leaves.ts';
import { evaluate } from '../conditions/evaluate.ts';
import { contactViews } from '../conditions/views.server.ts';
import { whyHolds, type WhyHolds } from '../conditions/why-holds.server.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { heldUntil } from './flips.server.ts';
import type { Segment } from './segment.ts';
import { allSegments, findSegment } from './store.server.ts';

/** How a contact came to be a member. */
export const MEMBER_SOURCES = ['condition', 'hand', 'import', 'shopify'] as const;
export type MemberSource = (typeof MEMBER_SOURCES)[number];

export interface Membership {
  since: number;
  source: MemberSource;
}

export interface SegmentOfContact {
  segment: Segment;
  /** null: not a member */
  member: Membership | null;
}

export interface NearSegment {
  segment: Segment;
  /** how many parts of the condition keep her out; none where only her word against automated decisions does */
  missing: number;
}

export interface SegmentWhy extends SegmentOfContact {
  /** she wants no automated decisions, and the segment looks at behaviour */
  optedOut: boolean;
  /** she went in and out so often that she is held where she is, though the condition says otherwise; null: she is not */
  heldUntil: number | null;
  /** which parts of the condition hold at this moment, with what happened */
  now: WhyHolds;
}

export function createSegmentWhys({ db, clock }: { db: Database; clock: Clock }) {
  async function membershipsOf(shop: string, contact: string, segment?: string): Promise<Map<string, Membership>> {
    let query = db.read
      .selectFrom('segment_member')
      .innerJoin('segment', (join) =>
        join
          .onRef('segment.shop', '=', 'segment_member.shop')
          .onRef('segment.id', '=', 'segment_member.segment')
          .onRef('segment.generation', '=', 'segment_member.generation'),
      )
      .select(['segment.id', 'joined_at', 'source'])
      .where('segment_member.shop', '=', shop)
      .where('segment_member.contact', '=', contact);
    if (segment !== undefined) query = query.where('segment_member.segment', '=', segment);
    const rows = await query.execute();
    return new Map(rows.map((row) => [row.id, { since: row.joined_at, source: row.source as MemberSource }]));
  }

  const contactOf = (shop: string, contact: string) =>
    db.read
      .selectFrom('contact')
      .select('automated')
      .where('shop', '=', shop)
      .where('id', '=', contact)
      .executeTakeFirst();

  return {
    /** All segments of a shop, with what the contact is in them; null when there is no such contact. */
    async ofContact(shop: string, contact: string): Promise<SegmentOfContact[] | null> {
      if (!(await contactOf(shop, contact))) return null;
      const [segments, memberships] = [await allSegments(db.read, shop), await membershipsOf(shop, contact)];
      return segments.map((segment) => ({ segment, member: memberships.get(segment.id) ?? null }));
    },

    /** Live segments that she is not in, the nearest first. */
    async near(shop: string, contact: string): Promise<NearSegment[]> {
      const frame = await shopFrame(db.read, shop, clock.now());
      const row = await contactOf(shop, contact);
      if (!frame || !row) return [];
      const memberships = await membershipsOf(shop, contact);
      const others = (await allSegments(db.read, shop, ['live'])).filter(({ id }) => !memberships.has(id));
      const conditions = others.map(({ condition }) => condition);
      const moment = { now: frame.now, zone: frame.zone };
      const view = (await contactViews(db.read, shop, [contact], conditions, moment)).get(contact);
      if (!view) return [];
      return others
        .map((segment) => {
          const { condition } = segment;
          const missing = evaluate(condition, view) ? 0 : decidingLeaves(condition.when, view).length;
          return { segment, missing };
        })
        .toSorted((a, b) => a.missing - b.missing);
    },

    /** Why a contact is in a segment, or why not. */
    async why(shop: string, id: string, contact: string): Promise<SegmentWhy | null> {
      const segment = await findSegment(db.read, shop, id);
      const frame = await shopFrame(db.read, shop, clock.now());
      const row = await contactOf(shop, contact);
      if (!segment || !frame || !row) return null;
      const moment = { now: frame.now, zone: frame.zone };
      const now = await whyHolds(db.read, shop, contact, segment.condition, moment);
      if (!now) return null;
      const member = (await membershipsOf(shop, contact, id)).get(id) ?? null;
      const optedOut = row.automated === 0 && segment.kind === 'live' && isBehavioural(segment.condition);
      const isElsewhere = segment.kind === 'live' && (member !== null) !== (now.holds && !optedOut);
      const until = isElsewhere ? await heldUntil(db.read, shop, [contact], frame.now) : null;
      return {
        segment,
        member,
        optedOut,
        heldUntil: until?.(id, contact) ?? null,
        now,
      };
    },
  };
}
