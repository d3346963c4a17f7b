/** `gid://shopify/Product/123` → `123`, the id that webhooks and the storefront use. */
export function legacyId(gid: string): string {
  return gid.slice(gid.lastIndexOf('/') + 1).split('?')[0] ?? '';
}
