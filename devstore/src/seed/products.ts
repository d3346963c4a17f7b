import type { IdSource } from '../shop/ids.ts';
import { fromCents } from '../shop/money.ts';
import type { Collection, Product, Variant } from '../shop/types.ts';
import { COLOURS, RANGES, SERIES, type Range, type Thing } from './catalogue.ts';
import { handleOf } from './handle.ts';
import { italianWord } from './italian-words.ts';
import type { Random } from './random.ts';

const PRODUCTS = 400;

const SIZES: Record<Thing['option'], { option: string; values: [value: string, factor: number][] }> = {
  colour: { option: 'Colour', values: [] },
  bed: {
    option: 'Size',
    values: [
      ['Single', 1],
      ['Double', 1.25],
      ['King', 1.45],
    ],
  },
  size: {
    option: 'Size',
    values: [
      ['S', 1],
      ['M', 1.08],
      ['L', 1.18],
    ],
  },
  set: {
    option: 'Set',
    values: [
      ['Single', 1],
      ['Set of 3', 2.6],
    ],
  },
  none: { option: 'Title', values: [['Default Title', 1]] },
};

const DETAIL_EN = [
  'Made in small batches, so no two are quite alike.',
  'Cut and finished in a family workshop near the coast.',
  'Chosen because it still looks good after years of daily use.',
  'Wash cool, dry in the shade, and it will only get better.',
  'Comes in a plain paper box, ready to give.',
];
const DETAIL_IT = [
  'Prodotto in piccole serie: nessun pezzo è uguale all’altro.',
  'Tagliato e rifinito in un laboratorio familiare vicino al mare.',
  'Scelto perché resta bello dopo anni di uso quotidiano.',
  'Lavare a freddo, asciugare all’ombra: migliora con il tempo.',
  'Arriva in una scatola di carta, pronto da regalare.',
];

export interface Catalogue {
  products: Product[];
  collections: Collection[];
}

/** 400 products in 12 collections; those created late are what a shop calls new. */
export function makeCatalogue(random: Random, ids: IdSource, today: number): Catalogue {
  const collections = RANGES.map((range) => collectionOf(range, ids, today));
  const pairs = RANGES.flatMap((range, n) =>
    range.things.map((thing) => ({ range, thing, collection: collections[n] })),
  );
  const surplus = pairs.length * SERIES.length - PRODUCTS;
  const products = pairs.flatMap(({ range, thing, collection }, pair) =>
    SERIES.slice(0, pair < surplus ? -1 : undefined).map((series) =>
      productOf({ series, range, thing, collectionId: collection?.id ?? '', random, ids, today }),
    ),
  );
  return { products, collections };
}

function collectionOf(range: Range, ids: IdSource, today: number): Collection {
  return {
    id: ids.next('collection'),
    handle: range.handle,
    title: range.en,
    descriptionHtml: `<p>${range.introEn}</p>`,
    translations: { it: { title: range.it, descriptionHtml: `<p>${range.introIt}</p>` } },
    picture: {
      id: ids.next('picture'),
      src: `/cdn/collections/${range.handle}.svg`,
      alt: range.en,
      width: 1200,
      height: 800,
    },
    updatedAt: new Date(today).toISOString(),
  };
}

interface ProductParts {
  series: string;
  range: Range;
  thing: Thing;
  collectionId: string;
  random: Random;
  ids: IdSource;
  today: number;
}

function productOf({ series, range, thing, collectionId, random, ids, today }: ProductParts): Product {
  const title = `${series} ${thing.en}`;
  const titleIt = `${thing.it} ${series}`;
  const handle = handleOf(title);
  const id = ids.next('product');
  const [low, high] = thing.price;
  const base = random.between(low, high) * 100 - 10;
  const sizing = SIZES[thing.option];
  const colours = [...COLOURS].sort(() => random.next() - 0.5).slice(0, random.between(2, 4));
  const choices: [string, number][] =
    thing.option === 'colour' ? colours.map((colour) => [colour.en, 1]) : sizing.values;
  const onSale = random.chance(0.08);
  const costShare = 0.34 + random.next() * 0.2;

  const variants: Variant[] = choices.map(([value, factor], n) => {
    const price = Math.round((base * factor) / 100) * 100 - 10;
    return {
      id: ids.next('variant'),
      productId: id,
      inventoryItemId: ids.next('inventoryItem'),
      title: value,
      sku: `${handle.slice(0, 3)}-${handle
        .split('-')
        .slice(1)
        .map((part) => part.slice(0, 3))
        .join('')}-${n + 1}`.toUpperCase(),
      price: fromCents(price),
      compareAtPrice: onSale ? fromCents(Math.round((price * 1.25) / 100) * 100 - 10) : null,
      unitCost: fromCents(price * costShare),
      inventoryQuantity: random.chance(0.12) ? random.between(1, 6) : random.between(12, 140),
      grams: Math.round(thing.grams * factor),
      position: n + 1,
      options: [value],
    };
  });

  const age = Math.floor(random.chance(0.85) ? 730 + random.next() * 300 : random.next() * 420);
  const createdAt = new Date(today - age * 86_400_000).toISOString();
  const english = random.pick(DETAIL_EN);
  const italian = DETAIL_IT[DETAIL_EN.indexOf(english)] ?? '';
  return {
    id,
    handle,
    title,
    descriptionHtml: `<p>${thing.en} in ${range.materialEn}, from our ${series} series.</p><p>${english}</p>`,
    translations: {
      it: {
        title: titleIt,
        descriptionHtml: `<p>${thing.it} in ${range.materialIt}, della serie ${series}.</p><p>${italian}</p>`,
        words: italianWords([thing.en, sizing.option, ...choices.map(([value]) => value)]),
      },
    },
    vendor: range.vendor,
    productType: thing.en,
    tags: [range.handle, series.toLowerCase(), ...(onSale ? ['sale'] : []), ...(age < 120 ? ['new'] : [])],
    status: 'active',
    options: [{ name: sizing.option, values: choices.map(([value]) => value) }],
    variants,
    collectionIds: [collectionId],
    picture: { id: ids.next('picture'), src: `/cdn/products/${handle}.svg`, alt: title, width: 800, height: 800 },
    createdAt,
    updatedAt: createdAt,
    publishedAt: createdAt,
  };
}

/** Only what is called something else: sizes are S, M and L in both. */
function italianWords(english: string[]): Record<string, string> {
  return Object.fromEntries(
    english.map((word) => [word, italianWord(word)] as const).filter(([word, italian]) => word !== italian),
  );
}
