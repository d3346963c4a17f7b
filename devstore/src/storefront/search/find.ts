import { articlesOf, type Article } from '../../seed/articles.ts';
import type { Devstore } from '../../devstore.ts';
import type { Collection, Locale, Product } from '../../shop/types.ts';
import { articleText } from '../objects/article.ts';
import { productTitle } from '../objects/product.ts';

export interface Found {
  products: Product[];
  articles: Article[];
  collections: Collection[];
}

/**
 * The shop's own search: every word of the query has to begin a word of the thing ("lin thr" finds the Linen Throw).
 * A word in the title counts more than one in the text. Shopify's `unavailable_products: last` and `prefix: last`.
 * https://shopify.dev/docs/api/ajax/reference/predictive-search
 */
export function find(devstore: Devstore, locale: Locale, query: string): Found {
  const words = wordsOf(query);
  if (words.length === 0) return { products: [], articles: [], collections: [] };
  const { store, clock } = devstore;
  const products = store.products.all().filter((product) => product.status === 'active' && product.publishedAt);
  const available = (product: Product): number =>
    product.variants.some((variant) => variant.inventoryQuantity > 0) ? 1 : 0;
  return {
    products: ranked(
      products,
      words,
      (product) => productTitle(product, locale),
      (product) => productText(product, locale),
    ).sort((a, b) => available(b) - available(a)),
    articles: ranked(
      articlesOf(store.shop, clock.now()),
      words,
      (article) => article[locale].title,
      (article) => articleText(article, locale),
    ),
    collections: ranked(
      store.collections.all(),
      words,
      (collection) => productTitle(collection, locale),
      (collection) => collection.handle,
    ),
  };
}

function productText(product: Product, locale: Locale): string {
  const description = product.translations[locale]?.descriptionHtml ?? product.descriptionHtml;
  const variants = product.variants.flatMap((variant) => [variant.title, variant.sku]);
  const words = Object.values(product.translations[locale]?.words ?? {});
  const text = description.replace(/<[^>]*>/g, ' ');
  return [product.productType, product.vendor, ...product.tags, text, ...variants, ...words].join(' ');
}

/** Best first; what is equally good keeps the order it came in. */
function ranked<T>(things: T[], words: string[], title: (thing: T) => string, text: (thing: T) => string): T[] {
  const scored = things.flatMap((thing) => {
    const inTitle = wordsOf(title(thing));
    const inText = wordsOf(text(thing));
    let score = 0;
    for (const word of words) {
      if (inTitle.includes(word)) score += 8;
      else if (inTitle.some((one) => one.startsWith(word))) score += 5;
      else if (inText.some((one) => one.startsWith(word))) score += 1;
      else return [];
    }
    return [{ thing, score }];
  });
  return scored.sort((a, b) => b.score - a.score).map(({ thing }) => thing);
}

function wordsOf(text: string): string[] {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
