import { alsoStanding, mayStand } from '../../listen/erased/rules.ts';
import { erasedAmong } from '../../shop/privacy/erasure-marks.server.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { HeardFact } from './handles.ts';
import { padded } from './padded.ts';

/**
 * The second gate before somebody who was erased: whatever way a fact came (pixel, proxy, mail link, an earlier queue),
 * one that may not stand is deleted here, before anybody is made of it.
 */
export async function withoutErased(
  trx: Trx,
  shop: string,
  facts: readonly HeardFact[],
): Promise<readonly HeardFact[]> {
  const named = facts.flatMap((fact) => [fact.identity, ...(fact.data.also ?? [])]);
  const erased = await erasedAmong(trx, shop, named);
  if (erased.size === 0) return facts;
  const back = await trx
    .selectFrom('identity')
    .select('id')
    .where('shop', '=', shop)
    .where('id', 'in', padded([...erased.keys()]))
    .execute();
  const known = new Set(back.map((row) => row.id));
  // who begins anew in this batch is known to the rest of it
  for (const fact of facts) {
    if (erased.has(fact.identity) && mayStand(fact, fact.identity, erased, false)) known.add(fact.identity);
  }
  const standing: HeardFact[] = [];
  const dropped: string[] = [];
  for (const fact of facts) {
    if (!mayStand(fact, fact.identity, erased, known.has(fact.identity))) {
      dropped.push(fact.id);
      continue;
    }
    const also = alsoStanding(fact, erased, (identity) => known.has(identity));
    if (also === fact.data.also || also === undefined) {
      standing.push(fact);
      continue;
    }
    const kept = { ...fact, data: { ...fact.data, also } };
    standing.push(kept);
    await trx
      .updateTable('fact')
      .set({ data: JSON.stringify(kept.data) })
      .where('shop', '=', shop)
      .where('id', '=', fact.id)
      .execute();
  }
  if (dropped.length > 0) {
    await trx.deleteFrom('fact').where('shop', '=', shop).where('id', 'in', padded(dropped)).execute();
  }
  return standing;
}
