import type { Customer, Product } from '../shop/types.ts';
import { random as randomFrom, type Random } from './random.ts';
import { makeVisit } from './visits.ts';

const DAY = 86_400_000;
const HOUR = 3_600_000;
const MINUTE = 60_000;
/** For so long people have been looking around. */
const DAYS = 60;
const MOST = 3_000;

/** Something that a person did on the storefront, as the shop's measuring tool has it. */
export interface Browsed {
  id: string;
  kind: 'page.viewed' | 'product.viewed' | 'search.submitted' | 'product.added';
  email: string;
  occurredAt: number;
  properties: {
    url?: string;
    referrer?: string;
    title?: string;
    productId?: string;
    query?: string;
    quantity?: number;
  };
}

export interface BrowsingOptions {
  seed?: string;
  now: number;
  /** of the storefront */
  address: string;
  products: readonly Product[];
  /** with how many orders each has placed */
  people: readonly { customer: Customer; orders: number }[];
}

/** How somebody looks around: how often she comes, how many products she looks at each time. */
interface Manner {
  visits: [number, number];
  looks: [number, number];
  /** how likely a visit ends with a product in the cart */
  adds: number;
  /** she comes back to one product within the last days */
  single?: true;
}

const CURIOUS: Manner = { visits: [1, 2], looks: [1, 3], adds: 0.1 };
const KEEN: Manner = { visits: [4, 6], looks: [2, 4], adds: 0.5 };
const DECIDED: Manner = { visits: [3, 4], looks: [1, 1], adds: 0.3, single: true };

/** The same seed, shop and instant give the same visits. */
export function browsing({ seed = 'browsing', now, address, products, people }: BrowsingOptions): Browsed[] {
  const random = randomFrom(seed);
  const sold = products.filter(({ status }) => status === 'active');
  const browsed: Browsed[] = [];
  if (sold.length === 0) return browsed;
  // whoever came last looks around first: a shop that is full of people has more of them than are told of
  const latest = people.toSorted((a, b) => b.customer.createdAt.localeCompare(a.customer.createdAt));
  for (const { customer, orders } of latest) {
    const manner = mannerOf(random, orders);
    if (manner && customer.email) browsed.push(...visitsOf({ random, now, address, sold }, customer.email, manner));
  }
  return browsed
    .slice(0, MOST)
    .toSorted((a, b) => a.occurredAt - b.occurredAt)
    .map((one, index) => ({ ...one, id: `visit-${index + 1}` }));
}

function mannerOf(random: Random, orders: number): Manner | null {
  const roll = random.next();
  if (orders > 0) return roll < 0.03 ? CURIOUS : null;
  if (roll < 0.16) return CURIOUS;
  if (roll < 0.25) return KEEN;
  return roll < 0.3 ? DECIDED : null;
}

interface Scene {
  random: Random;
  now: number;
  address: string;
  sold: readonly Product[];
}

function visitsOf({ random, now, address, sold }: Scene, email: string, manner: Manner): Browsed[] {
  const browsed: Browsed[] = [];
  const favourite = random.pick(sold);
  const alike = sold.filter(({ productType }) => productType === favourite.productType);
  for (let left = random.between(...manner.visits); left > 0; left -= 1) {
    let at = Math.round(now - (manner.single ? random.next() * 5 : random.next() * DAYS) * DAY - HOUR);
    const visit = makeVisit(random, at, favourite);
    const tell = (kind: Browsed['kind'], properties: Browsed['properties']) => {
      browsed.push({ id: '', kind, email, occurredAt: at, properties });
      at += random.between(1, 4) * MINUTE;
    };
    tell('page.viewed', {
      url: address + visit.landingPage,
      title: visit.landingPage.startsWith('/products/') ? favourite.title : '',
      ...(visit.referrer && { referrer: visit.referrer }),
    });
    if (random.chance(0.2)) tell('search.submitted', { query: favourite.productType.toLowerCase() });
    let seen = favourite;
    for (let looks = random.between(...manner.looks); looks > 0; looks -= 1) {
      seen = manner.single || random.chance(0.25) ? favourite : random.pick(random.chance(0.7) ? alike : sold);
      tell('product.viewed', { ...about(seen), url: `${address}/products/${seen.handle}` });
    }
    if (random.chance(manner.adds)) tell('product.added', { ...about(seen), quantity: 1 });
  }
  return browsed;
}

const about = ({ id, title }: Product) => ({ productId: id, title });
