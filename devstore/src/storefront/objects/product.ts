import type { ShopStore } from '../../shop/store.ts';
import type { Collection, Locale, Picture, Product, Variant } from '../../shop/types.ts';
import { unitsSold } from './best-sellers.ts';
import { cents } from './cents.ts';
import { withLazy } from './with-lazy.ts';

export interface ObjectContext {
  store: ShopStore;
  locale: Locale;
  root: string;
}

export function imageObject(picture: Picture) {
  return {
    id: Number(picture.id),
    src: picture.src,
    alt: picture.alt,
    width: picture.width,
    height: picture.height,
    aspect_ratio: picture.width / picture.height,
    toString: () => picture.src,
  };
}

export function productTitle(product: Pick<Product | Collection, 'title' | 'translations'>, locale: Locale): string {
  return product.translations[locale]?.title ?? product.title;
}

/** What a product's kind, its options and their values are called in this language; of a variant, all of its values. */
export function productWord(product: Pick<Product, 'translations'>, locale: Locale): (text: string) => string {
  const words = product.translations[locale]?.words ?? {};
  return (text) =>
    text
      .split(' / ')
      .map((part) => words[part] ?? part)
      .join(' / ');
}

export function productUrl(product: Product, root: string, variantId?: string): string {
  return `${root}/products/${product.handle}${variantId ? `?variant=${variantId}` : ''}`;
}

/** https://shopify.dev/docs/api/liquid/objects/product, as far as a theme and our blocks go. Lazy: a page shows dozens. */
export function productObject(product: Product, context: ObjectContext, selectedVariantId?: string | null) {
  const prices = product.variants.map((variant) => cents(variant.price));
  const compares = product.variants.map((variant) => (variant.compareAtPrice ? cents(variant.compareAtPrice) : 0));
  const variants = () => product.variants.map((variant) => variantObject(product, variant, context));
  const word = productWord(product, context.locale);
  const description = product.translations[context.locale]?.descriptionHtml ?? product.descriptionHtml;
  const first = product.variants.find((variant) => variant.inventoryQuantity > 0) ?? product.variants[0];
  const selected = product.variants.find((variant) => variant.id === selectedVariantId);
  const image = imageObject(product.picture);
  const object = {
    id: Number(product.id),
    handle: product.handle,
    title: productTitle(product, context.locale),
    description,
    content: description,
    vendor: product.vendor,
    type: word(product.productType),
    tags: product.tags,
    url: productUrl(product, context.root),
    price: Math.min(...prices),
    price_min: Math.min(...prices),
    price_max: Math.max(...prices),
    price_varies: Math.min(...prices) !== Math.max(...prices),
    compare_at_price: Math.max(...compares) || null,
    compare_at_price_min: Math.min(...compares) || null,
    compare_at_price_max: Math.max(...compares) || null,
    compare_at_price_varies: new Set(compares).size > 1,
    available: product.variants.some((variant) => variant.inventoryQuantity > 0),
    has_only_default_variant: product.variants.length === 1,
    options: product.options.map((option) => word(option.name)),
    featured_image: image,
    featured_media: { ...image, media_type: 'image', preview_image: image },
    images: [image],
    media: [{ ...image, media_type: 'image', preview_image: image }],
    published_at: product.publishedAt,
    created_at: product.createdAt,
    metafields: {},
    template_suffix: '',
    'gift_card?': false,
    requires_selling_plan: false,
    get variants() {
      return variants();
    },
  };
  return withLazy(object, {
    get first_available_variant() {
      return first ? variantObject(product, first, context) : null;
    },
    get selected_variant() {
      return selected ? variantObject(product, selected, context) : null;
    },
    get selected_or_first_available_variant() {
      const variant = selected ?? first;
      return variant ? variantObject(product, variant, context) : null;
    },
    get options_with_values() {
      const chosen = selected ?? first;
      return product.options.map((option, index) => ({
        name: word(option.name),
        position: index + 1,
        values: option.values.map(word),
        selected_value: word(chosen?.options[index] ?? option.values[0] ?? ''),
      }));
    },
    get collections() {
      return product.collectionIds.flatMap((id) => {
        const collection = context.store.collections.get(id);
        return collection ? [collectionObject(collection, context)] : [];
      });
    },
  });
}

export function variantObject(product: Product, variant: Variant, context: ObjectContext) {
  const word = productWord(product, context.locale);
  const options = variant.options.map(word);
  const object = {
    id: Number(variant.id),
    title: word(variant.title),
    sku: variant.sku,
    price: cents(variant.price),
    compare_at_price: variant.compareAtPrice ? cents(variant.compareAtPrice) : null,
    available: variant.inventoryQuantity > 0,
    inventory_quantity: variant.inventoryQuantity,
    inventory_management: 'shopify',
    inventory_policy: 'deny',
    weight: variant.grams,
    options,
    option1: options[0] ?? null,
    option2: options[1] ?? null,
    option3: options[2] ?? null,
    url: productUrl(product, context.root, variant.id),
    featured_image: null,
    image: imageObject(product.picture),
    requires_shipping: true,
    taxable: true,
  };
  return withLazy(object, {
    get product() {
      return productObject(product, context);
    },
  });
}

export const sortOrders = [
  'best-selling',
  'price-ascending',
  'price-descending',
  'title-ascending',
  'created-descending',
] as const;

export function collectionObject(
  collection: Collection,
  context: ObjectContext,
  sortBy = 'best-selling',
  products?: Product[],
) {
  const translated = collection.translations[context.locale];
  const all = () =>
    products ?? context.store.products.inCollection(collection.id).filter((product) => product.status === 'active');
  const object = {
    id: Number(collection.id),
    handle: collection.handle,
    title: translated?.title ?? collection.title,
    description: translated?.descriptionHtml ?? collection.descriptionHtml,
    url: `${context.root}/collections/${collection.handle}`,
    image: imageObject(collection.picture),
    featured_image: imageObject(collection.picture),
    sort_by: sortBy,
    default_sort_by: 'best-selling',
    sort_options: sortOrders.map((value) => ({ value, name: value })),
    metafields: {},
  };
  return withLazy(object, {
    get products() {
      return sorted(all(), sortBy, context.store).map((product) => productObject(product, context));
    },
    get products_count() {
      return all().length;
    },
    get all_products_count() {
      return all().length;
    },
  });
}

function sorted(products: Product[], sortBy: string, store: ShopStore): Product[] {
  const price = (product: Product): number => Math.min(...product.variants.map((variant) => cents(variant.price)));
  const list = [...products];
  switch (sortBy) {
    case 'price-ascending':
      return list.sort((a, b) => price(a) - price(b));
    case 'price-descending':
      return list.sort((a, b) => price(b) - price(a));
    case 'title-ascending':
      return list.sort((a, b) => a.title.localeCompare(b.title));
    case 'created-descending':
      return list.sort((a, b) => b.createdAt.localeCompare(a.createdAt));
    default: {
      const sold = unitsSold(store);
      return list.sort((a, b) => (sold.get(b.id) ?? 0) - (sold.get(a.id) ?? 0));
    }
  }
}
