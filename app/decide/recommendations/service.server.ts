import { createFreshCache } from '../../platform/cache/fresh.ts';
import { gather } from '../../platform/cache/gather.ts';
import { DAY, HOUR, MINUTE, SECOND, type Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { currencyExponent } from '../../platform/money.ts';
import { candidates, rankPairs, type Candidate, type Why } from './rules.ts';
import { readBestSellers, readBuyable, readPairs, readPopularity, type ShownProduct } from './store.server.ts';

export interface Recommended {
  id: string;
  title: string;
  /** path in the shop's first language */
  url: string;
  image: string | null;
  /** hundredths, as Liquid writes amounts whatever the currency */
  price: number;
  why: Why;
}

export interface Recommendations {
  currency: string;
  products: Recommended[];
}

export interface RecommendationsService {
  /** at most `limit` products to show beside `product`, or on a page without one; null when there is none */
  of(shop: string, product: string | null, limit: number): Recommendations | null | Promise<Recommendations | null>;
}

/** What goes together changes slowly; what is in stock does not. */
const RANKING_FRESH_MS = 10 * MINUTE;
const SHOWN_FRESH_MS = 20 * SECOND;
const PAIRS_DAYS = 365;
const SELLERS_DAYS = [30, 90, 365] as const;
const SELLERS_ENOUGH = 16;
export const MOST_RECOMMENDED = 8;
/** more than are shown, because some may be sold out */
const CANDIDATES_READ = 3 * MOST_RECOMMENDED;

/** Recommendation frames: bought together over a year, then best sellers; only what can be bought now. */
export function createRecommendationsService({ db, clock }: { db: Database; clock: Clock }): RecommendationsService {
  const sellers = createFreshCache({ clock, ttlMs: RANKING_FRESH_MS, max: 1000, load: findSellers });
  const popularity = createFreshCache({
    clock,
    ttlMs: HOUR,
    max: 1000,
    load: (shop) => readPopularity(db.read, shop, clock.now() - PAIRS_DAYS * DAY),
  });
  const pairs = createFreshCache({ clock, ttlMs: RANKING_FRESH_MS, max: 20_000, load: findPairs });
  const look = gather<ShownProduct>(readMany);
  const frames = createFreshCache({ clock, ttlMs: SHOWN_FRESH_MS, max: 20_000, load: findFrame });

  async function findSellers(shop: string): Promise<string[]> {
    let found: string[] = [];
    for (const days of SELLERS_DAYS) {
      found = await readBestSellers(db.read, shop, clock.now() - days * DAY);
      if (found.length >= SELLERS_ENOUGH) break;
    }
    return found;
  }

  async function findPairs(key: string): Promise<string[]> {
    const [shop = '', product = ''] = key.split(' ');
    const since = clock.now() - PAIRS_DAYS * DAY;
    return rankPairs(await readPairs(db.read, shop, product, since), await popularity.get(shop));
  }

  async function readMany(keys: readonly string[]): Promise<Map<string, ShownProduct>> {
    const shops = Map.groupBy(keys, (key) => key.slice(0, key.indexOf(' ')));
    const found = new Map<string, ShownProduct>();
    for (const [shop, its] of shops) {
      const products = its.map((key) => key.slice(shop.length + 1));
      for (const [id, product] of await readBuyable(db.read, shop, products)) found.set(`${shop} ${id}`, product);
    }
    return found;
  }

  async function findFrame(key: string): Promise<Recommendations | null> {
    const [shop = '', product = ''] = key.split(' ');
    const together = product ? await pairs.get(key) : [];
    const chosen = candidates(together, await sellers.get(shop), product).slice(0, CANDIDATES_READ);
    const found = await Promise.all(chosen.map((candidate) => look(`${shop} ${candidate.product}`)));
    const buyable = new Map(found.flatMap((one) => (one ? [[one.id, one] as const] : [])));
    const products = chosen.flatMap((candidate) => shown(candidate, buyable)).slice(0, MOST_RECOMMENDED);
    const [first] = chosen.flatMap(({ product: id }) => buyable.get(id) ?? []);
    return first ? { currency: first.currency, products } : null;
  }

  return {
    of(shop, product, limit) {
      const found = frames.get(`${shop} ${product ?? ''}`);
      return found instanceof Promise ? found.then((frame) => first(frame, limit)) : first(found, limit);
    },
  };
}

function first(frame: Recommendations | null, limit: number): Recommendations | null {
  return frame && frame.products.length > limit ? { ...frame, products: frame.products.slice(0, limit) } : frame;
}

function shown({ product: id, why }: Candidate, buyable: ReadonlyMap<string, ShownProduct>): Recommended[] {
  const product = buyable.get(id);
  if (!product) return [];
  const price = Math.round(product.price * 10 ** (2 - currencyExponent(product.currency)));
  const url = `/products/${encodeURIComponent(product.handle)}`;
  return [{ id, title: product.title, url, image: product.image_url, price, why }];
}
