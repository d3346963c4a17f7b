// By which push services know a shop (RFC 8292): made once, when its first browser asks, for a browser takes messages of
// these keys alone from then on.
import webPush from 'web-push';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database, Reader, Trx } from '../../platform/db/db.ts';

export interface PushKeys {
  /** base64url, as `applicationServerKey` takes it */
  publicKey: string;
  privateKey: string;
}

export function createPushKeys({ db, clock, seal }: { db: Database; clock: Clock; seal: Seal }) {
  return {
    /** The shop's public key, for its storefront. */
    async publicKey(shop: string): Promise<string> {
      const known = await readRow(db.read, shop);
      if (known) return known.public_key;
      const now = clock.now();
      const { publicKey, privateKey } = webPush.generateVAPIDKeys();
      return db.write(async (trx) => {
        // what carries its notes, with a pace of its own
        await trx
          .insertInto('sender')
          .values({ shop, id: 'push', channel: 'push', provider: 'push', created_at: now, updated_at: now })
          .onConflict((conflict) => conflict.columns(['shop', 'id']).doNothing())
          .execute();
        await trx
          .insertInto('push_key')
          .values({ shop, public_key: publicKey, private_key: seal.seal(privateKey), created_at: now })
          // another asked at the same moment: hers are the shop's
          .onConflict((conflict) => conflict.column('shop').doNothing())
          .execute();
        return (await readRow(trx, shop))?.public_key ?? publicKey;
      });
    },
  };
}

export async function readPushKeys(reader: Reader | Trx, shop: string, seal: Seal): Promise<PushKeys | null> {
  const row = await readRow(reader, shop);
  return row ? { publicKey: row.public_key, privateKey: seal.open(row.private_key) } : null;
}

const readRow = (reader: Reader | Trx, shop: string) =>
  reader.selectFrom('push_key').select(['public_key', 'private_key']).where('shop', '=', shop).executeTakeFirst();
