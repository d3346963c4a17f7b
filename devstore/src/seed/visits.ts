import type { Product, Visit } from '../shop/types.ts';
import type { Random } from './random.ts';

const SOURCES: { weight: number; referrer: string | null; utm: string | null }[] = [
  { weight: 24, referrer: null, utm: null },
  { weight: 22, referrer: 'https://www.google.com/', utm: null },
  { weight: 16, referrer: 'https://www.google.com/', utm: 'utm_source=google&utm_medium=cpc&utm_campaign=brand' },
  {
    weight: 12,
    referrer: 'https://l.instagram.com/',
    utm: 'utm_source=instagram&utm_medium=paid_social&utm_campaign=new-season',
  },
  {
    weight: 8,
    referrer: 'https://www.facebook.com/',
    utm: 'utm_source=facebook&utm_medium=paid_social&utm_campaign=retargeting',
  },
  { weight: 12, referrer: null, utm: 'utm_source=newsletter&utm_medium=email&utm_campaign=weekly' },
  { weight: 4, referrer: 'https://www.pinterest.com/', utm: null },
  { weight: 2, referrer: 'https://blog.example.org/slow-homes', utm: null },
];

/** Where a shopper came from and the page that she landed on. */
export function makeVisit(random: Random, at: number, product: Product): Visit {
  const source = random.weighted(SOURCES, (one) => one.weight);
  const page = random.chance(0.45) ? `/products/${product.handle}` : random.chance(0.5) ? '/' : '/collections';
  return {
    landingPage: source.utm ? `${page}?${source.utm}` : page,
    referrer: source.referrer,
    occurredAt: new Date(at).toISOString(),
  };
}
