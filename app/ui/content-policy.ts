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

/** The directive that Shopify's library set, without the others. */
export function framingOf(policy: string | null): string | null {
  const directive = policy?.split(';').find((part) => part.trim().startsWith('frame-ancestors'));
  return directive?.trim() ?? null;
}
