import type { Collection, Product, Translation } from '../shop/types.ts';
import { italianWord as word } from './italian-words.ts';
import type { Catalogue } from './products.ts';

/** The catalogue of a shop whose first language is Italian: English is its translation, not the other way round. */
export function inItalian({ products, collections }: Catalogue): Catalogue {
  return { products: products.map(italianProduct), collections: collections.map(turned) };
}

function italianProduct(product: Product): Product {
  const { title, ...rest } = turned(product);
  return {
    ...rest,
    title,
    productType: word(product.productType),
    options: product.options.map(({ name, values }) => ({ name: word(name), values: values.map(word) })),
    variants: product.variants.map((variant) => ({
      ...variant,
      title: word(variant.title),
      options: variant.options.map(word),
    })),
    picture: { ...product.picture, alt: title },
  };
}

function turned<T extends Product | Collection>(thing: T): T {
  const { it } = thing.translations;
  if (!it) return thing;
  const { words, ...texts } = it;
  const en: Translation = {
    title: thing.title,
    descriptionHtml: thing.descriptionHtml,
    ...(words && { words: Object.fromEntries(Object.entries(words).map(([english, italian]) => [italian, english])) }),
  };
  return { ...thing, ...texts, translations: { en } };
}
