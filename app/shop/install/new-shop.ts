import { randomBytes } from 'node:crypto';
import type { Trx } from '../../platform/db/db.ts';

export interface NewShop {
  name: string;
  email?: string | null;
  url?: string | null;
  currency: string;
  timezone: string;
}

/** Makes the row of a shop that is not known yet, with the write-only key of its pixel. */
export async function insertShop(
  trx: Trx,
  shop: string,
  details: NewShop,
  now: number,
): Promise<{ ingestKey: string }> {
  const ingestKey = randomBytes(18).toString('base64url');
  await trx
    .insertInto('shop')
    .values({ shop, ...details, ingest_key: ingestKey, installed_at: now })
    .execute();
  return { ingestKey };
}
