import type { ShopStore } from '../shop/store.ts';

/** What the resource picker shows and hands to the app, in App Bridge's shape. */
export function pickerAnswer(store: ShopStore, type: string, search: string): Record<string, unknown>[] {
  const wanted = search.toLowerCase();
  if (type === 'collection') {
    return store.collections
      .all()
      .filter(({ title }) => title.toLowerCase().includes(wanted))
      .map(({ id, title, handle, picture }) => ({
        id: `gid://shopify/Collection/${id}`,
        title,
        handle,
        image: picture.src,
      }));
  }
  return store.products
    .all()
    .filter(({ title }) => title.toLowerCase().includes(wanted))
    .slice(0, 60)
    .map((product) => ({
      id: `gid://shopify/Product/${product.id}`,
      title: product.title,
      handle: product.handle,
      vendor: product.vendor,
      productType: product.productType,
      status: product.status.toUpperCase(),
      image: product.picture.src,
      images: [{ id: product.picture.id, originalSrc: product.picture.src, altText: product.picture.alt }],
      variants: product.variants.map((variant) => ({
        id: `gid://shopify/ProductVariant/${variant.id}`,
        title: variant.title,
        sku: variant.sku,
        price: variant.price,
        inventoryQuantity: variant.inventoryQuantity,
      })),
    }));
}
