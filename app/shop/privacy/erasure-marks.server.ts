import { createHmac, randomBytes } from 'node:crypto';
import type { Reader, Trx } from '../../platform/db/db.ts';

/** Hashes a statement may ask for at once: both databases take many more. */
const AT_ONCE = 5000;

/**
 * Remembers erased identities as salted hashes. The salt stands in the shop's row, not in the environment: every way in
 * must know them, also commands that have the database alone (docs/decisions/021-erased-and-not-brought-back.md).
 */
export async function markErased(trx: Trx, shop: string, identities: readonly string[], at: number): Promise<void> {
  const hash = hashWith(await ensureSalt(trx, shop));
  for (let start = 0; start < identities.length; start += AT_ONCE) {
    const rows = identities.slice(start, start + AT_ONCE).map((identity) => ({ shop, hash: hash(identity), at }));
    await trx
      .insertInto('erasure')
      .values(rows)
      .onConflict((conflict) => conflict.columns(['shop', 'hash']).doUpdateSet((eb) => ({ at: eb.ref('excluded.at') })))
      .execute();
  }
}

/** Which of these identities were erased, and when. Costs one small read for a shop where nobody was. */
export async function erasedAmong(
  reader: Reader | Trx,
  shop: string,
  identities: Iterable<string>,
): Promise<ReadonlyMap<string, number>> {
  const salt = await saltOf(reader, shop);
  if (salt === null) return NONE;
  const hash = hashWith(salt);
  const byHash = new Map([...new Set(identities)].map((identity) => [hash(identity), identity]));
  const hashes = [...byHash.keys()];
  const erased = new Map<string, number>();
  for (let start = 0; start < hashes.length; start += AT_ONCE) {
    const rows = await reader
      .selectFrom('erasure')
      .select(['hash', 'at'])
      .where('shop', '=', shop)
      .where('hash', 'in', hashes.slice(start, start + AT_ONCE))
      .execute();
    for (const row of rows) erased.set(byHash.get(row.hash) ?? '', row.at);
  }
  return erased;
}

/** Hashes that say whom a request is about without naming her. */
export async function personHashes(trx: Trx, shop: string, identities: readonly string[]): Promise<string[]> {
  return identities.map(hashWith(await ensureSalt(trx, shop)));
}

const NONE: ReadonlyMap<string, number> = new Map();

async function ensureSalt(trx: Trx, shop: string): Promise<string> {
  const known = await saltOf(trx, shop);
  if (known !== null) return known;
  const salt = randomBytes(24).toString('base64url');
  await trx.updateTable('shop').set({ erasure_salt: salt }).where('shop', '=', shop).execute();
  return salt;
}

async function saltOf(reader: Reader | Trx, shop: string): Promise<string | null> {
  const row = await reader.selectFrom('shop').select('erasure_salt').where('shop', '=', shop).executeTakeFirst();
  return row?.erasure_salt ?? null;
}

const hashWith = (salt: string) => (identity: string) =>
  createHmac('sha256', salt).update(identity).digest('base64url').slice(0, 32);
