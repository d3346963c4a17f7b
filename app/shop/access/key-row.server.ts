import type { Reader } from '../../platform/db/db.ts';

/** Which shop's key it is that a call brings. Of all shops: the key says which, and nothing else may. */
export function keyRow(reader: Reader, hash: string) {
  return reader
    .selectFrom('api_key')
    .innerJoin('shop', 'shop.shop', 'api_key.shop')
    .select(['api_key.shop', 'api_key.id', 'api_key.scopes'])
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .where('uninstalled_at', 'is', null)
    .executeTakeFirst();
}
