import type { Reader, Trx } from '../../../../../platform/db/db.ts';
import type { Brand } from '../../../../../shop/settings/brand.ts';
import type { ViewShop } from './views.server.ts';

/** @param brand that the mail is laid out with */
export async function readViewShop(reader: Reader | Trx, shop: string, brand: Brand): Promise<ViewShop | null> {
  const row = await reader
    .selectFrom('shop')
    .select(['name', 'url', 'email', 'currency', 'timezone'])
    .where('shop', '=', shop)
    .executeTakeFirst();
  if (!row) return null;
  const url = row.url ?? `https://${shop}`;
  return {
    shop,
    name: row.name,
    url,
    host: URL.canParse(url) ? new URL(url).host : shop,
    email: row.email ?? '',
    currency: row.currency,
    timezone: row.timezone,
    address: brand.address,
  };
}
