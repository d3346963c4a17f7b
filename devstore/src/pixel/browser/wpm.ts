/**
 * The storefront's side of web pixels: it makes the events, keeps them in order, and starts the sandbox
 * as soon as the visitor's consent allows it. Events of this page from before the consent follow then.
 */
import type { BrowserCall, FromSandbox, PixelEventMessage, Privacy, ToSandbox } from '../messages.ts';
import { browserCall } from './browser-calls.ts';
import { addedToCart } from './cart-events.ts';
import { clientId } from './client-id.ts';
import { eventContext } from './event-context.ts';

interface Setup {
  shop: Record<string, unknown>;
  customer: Record<string, unknown> | null;
  cart: Record<string, unknown> | null;
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

function flush(): void {
  if (!worker || !started) return;
  for (const draft of waiting.splice(0)) {
    sequence += 1;
    send({ kind: 'event', event: { ...draft, clientId: clientId(), seq: sequence } });
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
  const allowed = pixel.purposes.every((purpose) => now[purpose]);
  if (!allowed) return stop();
  if (worker) return send({ kind: 'privacy', privacy: now });
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

function stop(): void {
  worker?.terminate();
  worker = undefined;
  started = false;
}

async function answer(call: BrowserCall): Promise<void> {
  const value =
    call.api === 'publish'
      ? (publish(call.args[0] ?? '', JSON.parse(call.args[1] ?? '{}'), 'custom'), true)
      : await browserCall(call);
  send({ kind: 'answer', id: call.id, value });
}

const analytics = ((shopify['analytics'] as Record<string, unknown> | undefined) ?? {}) as Record<string, unknown>;
analytics['publish'] = (name: string, data: Record<string, unknown>) => publish(name, data, 'custom');
shopify['analytics'] = analytics;

for (const { name, data } of setup.events) publish(name, data);
addedToCart((cartLine) => publish('product_added_to_cart', { cartLine }));
document.addEventListener('visitorConsentCollected', startIfAllowed);
startIfAllowed();
