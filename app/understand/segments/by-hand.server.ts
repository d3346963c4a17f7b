import type { Trx } from '../../platform/db/db.ts';
import type { Move } from './membership.server.ts';
import type { Segment } from './segment.ts';

/** Those who are not where they are put; contacts of other shops are nobody here. */
export async function movesByHand(
  trx: Trx,
  shop: string,
  segment: Segment,
  contacts: readonly string[],
  within: boolean,
): Promise<Move[]> {
  const known = await trx
    .selectFrom('contact')
    .select('id')
    .where('shop', '=', shop)
    .where('id', 'in', [...contacts])
    .execute();
  const rows = await trx
    .selectFrom('segment_member')
    .select(['contact', 'generation'])
    .where('shop', '=', shop)
    .where('segment', '=', segment.id)
    .where('contact', 'in', [...contacts])
    .execute();
  const members = new Set(
    rows.flatMap(({ contact, generation }) => (generation === segment.generation ? contact : [])),
  );
  const generations = segment.building === null ? [segment.generation] : [segment.generation, segment.building];
  return known
    .filter(({ id }) => members.has(id) !== within)
    .map(({ id }) => ({
      segment: segment.id,
      generations,
      contact: id,
      joins: within,
      announce: true,
      counts: true,
      source: 'hand',
    }));
}
