import type { Reader, Trx } from '../../platform/db/db.ts';

/** The segments that each of these contacts is in, now. */
export async function segmentsOf(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
): Promise<Map<string, Set<string>>> {
  const rows = await reader
    .selectFrom('segment_member')
    .innerJoin('segment', (join) =>
      join
        .onRef('segment.shop', '=', 'segment_member.shop')
        .onRef('segment.id', '=', 'segment_member.segment')
        .onRef('segment.generation', '=', 'segment_member.generation'),
    )
    .select(['segment_member.contact', 'segment_member.segment'])
    .where('segment_member.shop', '=', shop)
    .where('segment_member.contact', 'in', contacts)
    .where('segment.removed_at', 'is', null)
    .execute();
  const segments = new Map<string, Set<string>>();
  for (const { contact, segment } of rows) {
    const known = segments.get(contact);
    if (known) known.add(segment);
    else segments.set(contact, new Set([segment]));
  }
  return segments;
}
