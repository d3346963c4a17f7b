import { MOST_ADDRESSES, readAddresses } from '../understand/segments/addresses.ts';
import { BY_HAND, isByHand } from '../understand/segments/rules.ts';
import type { Segment } from '../understand/segments/segment.ts';
import type { SegmentsService } from '../understand/segments/service.server.ts';
import { segmentName } from '../understand/segments/words.ts';
import type { ConditionPages } from '../ui/views/condition-views.ts';
import type { ContactSegment, SegmentPages } from '../ui/views/segment-views.ts';

interface Deps {
  segments: SegmentsService;
  conditions: Pick<ConditionPages, 'book'>;
}

type PeoplePages = Pick<
  SegmentPages,
  'ofContact' | 'why' | 'put' | 'staticName' | 'statics' | 'putTicked' | 'putAddresses'
>;

type Found =
  { ok: true; id: string } | { ok: false; reason: 'too_many'; most: number } | { ok: false; reason: 'unknown' };

/** Who is in segments and why, person by person; and those who are put in by hand. */
export function createSegmentPeoplePages({ segments, conditions }: Deps): PeoplePages {
  return {
    async ofContact(shop, contact, near) {
      const all = await segments.ofContact(shop, contact);
      if (!all) return null;
      const within = all.flatMap(({ segment, member }) => (member ? [lineOf(segment, member.since, null)] : []));
      const others = near ? await segments.near(shop, contact) : null;
      const lines = others?.map(({ segment, missing }) => lineOf(segment, null, missing)) ?? null;
      const shown = [...within, ...(lines ?? [])].flatMap(({ condition }) => condition ?? []);
      return {
        within,
        statics: all.flatMap(({ segment: { id, name, kind }, member }) =>
          kind === 'static' && !member ? [{ id, name }] : [],
        ),
        near: lines,
        names: await conditions.book(shop, shown),
      };
    },

    async why(shop, id, contact) {
      const why = await segments.why(shop, id, contact);
      if (!why) return null;
      const { segment, member, optedOut, heldUntil, now } = why;
      return {
        kind: segment.kind,
        since: member?.since ?? null,
        source: member?.source ?? null,
        optedOut,
        heldUntil,
        holds: now.holds,
        leaves: now.leaves,
        names: await conditions.book(shop, [segment.condition]),
      };
    },

    put: (shop, id, contacts, within) => segments.put(shop, id, contacts, within),

    async staticName(shop, id) {
      const segment = await segments.get(shop, id);
      return segment?.kind === 'static' ? segment.name : null;
    },

    async statics(shop) {
      const all = await segments.list(shop);
      return all.flatMap(({ id, name, kind }) => (kind === 'static' ? [{ id, name }] : []));
    },

    async putTicked(shop, id, name, contacts) {
      const segment = await segmentFor(shop, id, name);
      return segment.ok ? { ok: true, changed: await segments.put(shop, segment.id, contacts, true) } : segment;
    },

    async putAddresses(shop, id, { name, text, within }) {
      const refused = { ok: false, reason: 'too_many_addresses', most: MOST_ADDRESSES } as const;
      // before a segment is made for them
      if (readAddresses(text).addresses.length > MOST_ADDRESSES) return refused;
      const segment = await segmentFor(shop, id, name);
      if (!segment.ok) return segment;
      const put = await segments.putAddresses(shop, segment.id, text, within);
      if (!put.ok) return put.reason === 'too_many' ? refused : { ok: false, reason: 'unknown' };
      return { ...put, id: segment.id };
    },
  };

  /** One that is there, or a new one that is filled by hand. */
  async function segmentFor(shop: string, id: string | null, name: string): Promise<Found> {
    if (id !== null) return { ok: true, id };
    const made = await segments.create(shop, { name, kind: 'static', condition: BY_HAND });
    if (made.ok) return made;
    return made.reason === 'too_many'
      ? { ok: false, reason: 'too_many', most: made.most }
      : { ok: false, reason: 'unknown' };
  }
}

/** What says who is in a segment; null where no condition does. */
export const conditionOf = ({ kind, condition }: Pick<Segment, 'kind' | 'condition'>) =>
  kind === 'shopify' || isByHand(condition) ? null : condition;

const lineOf = (segment: Segment, since: number | null, missing: number | null): ContactSegment => ({
  id: segment.id,
  name: segmentName(segment),
  kind: segment.kind,
  condition: conditionOf(segment),
  since,
  missing,
});
