import type { Reader, Trx } from '../../platform/db/db.ts';
import { type Segment, SEGMENT_COLUMNS, type SegmentKind, segmentOf } from './segment.ts';

/** All segments of a shop that were not removed, the oldest first. */
export async function allSegments(reader: Reader | Trx, shop: string, kinds?: readonly SegmentKind[]) {
  let query = reader
    .selectFrom('segment')
    .select(SEGMENT_COLUMNS)
    .where('shop', '=', shop)
    .where('removed_at', 'is', null);
  if (kinds) query = query.where('kind', 'in', kinds);
  const rows = await query.orderBy('created_at').orderBy('id').execute();
  return rows.map(segmentOf);
}

export async function findSegment(reader: Reader | Trx, shop: string, id: string): Promise<Segment | null> {
  const row = await reader
    .selectFrom('segment')
    .select(SEGMENT_COLUMNS)
    .where('shop', '=', shop)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();
  return row ? segmentOf(row) : null;
}
