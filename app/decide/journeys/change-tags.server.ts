import type { Trx } from '../../platform/db/db.ts';
import { giveTags, type TagChange, takeTags, tagsChanged } from '../../understand/tags/give.server.ts';
import type { Advance } from './enrolments.server.ts';

/** The tags that steps give and take, in the order of the steps; of each tag it stays known which journey gave it. */
export async function changeTags(trx: Trx, shop: string, advances: readonly Advance[], now: number): Promise<void> {
  const changed: TagChange[] = [];
  for (const { enrolment, result } of advances) {
    if (!result.tags) continue;
    const of = (names: readonly string[]) => names.map((tag) => ({ contact: enrolment.contact, tag }));
    changed.push(
      ...(await takeTags(trx, shop, of(result.tags.take))),
      ...(await giveTags(trx, shop, of(result.tags.give), `journey:${enrolment.journey}`, now)),
    );
  }
  if (changed.length > 0) await tagsChanged(trx, shop, changed, now);
}
