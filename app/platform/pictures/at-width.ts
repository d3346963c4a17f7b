/**
 * The address of a picture no wider than this, where Shopify serves it and cuts it to the width that is asked for; any
 * other stays as it is, and so does one that asks for less. What carries Liquid is no address yet.
 * @param width in pixels of the file; twice what is shown is enough for any screen
 */
export function atWidth(address: string, width: number): string {
  if (!/^https?:\/\/[^{}]+$/i.test(address) || !URL.canParse(address)) return address;
  const url = new URL(address);
  if (url.host !== 'cdn.shopify.com' && !url.pathname.startsWith('/cdn/shop/')) return address;
  const asked = Number(url.searchParams.get('width') ?? Number.NaN);
  if (asked > 0 && asked <= width) return address;
  url.searchParams.set('width', String(width));
  return url.href;
}
