import { randomBytes } from 'node:crypto';
import type { Trx } from '../../platform/db/db.ts';

export interface NewShop {
  name: string;
  email?: string | null;
  url?: string | null;
  currency: string;
  timezone: string;
}

/** What other rooms set up for a new shop (a journey, default banners), in the transaction that makes its row. */
export type OnNewShop = (trx: Trx, shop: string, now: number) => Promise<void>;

/** Makes the row of a shop that is not known yet, with the write-only key of its pixel. */
export async function insertShop(
  trx: Trx,
  shop: string,
  details: NewShop,
  now: number,
  onNewShop?: OnNewShop,
): Promise<{ ingestKey: string }> {
  const ingestKey = randomBytes(18).toString('base64url');
  await trx
    .insertInto('shop')
    .values({ shop, ...details, ingest_key: ingestKey, installed_at: now })
    .execute();
  await onNewShop?.(trx, shop, now);
  return { ingestKey };
}
