import type { Locale, Shop } from './types.ts';

/** What stands before every path of a language; nothing before those of the shop's first one. */
export type Root = '' | '/en' | '/it';

export function primaryLocale({ locales }: Pick<Shop, 'locales'>): Locale {
  return locales[0] ?? 'en';
}

export function rootFor(shop: Pick<Shop, 'locales'>, locale: Locale): Root {
  return locale === primaryLocale(shop) ? '' : `/${locale}`;
}

/** The language that a path is in, and the path without it. */
export function languageOf(
  shop: Pick<Shop, 'locales'>,
  pathname: string,
): { locale: Locale; root: Root; path: string } {
  const first = primaryLocale(shop);
  for (const locale of shop.locales) {
    const root = rootFor(shop, locale);
    if (locale !== first && (pathname === root || pathname.startsWith(`${root}/`)))
      return { locale, root, path: pathname.slice(root.length) || '/' };
  }
  return { locale: first, root: '', path: pathname };
}
