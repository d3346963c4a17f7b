import type { CollectionStore, ProductStore } from './store.ts';
import { availableAt, LOCATION, LOCATIONS, STREET_SHOP } from './location.ts';
import type { Collection, Product, Variant } from './types.ts';
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
    setInventory: (variantId, available, locationId = LOCATION.id) => {
      if (!LOCATIONS.some(({ id }) => id === locationId)) throw new NotInShop('location', locationId);
      const before = products.get(byVariant.get(variantId) ?? '')?.variants.find((one) => one.id === variantId);
      if (!before) throw new NotInShop('variant', variantId);
      const product = changeVariant(variantId, {
        inventoryQuantity: before.inventoryQuantity - availableAt(before, locationId) + available,
        ...(locationId === STREET_SHOP.id && { inStreetShop: available }),
      });
      const variant = product.variants.find((one) => one.id === variantId);
      if (variant) {
        world.emit({
          kind: 'inventory.changed',
          inventoryItemId: variant.inventoryItemId,
          locationId,
          available,
          at: product.updatedAt,
        });
      }
      return product;
    },
    setCollections: (id, collectionIds) => change(need(world, 'product', id), { collectionIds }),
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
    create: (title) => {
      const id = world.nextId('collection');
      const [any] = world.maps.product.values();
      const collection: Collection = {
        id,
        handle: `${title
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-')
          .replace(/^-|-$/g, '')}-${id.slice(-4)}`,
        title,
        descriptionHtml: '',
        translations: {},
        picture: any?.picture ?? { id, src: '/cdn/collections/none.svg', alt: '', width: 800, height: 800 },
        updatedAt: world.clock.iso(),
      };
      world.save('collection', id, collection);
      byHandle.set(collection.handle, collection);
      world.emit({ kind: 'collection.created', collection });
      return collection;
    },
    update: (id, patch) => {
      const collection = { ...need(world, 'collection', id), ...patch, updatedAt: world.clock.iso() };
      world.save('collection', id, collection);
      byHandle.set(collection.handle, collection);
      world.emit({ kind: 'collection.updated', collection });
      return collection;
    },
    remove: (id) => {
      const collection = need(world, 'collection', id);
      byHandle.delete(collection.handle);
      world.forget('collection', id);
      for (const product of world.maps.product.values()) {
        if (!product.collectionIds.includes(id)) continue;
        const collectionIds = product.collectionIds.filter((one) => one !== id);
        world.save('product', product.id, { ...product, collectionIds });
      }
      world.emit({ kind: 'collection.deleted', collectionId: id });
    },
  };
}
