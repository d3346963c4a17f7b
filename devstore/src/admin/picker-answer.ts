import type { Devstore } from '../devstore.ts';
import { PRODUCT_SEARCH } from '../graphql/product-search.ts';
import { searchFilter } from '../graphql/search-query.ts';
import type { Product } from '../shop/types.ts';

const PAGE = 25;

interface Resource extends Record<string, unknown> {
  id: string;
}

export interface PickerPage {
  resources: Resource[];
  total: number;
}

/** One page of what the resource picker shows and hands to the app, in App Bridge's shape. */
export function pickerAnswer({ store, clock }: Devstore, query: URLSearchParams): PickerPage {
  const wanted = (query.get('query') ?? '').trim().toLowerCase();
  const shown = (name: string) => query.get(name) !== 'false';
  const from = Number(query.get('from') ?? 0);
  const page = <T>(items: T[], resource: (one: T) => Resource): PickerPage => ({
    resources: items.slice(from, from + PAGE).map(resource),
    total: items.length,
  });
  const titled = ({ title }: { title: string }) => title.toLowerCase().includes(wanted);
  if (query.get('type') === 'collection') {
    return page(
      store.collections.all().filter(titled),
      ({ id, title, handle, picture, updatedAt, descriptionHtml }) => ({
        id: `gid://shopify/Collection/${id}`,
        title,
        handle,
        descriptionHtml,
        updatedAt,
        productsCount: store.products.inCollection(id).length,
        image: { id: picture.id, originalSrc: picture.src, altText: picture.alt },
      }),
    );
  }
  const fits = searchFilter(query.get('filter'), PRODUCT_SEARCH, clock.now());
  const products = store.products
    .all()
    .filter((product) => titled(product) || product.variants.some((one) => one.sku.toLowerCase() === wanted))
    .filter(({ status }) => (status === 'draft' ? shown('draft') : status === 'archived' ? shown('archived') : true))
    .filter(({ publishedAt }) => shown('hidden') || publishedAt !== null)
    .filter(fits);
  return page(products, (product) => productResource(product, shown('variants')));
}

function productResource(product: Product, withVariants: boolean): Resource {
  const id = `gid://shopify/Product/${product.id}`;
  return {
    id,
    title: product.title,
    handle: product.handle,
    vendor: product.vendor,
    productType: product.productType,
    status: product.status.toUpperCase(),
    tags: product.tags,
    descriptionHtml: product.descriptionHtml,
    hasOnlyDefaultVariant: product.variants.length === 1,
    totalVariants: product.variants.length,
    totalInventory: product.variants.reduce((sum, one) => sum + one.inventoryQuantity, 0),
    tracksInventory: true,
    options: product.options.map((option, n) => ({
      id: `${id}/${n + 1}`,
      name: option.name,
      position: n + 1,
      values: option.values,
    })),
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    publishedAt: product.publishedAt,
    images: [{ id: product.picture.id, originalSrc: product.picture.src, altText: product.picture.alt }],
    variants: withVariants
      ? product.variants.map((variant) => ({
          id: `gid://shopify/ProductVariant/${variant.id}`,
          title: variant.title,
          displayName: `${product.title} - ${variant.title}`,
          sku: variant.sku,
          price: variant.price,
          compareAtPrice: variant.compareAtPrice,
          position: variant.position,
          inventoryQuantity: variant.inventoryQuantity,
          availableForSale: variant.inventoryQuantity > 0,
          product: { id },
        }))
      : [],
  };
}
