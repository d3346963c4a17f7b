import type { Trx } from '../../platform/db/db.ts';
import { applyHeard } from '../apply.server.ts';
import { applyArticles, type HeardArticle } from '../articles/store.server.ts';
import { applyMembers, type ToldMembers } from '../catalog/members.server.ts';
import { type Heard, nothingHeard } from '../heard.ts';
import { forgetImported } from '../imports/forget-imported.ts';

/** Some records of one part, read. */
export interface Batch {
  heard: Heard;
  articles: HeardArticle[];
  members: ToldMembers[];
  count: number;
}

/** @param history true: what is told starts nothing */
export function emptyBatch(history: boolean): Batch {
  return { heard: history ? { ...nothingHeard(), history } : nothingHeard(), articles: [], members: [], count: 0 };
}

/**
 * Writes it the way webhooks are written, under `listenLock(shop)`.
 * @returns the collections whose products are others now
 */
export async function applyBatch(
  trx: Trx,
  shop: string,
  { heard, articles, members }: Batch,
  now: number,
): Promise<string[]> {
  await forgetImported(trx, shop, heard.orders);
  await applyHeard(trx, shop, heard, now);
  await applyArticles(trx, shop, articles);
  return applyMembers(trx, shop, members);
}
