import { countsFrom, idSource } from '../shop/ids.ts';
import { primaryLocale } from '../shop/language.ts';
import type { ShopContents } from '../shop/open-store.ts';
import type { Customer, Order, Shop } from '../shop/types.ts';
import { calendar, DAYS } from './calendar.ts';
import type { Crowd } from './crowds.ts';
import { inItalian } from './in-italian.ts';
import { ordersOf, type Trade } from './orders.ts';
import { makePerson } from './people.ts';
import { makeCatalogue } from './products.ts';
import { random as randomFrom } from './random.ts';
import { makeTaste } from './taste.ts';

const DAY = 86_400_000;

export interface SeedOptions {
  seed?: string;
  /** The shop's first day is two years before this instant's day (UTC). */
  today: number;
  customers?: number;
  /** The share of customers who only joined the newsletter. */
  subscribers?: number;
  shop?: (today: number) => Shop;
  /** Who buys there. */
  crowd?: Crowd;
  /** How far the ids of this shop lie above those of the first: ids are unique across shops. */
  idsFrom?: number;
}

export function demoShop(today: number): Shop {
  return {
    id: '72450001337',
    name: 'Sandmill Goods',
    email: 'hello@sandmill-goods.example.com',
    domain: 'sandmill-demo.myshopify.com',
    currency: 'EUR',
    zone: 'Europe/Rome',
    locales: ['en', 'it'],
    countryCode: 'IT',
    createdAt: new Date(startOfDay(today) - (DAYS + 30) * DAY).toISOString(),
  };
}

/** The second shop of a demo: other money, other time, Italian before English. */
export function secondShop(today: number): Shop {
  return {
    ...demoShop(today),
    id: '72450009001',
    name: 'Sandmill Hudson',
    email: 'hello@sandmill-hudson.example.com',
    domain: 'sandmill-hudson.myshopify.com',
    currency: 'USD',
    zone: 'America/New_York',
    locales: ['it', 'en'],
    countryCode: 'US',
  };
}

export function startOfDay(at: number): number {
  return Math.floor(at / DAY) * DAY;
}

/** The same seed and the same day give the same shop, to the last id. */
export function seedShop({
  seed = 'sandmill',
  today: at,
  customers: count = 6_000,
  subscribers = 0.15,
  shop = demoShop,
  crowd,
  idsFrom = 0,
}: SeedOptions): ShopContents {
  const today = startOfDay(at);
  const place = shop(at);
  const random = randomFrom(seed);
  const ids = idSource(idsFrom > 0 ? countsFrom(idsFrom) : {});
  const catalogue = makeCatalogue(random, ids, today);
  const { products, collections } = primaryLocale(place) === 'it' ? inItalian(catalogue) : catalogue;
  const handles = new Map(collections.map((collection) => [collection.id, collection.handle]));
  const trade: Trade = {
    random,
    ids,
    today,
    calendar: calendar(random, today),
    taste: makeTaste(random, products, (id) => handles.get(id) ?? ''),
  };

  const customers: Customer[] = [];
  const drafts: Order[] = [];
  for (let index = 1; index <= count; index += 1) {
    const since = trade.calendar.arrival();
    const { customer, subscriberOnly } = makePerson(random, ids, index, since, random.chance(subscribers), crowd);
    const theirs = subscriberOnly ? [] : ordersOf(trade, customer, since);
    drafts.push(...theirs);
    customers.push({ ...customer, updatedAt: theirs.at(-1)?.updatedAt ?? customer.updatedAt });
  }
  drafts.sort((a, b) => a.processedAt.localeCompare(b.processedAt));
  const orders = drafts.map((draft, n): Order => {
    const id = ids.next('order');
    const number = 1001 + n;
    return {
      ...draft,
      currency: place.currency,
      id,
      number,
      name: `#${number}`,
      refunds: draft.refunds.map((refund) => ({ ...refund, orderId: id })),
    };
  });
  return { shop: place, products, collections, customers, orders, counts: ids.counts() };
}
