import type { Database, Reader, Trx } from '../../platform/db/db.ts';

/** A Shopify store that has installed Sandmill. */
export interface Shop {
  /** the permanent *.myshopify.com domain */
  shop: string;
  name: string;
  email: string | null;
  /** where shoppers find it, without a slash at the end */
  url: string | null;
  currency: string;
  timezone: string;
  locale: string;
  ingestKey: string;
  installedAt: number;
  uninstalledAt: number | null;
}

export type ShopsService = ReturnType<typeof createShopsService>;

const selectShops = (reader: Reader | Trx) =>
  reader
    .selectFrom('shop')
    .select([
      'shop',
      'name',
      'email',
      'url',
      'currency',
      'timezone',
      'locale',
      'ingest_key',
      'installed_at',
      'uninstalled_at',
    ]);

type ShopRow = Awaited<ReturnType<ReturnType<typeof selectShops>['execute']>>[number];

const shopOf = ({ ingest_key, installed_at, uninstalled_at, ...row }: ShopRow): Shop => ({
  ...row,
  ingestKey: ingest_key,
  installedAt: installed_at,
  uninstalledAt: uninstalled_at,
});

/** A shop that this database does not know: Sandmill was never installed there. */
export class UnknownShop extends Error {
  override name = 'UnknownShop';
}

export function createShopsService({ db }: { db: Database }) {
  async function get(shop: string): Promise<Shop | null> {
    const row = await selectShops(db.read).where('shop', '=', shop).executeTakeFirst();
    return row ? shopOf(row) : null;
  }

  return {
    /** also a shop that has left: see `uninstalledAt` */
    get,
    /** @throws UnknownShop */
    async require(shop: string): Promise<Shop> {
      const found = await get(shop);
      if (!found) throw new UnknownShop(`There is no shop ${shop}: open the app in its admin once.`);
      return found;
    },
    async byIngestKey(key: string): Promise<Shop | null> {
      const row = await selectShops(db.read)
        .where('ingest_key', '=', key)
        .where('uninstalled_at', 'is', null)
        .executeTakeFirst();
      return row ? shopOf(row) : null;
    },
    async installed(): Promise<Shop[]> {
      const rows = await selectShops(db.read).where('uninstalled_at', 'is', null).orderBy('shop').execute();
      return rows.map(shopOf);
    },
  };
}
