/** A square picture of a product, as Shopify's own servers cut it; others send what they have. Empty for what is no web address. */
export function pictureOf(url: string | null | undefined): string {
  const address = url?.startsWith('//') ? `https:${url}` : (url ?? '');
  if (!/^https?:\/\//.test(address) || !URL.canParse(address)) return '';
  const picture = new URL(address);
  if (picture.host !== 'cdn.shopify.com') return address;
  // twice the size at which it is shown
  for (const [name, value] of [
    ['width', '560'],
    ['height', '560'],
    ['crop', 'center'],
  ] as const)
    picture.searchParams.set(name, value);
  return picture.href;
}
