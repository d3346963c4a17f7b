import type { Address, Locale } from '../../shop/types.ts';

/** As the shopper's language calls it; the address itself keeps the name that Shopify gives in English. */
export function countryName({ countryCode, country }: Address, locale: Locale): string {
  // an imported history may have addresses without a code, which Intl refuses
  if (!/^[A-Z]{2}$/.test(countryCode)) return country;
  return new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' }).of(countryCode) ?? country;
}
