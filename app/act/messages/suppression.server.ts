import type { Seal } from '../../platform/crypto/seal.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';

export type SuppressionReason = 'unsubscribed' | 'erased';

export interface Suppressed {
  reason: string;
  at: number;
}

/** Addresses are kept as keyed hashes only: the list outlives the erasure of a person without naming her. */
export function addressHash(seal: Pick<Seal, 'hash'>, address: string): string {
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

/** Puts addresses on the list that are not there yet, in one statement. @param source what brought them, `import:ID` */
export async function suppressImported(
  trx: Trx,
  shop: string,
  hashes: readonly string[],
  source: string,
  at: number,
): Promise<void> {
  if (hashes.length === 0) return;
  await trx
    .insertInto('suppression')
    .values(hashes.map((address_hash) => ({ shop, address_hash, reason: source, at })))
    .onConflict((conflict) => conflict.columns(['shop', 'address_hash']).doNothing())
    .execute();
}

/** Takes off the list what this import alone put there. */
export async function liftImported(trx: Trx, shop: string, source: string): Promise<void> {
  await trx.deleteFrom('suppression').where('shop', '=', shop).where('reason', '=', source).execute();
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
