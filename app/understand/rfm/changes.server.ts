import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import type { RfmCell } from './rules.ts';

/** Writes where contacts stand from a day on; of several changes of one day the last stays. */
export async function writeRfmChanges(
  trx: Trx,
  shop: string,
  day: string,
  changed: readonly (RfmCell & { id: string })[],
): Promise<void> {
  const rows = changed.map(({ id, r, f, m, group }) => ({ shop, contact: id, day, r, f, m, rfm_group: group }));
  await inChunks(rows, 7, (some) =>
    trx
      .insertInto('rfm_change')
      .values(some)
      .onConflict((conflict) =>
        conflict.columns(['shop', 'contact', 'day']).doUpdateSet(excluded(['r', 'f', 'm', 'rfm_group'])),
      )
      .execute(),
  );
}

/**
 * Gives the history of contacts that turned out to be another to that other one, unless it has one of its own: two
 * histories laid over each other would tell of moves that nobody made.
 */
export async function moveRfmChanges(
  trx: Trx,
  shop: string,
  merges: readonly { from: string; to: string }[],
): Promise<void> {
  const froms = merges.map(({ from }) => from);
  const gone = await trx
    .deleteFrom('rfm_change')
    .where('shop', '=', shop)
    .where('contact', 'in', padded(froms))
    .returning(['contact', 'day', 'r', 'f', 'm', 'rfm_group'])
    .execute();
  if (gone.length === 0) return;
  const known = await trx
    .selectFrom('rfm_change')
    .select('contact')
    .distinct()
    .where('shop', '=', shop)
    .where('contact', 'in', padded(merges.map(({ to }) => to)))
    .execute();
  const taken = new Set(known.map(({ contact }) => contact));
  for (const { from, to } of merges.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const own = gone.filter(({ contact }) => contact === from);
    if (own.length === 0 || taken.has(to)) continue;
    taken.add(to);
    await trx
      .insertInto('rfm_change')
      .values(own.map((row) => ({ ...row, shop, contact: to })))
      .execute();
  }
}
