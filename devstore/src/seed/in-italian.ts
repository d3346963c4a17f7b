import type { Collection, Product, Translation } from '../shop/types.ts';
import { COLOURS, RANGES } from './catalogue.ts';
import type { Catalogue } from './products.ts';

/** Words of options and kinds, as the catalogue says them, in Italian. */
const WORDS = new Map<string, string>([
  ['Colour', 'Colore'],
  ['Size', 'Misura'],
  ['Set', 'Confezione'],
  ['Single', 'Singolo'],
  ['Double', 'Matrimoniale'],
  ['King', 'King'],
  ['Set of 3', 'Set da 3'],
  ...COLOURS.map(({ en, it }): [string, string] => [en, it]),
  ...RANGES.flatMap(({ things }) => things.map(({ en, it }): [string, string] => [en, it])),
]);

const word = (english: string): string => WORDS.get(english) ?? english;

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
  const en: Translation = { title: thing.title, descriptionHtml: thing.descriptionHtml };
  return { ...thing, ...it, translations: { en } };
}
