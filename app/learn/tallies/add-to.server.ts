import { sql } from 'kysely';
import { inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import { type Marks, readKey } from './mark.ts';

/** Adds to the counters of some subjects. In one order, so that two at once never wait for each other in a circle. */
export async function addTo(trx: Trx, shop: string, sums: ReadonlyMap<string, Marks>): Promise<void> {
  const rows = [...sums].flatMap(([subject, marks]) =>
    [...marks].flatMap(([key, count]) => (count === 0 ? [] : [{ shop, subject, ...readKey(key), count }])),
  );
  const name = (row: (typeof rows)[number]) => `${row.subject} ${row.day} ${row.metric} ${row.split}`;
  rows.sort((a, b) => (name(a) < name(b) ? -1 : 1));
  await inChunks(rows, 6, (some) =>
    trx
      .insertInto('tally')
      .values([...some])
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'subject', 'day', 'split', 'metric'])
          .doUpdateSet({ count: sql<number>`tally.count + excluded.count` }),
      )
      .execute(),
  );
}
