export const LOCALES = ['en', 'it'] as const;
export type Locale = (typeof LOCALES)[number];

/** The nearest language we have written; English otherwise. */
export function toLocale(tag: string | null | undefined): Locale {
  const language = tag?.slice(0, 2).toLowerCase();
  return LOCALES.find((locale) => locale === language) ?? 'en';
}

/** Shopify names the merchant's language when it opens the page; the browser's own is the next best. */
export function localeOf(request: Request): Locale {
  const named = new URL(request.url).searchParams.get('locale');
  return toLocale(named ?? request.headers.get('accept-language'));
}
