import type { CollectionStore, ProductStore } from './store.ts';
import type { Product, Variant } from './types.ts';
import { need, type World } from './world.ts';
import { NotInShop } from './not-in-shop.ts';

export function productStore(world: World): ProductStore {
  const products = world.maps.product;
  const byHandle = new Map<string, string>();
  const byVariant = new Map<string, string>();
  const index = (product: Product) => {
    byHandle.set(product.handle, product.id);
    for (const variant of product.variants) byVariant.set(variant.id, product.id);
  };
  for (const product of products.values()) index(product);

  const change = (product: Product, patch: Partial<Product>): Product => {
    const changed = { ...product, ...patch, updatedAt: world.clock.iso() };
    world.save('product', changed.id, changed);
    world.emit({ kind: 'product.updated', product: changed });
    return changed;
  };
  const changeVariant = (variantId: string, patch: Partial<Variant>): Product => {
    const product = products.get(byVariant.get(variantId) ?? '');
    if (!product) throw new NotInShop('variant', variantId);
    const variants = product.variants.map((variant) => (variant.id === variantId ? { ...variant, ...patch } : variant));
    return change(product, { variants });
  };

  return {
    get: (id) => products.get(id),
    byHandle: (handle) => products.get(byHandle.get(handle) ?? ''),
    byVariant: (variantId) => products.get(byVariant.get(variantId) ?? ''),
    all: () => [...products.values()],
    inCollection: (collectionId) =>
      [...products.values()].filter((product) => product.collectionIds.includes(collectionId)),
    update: (id, patch) => change(need(world, 'product', id), patch),
    setPrice: (variantId, price) => changeVariant(variantId, { price }),
    setInventory: (variantId, inventoryQuantity) => changeVariant(variantId, { inventoryQuantity }),
    remove: (id) => {
      const product = need(world, 'product', id);
      byHandle.delete(product.handle);
      for (const variant of product.variants) byVariant.delete(variant.id);
      world.forget('product', id);
      world.emit({ kind: 'product.deleted', productId: id });
    },
  };
}

export function collectionStore(world: World): CollectionStore {
  const collections = world.maps.collection;
  const byHandle = new Map([...collections.values()].map((collection) => [collection.handle, collection]));
  return {
    get: (id) => collections.get(id),
    byHandle: (handle) => byHandle.get(handle),
    all: () => [...collections.values()],
  };
}
