/**
 * The storefront's side of web pixels: it makes the events, keeps them in order, and starts the sandbox
 * as soon as the visitor's consent allows it. Events of this page from before the consent follow then.
 */
import type { BrowserCall, FromSandbox, PixelEventMessage, Privacy, ToSandbox } from '../messages.ts';
import { browserCall } from './browser-calls.ts';
import { watchCart, type CartItem } from './cart-events.ts';
import { clientId } from './client-id.ts';
import { eventContext } from './event-context.ts';
import { visitor } from './visitor-api.ts';

interface Setup {
  shop: { paymentSettings: { currencyCode: string } };
  customer: Record<string, unknown> | null;
  cart: Record<string, unknown> | null;
  /** the cart's lines as its own API shows them */
  cartItems: CartItem[];
  pixel: { settings: Record<string, unknown>; purposes: (keyof Privacy)[] } | null;
  /** Milliseconds by which the shop's clock is ahead of this browser's. */
  clockOffset: number;
  events: { name: string; data: Record<string, unknown> }[];
}

interface CustomerPrivacy {
  analyticsProcessingAllowed(): boolean;
  marketingAllowed(): boolean;
  preferencesProcessingAllowed(): boolean;
  saleOfDataAllowed(): boolean;
}

const setup = JSON.parse(document.getElementById('web-pixels-manager-setup')?.textContent ?? '{}') as Setup;
const shopify = ((window as { Shopify?: Record<string, unknown> }).Shopify ??= {});

const STANDARD = new Set([
  'page_viewed',
  'product_viewed',
  'collection_viewed',
  'search_submitted',
  'cart_viewed',
  'product_added_to_cart',
  'product_removed_from_cart',
  'checkout_started',
  'checkout_contact_info_submitted',
  'checkout_address_info_submitted',
  'checkout_shipping_info_submitted',
  'payment_info_submitted',
  'checkout_completed',
  'alert_displayed',
  'ui_extension_errored',
]);

type Draft = Omit<PixelEventMessage, 'clientId' | 'seq'>;
/** Made but not yet handed over: nothing leaves the page before the sandbox runs. */
const waiting: Draft[] = [];
let worker: Worker | undefined;
let started = false;
let sequence = 0;

function publish(name: string, data: Record<string, unknown>, type: PixelEventMessage['type'] = 'standard'): void {
  waiting.push({
    id: `sh-${crypto.randomUUID()}`,
    name,
    type,
    timestamp: new Date(Date.now() + setup.clockOffset).toISOString(),
    context: eventContext(),
    ...(type === 'custom' ? { customData: data } : { data }),
  });
  flush();
}

/** Nobody but Shopify publishes standard events: https://shopify.dev/docs/api/web-pixels-api/emitting-data */
function publishCustom(name: string, data: Record<string, unknown>): boolean {
  if (STANDARD.has(name)) {
    console.error(`${name} is a standard event: choose a name of your own, such as my_app:${name}`);
    return false;
  }
  publish(name, data, 'custom');
  return true;
}

function flush(): void {
  if (!worker || !started) return;
  for (const draft of waiting.splice(0)) {
    sequence += 1;
    // Whoever takes her consent back is nobody in what a pixel that runs already still hears.
    const id = privacy().analyticsProcessingAllowed ? clientId() : null;
    send({ kind: 'event', event: { ...draft, clientId: id, seq: sequence } });
  }
}

function send(message: ToSandbox): void {
  worker?.postMessage(message);
}

function privacy(): Privacy {
  const api = shopify['customerPrivacy'] as CustomerPrivacy | undefined;
  return {
    analyticsProcessingAllowed: api?.analyticsProcessingAllowed() ?? false,
    marketingAllowed: api?.marketingAllowed() ?? false,
    preferencesProcessingAllowed: api?.preferencesProcessingAllowed() ?? false,
    saleOfDataAllowed: api?.saleOfDataAllowed() ?? false,
  };
}

function startIfAllowed(): void {
  const now = privacy();
  const { pixel } = setup;
  if (!pixel) return;
  // A pixel that runs is told and has to stop by itself; on the next page it is not loaded any more.
  // https://shopify.dev/docs/api/web-pixels-api/pixel-privacy
  if (worker) return send({ kind: 'privacy', privacy: now });
  if (!pixel.purposes.every((purpose) => now[purpose])) return;
  worker = new Worker('/wpm/sandbox.js', { name: 'web-pixel-sandbox' });
  worker.addEventListener('message', ({ data }: MessageEvent<FromSandbox>) => {
    if (data.kind === 'started') {
      started = true;
      flush();
    } else {
      void answer(data);
    }
  });
  const data = { shop: setup.shop, customer: setup.customer, cart: setup.cart, purchasingCompany: null };
  send({ kind: 'start', settings: pixel.settings, init: { context: eventContext(), data }, privacy: now });
}

async function answer(call: BrowserCall): Promise<void> {
  const value =
    call.api === 'publish'
      ? publishCustom(call.args[0] ?? '', JSON.parse(call.args[1] ?? '{}') as Record<string, unknown>)
      : await browserCall(call);
  send({ kind: 'answer', id: call.id, value });
}

const analytics = ((shopify['analytics'] as Record<string, unknown> | undefined) ?? {}) as Record<string, unknown>;
analytics['publish'] = (name: string, data: Record<string, unknown>) => publishCustom(name, data);
analytics['visitor'] = visitor;
shopify['analytics'] = analytics;

for (const { name, data } of setup.events) publish(name, data);
watchCart(setup.cartItems ?? [], setup.shop.paymentSettings.currencyCode, (name, cartLine) =>
  publish(name, { cartLine }),
);
document.addEventListener('visitorConsentCollected', startIfAllowed);
startIfAllowed();
