import { register } from '@shopify/web-pixels-extension';
import { createOutbox } from './outbox.ts';
import { report, type Heard } from './report.ts';

const EVENTS = [
  'page_viewed',
  'product_viewed',
  'collection_viewed',
  'cart_viewed',
  'search_submitted',
  'product_added_to_cart',
] as const;

const YEAR_S = 365 * 24 * 60 * 60;

register(({ analytics, browser, settings, init }) => {
  const key: unknown = settings.accountID;
  const url: unknown = settings.collectUrl;
  if (typeof key !== 'string' || typeof url !== 'string') return;
  const send = createOutbox(key, url);
  const secure = init.context.document.location.protocol === 'https:' ? '; secure' : '';
  let known = '';

  const hear = (event: Heard) => {
    // the storefront's script reads who is visiting from here: without consent the pixel does not run, and there is no cookie
    if (event.clientId && event.clientId !== known) {
      known = event.clientId;
      void browser.cookie.set(`sandmill_visitor=${event.clientId}; path=/; max-age=${YEAR_S}; samesite=lax${secure}`);
    }
    send(report(event));
  };
  for (const name of EVENTS) analytics.subscribe(name, (event) => hear(event));
});
