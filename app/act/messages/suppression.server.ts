import type { Seal } from '../../platform/crypto/seal.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { HELD } from './suppression-reason.ts';

export type SuppressionReason = 'unsubscribed' | 'erased' | 'manual' | 'hard_bounce' | 'complaint';

export interface Suppressed {
  reason: string;
  at: number;
}

/** What a merchant may be shown of an address on the list. */
export interface Shown {
  /** sealed */
  address: string | null;
  note: string | null;
  who: string | null;
}

const FINGERPRINT: Shown = { address: null, note: null, who: null };

/** Whether mail may go to an address is asked by its keyed hash: the list outlives the erasure of a person without naming her. */
export function addressHash(seal: Pick<Seal, 'hash'>, address: string): string {
  return seal.hash(address.trim().toLowerCase());
}

/**
 * Puts an address on the list. One that a person has to take off again stays as it is.
 * @returns whether the list is another than before
 */
export async function suppress(
  trx: Trx,
  shop: string,
  hash: string,
  reason: SuppressionReason,
  at: number,
  shown: Shown = FINGERPRINT,
): Promise<boolean> {
  const written = await trx
    .insertInto('suppression')
    .values({ shop, address_hash: hash, reason, at, ...shown })
    .onConflict((conflict) =>
      conflict
        .columns(['shop', 'address_hash'])
        .doUpdateSet({ reason, at, ...shown })
        .where('suppression.reason', 'not in', HELD),
    )
    .returning('address_hash')
    .execute();
  return written.length > 0;
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

/** She wants mail again: takes off what was her own word, not what the shop decided or her mailbox said. */
export async function liftSuppression(trx: Trx, shop: string, hash: string): Promise<void> {
  await trx
    .deleteFrom('suppression')
    .where('shop', '=', shop)
    .where('address_hash', '=', hash)
    .where('reason', 'not in', HELD)
    .execute();
}

/** Leaves of an address its hash alone, on the list and in the log of who changed it. */
export async function forgetAddress(trx: Trx, shop: string, hash: string): Promise<void> {
  await trx
    .updateTable('suppression')
    .set(FINGERPRINT)
    .where('shop', '=', shop)
    .where('address_hash', '=', hash)
    .execute();
  await trx
    .updateTable('suppression_change')
    .set({ address: null, note: '', listed: '{}' })
    .where('shop', '=', shop)
    .where('address_hash', '=', hash)
    .execute();
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
