import type { Seal } from '../../platform/crypto/seal.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';

export type SuppressionReason = 'unsubscribed' | 'erased';

export interface Suppressed {
  reason: string;
  at: number;
}

/** Addresses are kept as keyed hashes only: the list outlives the erasure of a person without naming her. */
export function addressHash(seal: Seal, address: string): string {
  return seal.hash(address.trim().toLowerCase());
}

export async function suppress(
  trx: Trx,
  shop: string,
  hash: string,
  reason: SuppressionReason,
  at: number,
): Promise<void> {
  await trx
    .insertInto('suppression')
    .values({ shop, address_hash: hash, reason, at })
    .onConflict((conflict) =>
      conflict.columns(['shop', 'address_hash']).doUpdateSet((eb) => ({
        reason: eb.ref('excluded.reason'),
        at: eb.ref('excluded.at'),
      })),
    )
    .execute();
}

export async function liftSuppression(trx: Trx, shop: string, hash: string): Promise<void> {
  await trx.deleteFrom('suppression').where('shop', '=', shop).where('address_hash', '=', hash).execute();
}

export async function suppressedAmong(
  reader: Reader | Trx,
  shop: string,
  hashes: readonly string[],
): Promise<Map<string, Suppressed>> {
  if (hashes.length === 0) return new Map();
  const rows = await reader
    .selectFrom('suppression')
    .select(['address_hash', 'reason', 'at'])
    .where('shop', '=', shop)
    .where('address_hash', 'in', [...hashes])
    .execute();
  return new Map(rows.map((row) => [row.address_hash, { reason: row.reason, at: row.at }]));
}
