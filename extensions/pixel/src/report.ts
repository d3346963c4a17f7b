// What leaves the browser: ids, paths and campaign marks. Whatever else stands in an address stays where it is.
import type { CustomEvent, PixelEvents } from '@shopify/web-pixels-extension';

/** What a theme, a form or a chat may tell of: `Shopify.analytics.publish('sandmill:chat_used', { title: 'Sizes' })`. */
export const OWN_EVENTS = ['sandmill:file_downloaded', 'sandmill:form_sent', 'sandmill:chat_used'] as const;

type Standard = PixelEvents[
  | 'page_viewed'
  | 'product_viewed'
  | 'collection_viewed'
  | 'cart_viewed'
  | 'search_submitted'
  | 'product_added_to_cart'];

export type Heard = Standard | CustomEvent;

export interface Report {
  id: string;
  name: string;
  timestamp: string;
  clientId: string;
  url: string;
  referrer: string;
  data: Record<string, string | number>;
}

export function report(event: Heard): Report {
  const { location, referrer } = event.context.document;
  return {
    id: event.id,
    name: event.name,
    timestamp: event.timestamp,
    clientId: event.clientId ?? '',
    url: cleanUrl(location.href),
    referrer: cleanUrl(referrer),
    data: 'customData' in event ? told(event.customData) : details(event),
  };
}

/** What it was about, unless that may name a person. */
function told(data: CustomEvent['customData']): Record<string, string> {
  const title: unknown = data?.title;
  return typeof title === 'string' && !PERSONAL.test(title) ? { title: title.slice(0, 100) } : {};
}

function details(event: Standard): Record<string, string | number> {
  switch (event.name) {
    case 'product_viewed':
      return product(event.data.productVariant);
    case 'product_added_to_cart': {
      const line = event.data.cartLine;
      return line ? { ...product(line.merchandise), quantity: line.quantity } : {};
    }
    case 'collection_viewed':
      return { collectionId: event.data.collection.id, title: event.data.collection.title };
    case 'cart_viewed':
      return { quantity: event.data.cart?.totalQuantity ?? 0 };
    case 'search_submitted':
      return search(event.data.searchResult.query);
    case 'page_viewed':
      return {};
  }
}

function product(variant: { product: { id: string | null; title: string } }): Record<string, string> {
  return { productId: variant.product.id ?? '', title: variant.product.title };
}

/** An address, a telephone or an order number. */
const PERSONAL = /@|\d{5}/;

/** People type their address or an order number into the search box: such a query is not sent. */
function search(query: string): Record<string, string> {
  return PERSONAL.test(query) ? {} : { query: query.slice(0, 100) };
}

/** Path and utm marks only: other parameters may carry an address, a key or a session. */
export function cleanUrl(address: string): string {
  try {
    const url = new URL(address);
    if (!url.protocol.startsWith('http')) return '';
    const kept = new URLSearchParams([...url.searchParams].filter(([name]) => name.startsWith('utm_')));
    return `${url.origin}${url.pathname}${kept.size ? `?${kept}` : ''}`;
  } catch {
    return '';
  }
}
