import type { Reader } from '../../platform/db/db.ts';

/** Shops with facts that have come this far and no further: what the wing behind has to take up, now. */
export async function shopsWithFacts(
  read: Reader,
  progress: number,
  now: number,
): Promise<{ shop: string; at: number }[]> {
  const rows = await read.selectFrom('fact').select('shop').distinct().where('progress', '=', progress).execute();
  return rows.map(({ shop }) => ({ shop, at: now }));
}
