import { register } from '@shopify/web-pixels-extension';
import { createOutbox } from './outbox.ts';
import { OWN_EVENTS, report, type Heard } from './report.ts';

const EVENTS = [
  'page_viewed',
  'product_viewed',
  'collection_viewed',
  'cart_viewed',
  'search_submitted',
  'product_added_to_cart',
] as const;

const YEAR_S = 365 * 24 * 60 * 60;

register(({ analytics, browser, customerPrivacy, settings, init }) => {
  const key: unknown = settings.accountID;
  const url: unknown = settings.collectUrl;
  if (typeof key !== 'string' || typeof url !== 'string') return;
  const send = createOutbox(key, url);
  const secure = init.context.document.location.protocol === 'https:' ? '; secure' : '';
  const keep = (visitor: string, seconds: number) =>
    void browser.cookie.set(`sandmill_visitor=${visitor}; path=/; max-age=${seconds}; samesite=lax${secure}`);
  let { analyticsProcessingAllowed: allowed } = init.customerPrivacy;
  let known = '';

  // Shopify loads the pixel with consent only; one that runs already has to obey a change by itself
  customerPrivacy.subscribe('visitorConsentCollected', ({ customerPrivacy: now }) => {
    allowed = now.analyticsProcessingAllowed;
    if (allowed) return;
    known = '';
    keep('', 0);
  });

  const hear = (event: Heard) => {
    if (!allowed) return;
    // the storefront's script reads who is visiting from here: without consent there is no cookie
    if (event.clientId && event.clientId !== known) {
      known = event.clientId;
      keep(event.clientId, YEAR_S);
    }
    send(report(event));
  };
  for (const name of EVENTS) analytics.subscribe(name, (event) => hear(event));
  for (const name of OWN_EVENTS) analytics.subscribe(name, (event) => hear(event));
});
