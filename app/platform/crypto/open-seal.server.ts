import type { Database } from '../db/db.ts';
import { EnvironmentError } from '../env.server.ts';
import { createSeal, deriveKey, type Seal } from './seal.ts';

/** Keys that must outlive a change of the encryption key: hashed addresses and links in mails already sent hang on them. */
const LASTING = ['hash', 'sign'] as const;

interface Options {
  db: Database;
  key: string;
  old: readonly string[];
}

/**
 * The seal of this installation. The keys of hashes and signatures stand in the database, sealed, from the first start on:
 * changing ENCRYPTION_KEY then changes only what seals.
 * @throws EnvironmentError when the key that they were sealed with is missing
 */
export async function openSeal({ db, key, old }: Options): Promise<Seal> {
  const ring = createSeal(key, { old });
  await db.write(async (trx) => {
    for (const use of LASTING) {
      const sealed = ring.seal(deriveKey(key, use).toString('base64url'));
      await trx
        .insertInto('secret')
        .values({ id: use, sealed })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
    }
  });
  const rows = await db.read.selectFrom('secret').select(['id', 'sealed']).where('id', 'in', LASTING).execute();
  const secrets = new Map(rows.map((row) => [row.id, row.sealed]));
  const [hashKey, signKey] = LASTING.map((use) => {
    try {
      return ring.open(secrets.get(use) ?? '');
    } catch {
      throw new EnvironmentError(
        'ENCRYPTION_KEY is not the one this database was sealed with: put the former one back, or add it to ENCRYPTION_KEYS_OLD',
      );
    }
  });
  return createSeal(key, { old, ...(hashKey && { hashKey }), ...(signKey && { signKey }) });
}
