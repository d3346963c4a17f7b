import type { Settings } from '../../shop/settings/settings.ts';
import { createFreshCache } from '../../platform/cache/fresh.ts';
import { HOUR, SECOND, type Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { counted, stock, type Proof } from './rules.ts';
import { countCarts, countOrders, countViewers, readStock } from './store.server.ts';

export interface ProofService {
  /** the one line to say about a product now, or null to say nothing */
  of(shop: string, product: string, settings: Settings['proof']): Proof | null | Promise<Proof | null>;
}

const FRESH_MS = 10 * SECOND;
const PRODUCTS_KEPT = 20_000;

/** Social proof: the strongest true fact about a product, purchases before carts before stock before views. */
export function createProofService({ db, clock }: { db: Database; clock: Clock }): ProofService {
  const lines = createFreshCache<Proof | null>({
    clock,
    ttlMs: FRESH_MS,
    max: PRODUCTS_KEPT,
    load(key) {
      const [shop = '', product = '', threshold, windowHours, stockBelow] = key.split(' ');
      return find(shop, product, {
        threshold: Number(threshold),
        windowHours: Number(windowHours),
        stockBelow: Number(stockBelow),
      });
    },
  });

  async function find(shop: string, product: string, settings: Settings['proof']): Promise<Proof | null> {
    const { threshold, windowHours: hours, stockBelow } = settings;
    const window = { product, since: clock.now() - hours * HOUR };
    return (
      counted('bought', await countOrders(db.read, shop, window), threshold, hours) ??
      counted('carts', await countCarts(db.read, shop, window), threshold, hours) ??
      stock(await readStock(db.read, shop, product), stockBelow, hours) ??
      counted('views', await countViewers(db.read, shop, window), threshold, hours)
    );
  }

  return {
    of: (shop, product, { threshold, windowHours, stockBelow }) =>
      lines.get(`${shop} ${product} ${threshold} ${windowHours} ${stockBelow}`),
  };
}
