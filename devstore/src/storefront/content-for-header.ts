import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Devstore } from '../devstore.ts';
import { pixelExtension } from '../pixel/pixel-extension.ts';
import { withholdFromPixels } from '../pixel/withhold-from-pixels.ts';
import type { PageContext } from './page-context.ts';
import { escapeHtml } from './liquid/escape-html.ts';
import { lineJson } from './objects/cart.ts';
import { pixelCart, pixelCustomer } from './pixel-data.ts';
import { regionOf } from './privacy/regions.ts';
import { storefrontSettings } from './settings.ts';

const pushStandIn = readFileSync(new URL('../push/browser/push-stand-in.js', import.meta.url), 'utf8');

/** A standard event that the page itself announces to the web pixels. */
export interface PixelEvent {
  name: string;
  data: Record<string, unknown>;
}

/** `{{ content_for_header }}`: what Shopify puts into every page's head. Nothing here blocks rendering. */
export function contentForHeader(devstore: Devstore, page: PageContext, events: PixelEvent[]): string {
  const { shop, app } = devstore.store;
  const { visitor } = page;
  const region = regionOf(storefrontSettings(devstore.config).read().region);
  const globals = {
    shop: shop.domain,
    locale: visitor.locale,
    currency: { active: shop.currency, rate: '1.0' },
    country: region.code.slice(0, 2),
    theme: { name: 'Sandmill Goods', id: 1, role: 'main' },
    routes: { root: `${page.root}/` },
    designMode: visitor.url.searchParams.has('design_mode') || undefined,
  };
  const pixel = app.webPixel();
  const pixelFolder = join(devstore.config.appDir, 'extensions', 'pixel');
  const context = { store: devstore.store, locale: visitor.locale, root: page.root };
  const approved = app.protectedData();
  const setup = {
    shop: {
      name: shop.name,
      countryCode: shop.countryCode,
      paymentSettings: { currencyCode: shop.currency },
      myshopifyDomain: shop.domain,
      storefrontUrl: visitor.url.origin,
    },
    customer: visitor.customer ? withholdFromPixels(pixelCustomer(visitor.customer, context), approved) : null,
    cart: visitor.cart ? pixelCart(visitor.cart, context) : null,
    pixel: pixel ? { id: pixel.id, settings: pixel.settings, purposes: pixelExtension(pixelFolder).purposes() } : null,
    cartItems: (visitor.cart?.lines ?? []).map((line) => cartItem(lineJson(line, context))),
    clockOffset: devstore.clock.offset(),
    events: withholdFromPixels([{ name: 'page_viewed', data: {} }, ...events], approved),
  };
  return [
    `<script>${pushStandIn}</script>`,
    `<script>Object.assign(window.Shopify = window.Shopify || {}, ${inScript(globals)});</script>`,
    `<script id="customer-privacy-setup" type="application/json">${inScript(region)}</script>`,
    '<script src="/cdn/shopifycloud/consent.js" defer></script>',
    `<script id="web-pixels-manager-setup" type="application/json">${inScript(setup)}</script>`,
    '<script src="/wpm.js" defer></script>',
    ...[...page.styles].map((url) => `<link href="${escapeHtml(url)}" rel="stylesheet" type="text/css" media="all">`),
    ...[...page.scripts].map((url) => `<script src="${escapeHtml(url)}" defer></script>`),
    ...page.inlineStyles.map((text) => `<style>${text}</style>`),
    ...page.inlineScripts.map((text) => `<script type="module">${text}</script>`),
  ].join('\n');
}

/** Of a line as the cart's API shows it, what the pixels' side needs to tell of its going. */
function cartItem(line: Record<string, unknown>) {
  const { key, id, product_id, product_title, variant_title, sku, vendor, product_type, url, image, quantity, price } =
    line;
  return { key, id, product_id, product_title, variant_title, sku, vendor, product_type, url, image, quantity, price };
}

function inScript(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
