/**
 * What a page of the admin may load and who may frame it. Scripts need the nonce of this very answer, or come from
 * Shopify (App Bridge); Polaris and React write style attributes, so styles may stand in the page.
 * @param framing the `frame-ancestors` directive of the shop, as Shopify's library gives it
 * @see https://shopify.dev/docs/apps/build/security/set-up-iframe-protection
 */
export function contentPolicy(nonce: string, framing: string | null, development: boolean): string {
  const shopify = 'https://cdn.shopify.com';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' ${shopify}`,
    `style-src 'self' 'unsafe-inline' ${shopify}`,
    // products' pictures and previews of mails come from wherever the shop keeps them
    "img-src 'self' data: blob: https:",
    `font-src 'self' data: ${shopify}`,
    `connect-src 'self' https://*.shopify.com https://*.shopifysvc.com${development ? ' ws: wss:' : ''}`,
    "frame-src 'self' https://*.shopify.com",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self' https://*.shopify.com",
    framing ?? "frame-ancestors 'none'",
  ].join('; ');
}

const ADMIN = 'https://admin.shopify.com';
const SHOP = /^https:\/\/[a-z0-9][a-z0-9-]*\.myshopify\.com$/;

/** Who may frame the page, of what Shopify's library says: the shop and its admin, not Shopify's own test systems. */
export function framingOf(policy: string | null): string | null {
  const directive = policy?.split(';').find((part) => part.trim().startsWith('frame-ancestors'));
  const sources = directive?.trim().split(/\s+/).slice(1) ?? [];
  const kept = sources.filter((source) => source === ADMIN || SHOP.test(source));
  return kept.length > 0 ? `frame-ancestors ${kept.join(' ')}` : null;
}
