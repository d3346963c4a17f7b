/** Where an address of Shopify's admin or of the shop lives here. */
export function addressInAdmin(url: string): string {
  const admin =
    /^(?:shopify:\/*admin|https:\/\/admin\.shopify\.com\/store\/[^/]+|https:\/\/[\w-]+\.myshopify\.com\/admin)(?=\/|$|\?)(.*)$/.exec(
      url,
    );
  if (admin) return `/admin${admin[1] ?? ''}`;
  const shop = /^https:\/\/[\w-]+\.myshopify\.com(?=\/|$|\?)(.*)$/.exec(url);
  return shop ? shop[1] || '/' : url;
}
