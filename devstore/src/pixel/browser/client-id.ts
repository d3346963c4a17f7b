/** The visitor's id, Shopify's first-party cookie; made when consent first lets a pixel run. */
export function clientId(): string {
  const known = document.cookie
    .split('; ')
    .find((part) => part.startsWith('_shopify_y='))
    ?.slice('_shopify_y='.length);
  const id = known ?? crypto.randomUUID();
  if (!known) document.cookie = `_shopify_y=${id}; path=/; max-age=31536000; samesite=lax`;
  return id;
}
