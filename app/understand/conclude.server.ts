import { inChunks } from '../listen/upsert.ts';
import { stableId } from '../platform/crypto/seal.ts';
import type { Trx } from '../platform/db/db.ts';

export interface Conclusion {
  contact: string;
  kind: 'stage.moved' | 'temperature.moved';
  before: string | null;
  after: string;
  reason: Readonly<Record<string, unknown>>;
}

/** Writes down what was concluded. The same conclusion at the same instant is one row. */
export async function conclude(
  trx: Trx,
  { shop, now }: { shop: string; now: number },
  conclusions: readonly Conclusion[],
): Promise<void> {
  const rows = conclusions.map(({ reason, ...rest }) => {
    const id = stableId(shop, rest.contact, rest.kind, rest.before ?? '', rest.after, String(now));
    return { shop, id, ...rest, at: now, reason: JSON.stringify(reason) };
  });
  await inChunks(rows, 8, (some) =>
    trx
      .insertInto('decision')
      .values(some)
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doNothing())
      .execute(),
  );
}
