import type { Order, Visit } from '../../shop/types.ts';
import { gid, type GraphContext } from '../context.ts';

const DAY = 86_400_000;

/** `customerJourneySummary`: how the buyer came, as far as the order remembers. */
export function journeyNode(context: GraphContext, order: Order): Record<string, unknown> {
  const { firstVisit, lastVisit } = order;
  const { store } = context.devstore;
  return {
    ready: true,
    firstVisit: firstVisit && visitNode(context, firstVisit, `${order.id}1`),
    lastVisit: lastVisit && visitNode(context, lastVisit, `${order.id}2`),
    daysToConversion: firstVisit
      ? Math.max(0, Math.floor((Date.parse(order.processedAt) - Date.parse(firstVisit.occurredAt)) / DAY))
      : null,
    customerOrderIndex: () =>
      order.customerId ? store.orders.ofCustomer(order.customerId).findIndex((one) => one.id === order.id) : null,
  };
}

function visitNode({ devstore }: GraphContext, visit: Visit, id: string): Record<string, unknown> {
  const landing = new URL(visit.landingPage, devstore.config.origin);
  const utm = (name: string) => landing.searchParams.get(`utm_${name}`);
  const named = ['source', 'medium', 'campaign', 'content', 'term'].some((name) => utm(name) !== null);
  return {
    __typename: 'CustomerVisit',
    id: gid('CustomerVisit', id),
    landingPage: landing.href,
    referrerUrl: visit.referrer,
    occurredAt: visit.occurredAt,
    referralCode: landing.searchParams.get('ref'),
    source: sourceOf(visit, utm('source')),
    sourceDescription: null,
    sourceType: null,
    marketingEvent: null,
    utmParameters: named
      ? {
          source: utm('source'),
          medium: utm('medium'),
          campaign: utm('campaign'),
          content: utm('content'),
          term: utm('term'),
        }
      : null,
  };
}

/** Shopify names the search engine or network it knows, else the referring address, else "direct". */
function sourceOf(visit: Visit, utmSource: string | null): string {
  if (utmSource) return utmSource;
  if (!visit.referrer) return 'direct';
  const host = new URL(visit.referrer).hostname.replace(/^(www|l)\./, '');
  return ['google.com', 'instagram.com', 'facebook.com', 'pinterest.com'].includes(host)
    ? (host.split('.')[0] ?? host)
    : visit.referrer;
}
