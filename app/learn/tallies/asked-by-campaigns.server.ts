// What campaigns ask for and of whom, as far as the numbers of their messages depend on it.
import type { Conversion } from '../../decide/campaigns/conversion.ts';
import { readPlan } from '../../decide/campaigns/plan.ts';
import type { Trx } from '../../platform/db/db.ts';

export interface Asked {
  conversion: Conversion;
  /** the segments of its audience; one alone would say what the whole says, and is left out */
  segments: readonly string[];
}

export async function askedByCampaigns(
  trx: Trx,
  shop: string,
  campaigns: readonly (string | null)[],
): Promise<Map<string, Asked>> {
  const ids = [...new Set(campaigns.flatMap((id) => id ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('campaign')
    .select(['id', 'plan'])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .execute();
  return new Map(
    rows.map(({ id, plan }) => {
      const { conversion, include } = readPlan(plan);
      return [id, { conversion, segments: include.length > 1 ? include : [] }];
    }),
  );
}

interface Sent {
  id: string;
  contact: string;
  campaign: string | null;
}

/** In which segments of its campaign's audience the contact of each message is now. */
export async function segmentsOf(
  trx: Trx,
  shop: string,
  messages: readonly Sent[],
  campaigns: ReadonlyMap<string, Asked>,
): Promise<Map<string, string[]>> {
  const askedOf = ({ campaign }: Sent) => campaigns.get(campaign ?? '')?.segments ?? [];
  const split = messages.filter((message) => askedOf(message).length > 0);
  if (split.length === 0) return new Map();
  const rows = await trx
    .selectFrom('segment')
    .innerJoin('segment_member', (join) =>
      join
        .onRef('segment_member.shop', '=', 'segment.shop')
        .onRef('segment_member.segment', '=', 'segment.id')
        .onRef('segment_member.generation', '=', 'segment.generation'),
    )
    .select(['segment_member.segment', 'segment_member.contact'])
    .where('segment.shop', '=', shop)
    .where('segment.id', 'in', [...new Set(split.flatMap(askedOf))])
    .where('segment_member.contact', 'in', [...new Set(split.map(({ contact }) => contact))])
    .execute();
  const segmentsOfContact = Map.groupBy(rows, ({ contact }) => contact);
  return new Map(
    split.map((message) => {
      const hers = segmentsOfContact.get(message.contact) ?? [];
      const asked = askedOf(message);
      const found = hers.map(({ segment }) => segment).filter((segment) => asked.includes(segment));
      return [message.id, found.toSorted()];
    }),
  );
}
