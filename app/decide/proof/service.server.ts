import type { Settings } from '../../shop/settings/settings.ts';
import { createFreshCache } from '../../platform/cache/fresh.ts';
import { gather } from '../../platform/cache/gather.ts';
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
  const look = gather<Proof | null>(readMany);
  const lines = createFreshCache<Proof | null>({
    clock,
    ttlMs: FRESH_MS,
    max: PRODUCTS_KEPT,
    load: async (key) => (await look(key)) ?? null,
  });

  async function readMany(keys: readonly string[]): Promise<Map<string, Proof | null>> {
    const found = new Map<string, Proof | null>();
    // products of the same shop and settings are looked up together
    for (const [frame, its] of Map.groupBy(keys, (key) => key.slice(0, key.lastIndexOf(' ')))) {
      const products = its.map((key) => key.slice(frame.length + 1));
      const [shop = '', ...numbers] = frame.split(' ');
      const [threshold = 0, windowHours = 0, stockBelow = 0] = numbers.map(Number);
      const said = await findMany(shop, products, { threshold, windowHours, stockBelow });
      for (const product of products) found.set(`${frame} ${product}`, said.get(product) ?? null);
    }
    return found;
  }

  async function findMany(
    shop: string,
    products: readonly string[],
    { threshold, windowHours: hours, stockBelow }: Settings['proof'],
  ): Promise<Map<string, Proof>> {
    const since = clock.now() - hours * HOUR;
    const said = new Map<string, Proof>();
    const say = (product: string, proof: Proof | null) => proof && said.set(product, proof);
    const silent = () => products.filter((product) => !said.has(product));

    const orders = await countOrders(db.read, shop, products, since);
    for (const [product, count] of orders) say(product, counted('bought', count, threshold, hours));
    if (silent().length === 0) return said;
    const carts = await countCarts(db.read, shop, silent(), since);
    for (const [product, count] of carts) say(product, counted('carts', count, threshold, hours));
    if (silent().length === 0) return said;
    const pieces = await readStock(db.read, shop, silent());
    for (const [product, variants] of pieces) say(product, stock(variants, stockBelow, hours));
    for (const product of silent()) {
      say(product, counted('views', await countViewers(db.read, shop, product, since), threshold, hours));
    }
    return said;
  }

  return {
    of: (shop, product, { threshold, windowHours, stockBelow }) =>
      lines.get(`${shop} ${threshold} ${windowHours} ${stockBelow} ${product}`),
  };
}
