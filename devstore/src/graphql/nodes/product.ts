import { GraphQLError } from 'graphql';
import { availableAt, LOCATION, LOCATIONS } from '../../shop/location.ts';
import { toCents } from '../../shop/money.ts';
import type { Collection, Picture, Product, Variant } from '../../shop/types.ts';
import { connection, type PageArguments } from '../connection.ts';
import { gid, type GraphContext } from '../context.ts';
import { metafieldFields } from '../metafields/metafield-node.ts';
import { moneyV2 } from '../money.ts';
import { locationNode } from '../products/location-node.ts';

type Node = Record<string, unknown>;

export function productNode(context: GraphContext, product: Product): Node {
  const { store, config } = context.devstore;
  const currency = store.shop.currency;
  const variants = (args: PageArguments) =>
    connection(
      { items: product.variants, idOf: (one) => one.id, node: (one) => variantNode(context, product, one) },
      args,
    );
  const picture = imageNode(context, product.picture);
  const media = { ...mediaNode(context, product.picture) };
  const prices = [...product.variants].sort((a, b) => toCents(a.price) - toCents(b.price));
  const lowest = prices[0]?.price ?? '0.00';
  const highest = prices.at(-1)?.price ?? '0.00';
  const plain = product.descriptionHtml
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return {
    __typename: 'Product',
    ...metafieldFields(context, 'Product', product.id),
    id: gid('Product', product.id),
    legacyResourceId: product.id,
    handle: product.handle,
    title: product.title,
    description: plain,
    descriptionHtml: product.descriptionHtml,
    bodyHtml: product.descriptionHtml,
    vendor: product.vendor,
    productType: product.productType,
    tags: product.tags,
    status: product.status.toUpperCase(),
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    publishedAt: product.publishedAt,
    isGiftCard: false,
    hasOnlyDefaultVariant: product.variants.length === 1 && product.variants[0]?.title === 'Default Title',
    hasOutOfStockVariants: product.variants.some((variant) => variant.inventoryQuantity <= 0),
    totalInventory: product.variants.reduce((sum, variant) => sum + variant.inventoryQuantity, 0),
    totalVariants: product.variants.length,
    variantsCount: { count: product.variants.length, precision: 'EXACT' },
    tracksInventory: true,
    onlineStoreUrl: product.status === 'active' ? `${config.origin}/products/${product.handle}` : null,
    onlineStorePreviewUrl: `${config.origin}/products/${product.handle}`,
    options: ({ first }: { first?: number | null }) =>
      product.options.slice(0, first ?? undefined).map((option, n) => ({
        id: gid('ProductOption', `${product.id}${n + 1}`),
        name: option.name,
        position: n + 1,
        values: option.values,
      })),
    featuredImage: picture,
    featuredMedia: media,
    images: (args: PageArguments) =>
      connection({ items: [product.picture], idOf: (one) => one.id, node: () => picture }, args),
    media: (args: PageArguments) =>
      connection({ items: [product.picture], idOf: (one) => one.id, node: () => media }, args),
    mediaCount: { count: 1, precision: 'EXACT' },
    priceRangeV2: { minVariantPrice: moneyV2(lowest, currency), maxVariantPrice: moneyV2(highest, currency) },
    variants,
    collections: (args: PageArguments) => {
      const items = product.collectionIds.flatMap((id) => store.collections.get(id) ?? []);
      return connection({ items, idOf: (one) => one.id, node: (one) => collectionNode(context, one) }, args);
    },
  };
}

export function variantNode(context: GraphContext, product: Product, variant: Variant): Node {
  return {
    __typename: 'ProductVariant',
    ...metafieldFields(context, 'ProductVariant', variant.id),
    id: gid('ProductVariant', variant.id),
    legacyResourceId: variant.id,
    title: variant.title,
    displayName: `${product.title} - ${variant.title}`,
    sku: variant.sku,
    barcode: null,
    price: variant.price,
    compareAtPrice: variant.compareAtPrice,
    position: variant.position,
    taxable: true,
    availableForSale: variant.inventoryQuantity > 0,
    inventoryQuantity: variant.inventoryQuantity,
    sellableOnlineQuantity: variant.inventoryQuantity,
    inventoryPolicy: 'DENY',
    selectedOptions: product.options.map((option, n) => ({ name: option.name, value: variant.options[n] ?? '' })),
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    image: null,
    product: () => productNode(context, product),
    inventoryItem: () => inventoryItemNode(context, product, variant),
  };
}

export function inventoryItemNode(context: GraphContext, product: Product, variant: Variant): Node {
  const currency = context.devstore.store.shop.currency;
  return {
    __typename: 'InventoryItem',
    id: gid('InventoryItem', variant.inventoryItemId),
    legacyResourceId: variant.inventoryItemId,
    sku: variant.sku,
    tracked: true,
    requiresShipping: true,
    unitCost: variant.unitCost && moneyV2(variant.unitCost, currency),
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    variant: () => variantNode(context, product, variant),
    inventoryLevels: (args: PageArguments) =>
      connection(
        {
          // A place that never had any of it has no level.
          items: LOCATIONS.filter((place) => place === LOCATION || variant.inStreetShop !== undefined),
          idOf: ({ id }) => id,
          node: (place) => levelNode(context, product, variant, place),
        },
        args,
      ),
  };
}

function levelNode(context: GraphContext, product: Product, variant: Variant, place: (typeof LOCATIONS)[number]): Node {
  return {
    __typename: 'InventoryLevel',
    id: `${gid('InventoryLevel', place.id)}?inventory_item_id=${variant.inventoryItemId}`,
    location: () => locationNode(context, place),
    isActive: true,
    createdAt: product.createdAt,
    updatedAt: product.updatedAt,
    quantities: ({ names }: { names: string[] }) =>
      names.map((name) => {
        if (name !== 'available') throw new GraphQLError(`devstore does not simulate quantities of the name ${name}`);
        return { __typename: 'InventoryQuantity', name, quantity: availableAt(variant, place.id) };
      }),
  };
}

export function collectionNode(context: GraphContext, collection: Collection): Node {
  const products = () => context.devstore.store.products.inCollection(collection.id);
  return {
    __typename: 'Collection',
    ...metafieldFields(context, 'Collection', collection.id),
    id: gid('Collection', collection.id),
    legacyResourceId: collection.id,
    handle: collection.handle,
    title: collection.title,
    descriptionHtml: collection.descriptionHtml,
    updatedAt: collection.updatedAt,
    image: imageNode(context, collection.picture),
    productsCount: () => ({ count: products().length, precision: 'EXACT' }),
    products: (args: PageArguments) =>
      connection({ items: products(), idOf: (one) => one.id, node: (one) => productNode(context, one) }, args),
  };
}

function imageNode({ devstore }: GraphContext, picture: Picture): Node {
  const url = devstore.config.origin + picture.src;
  return {
    __typename: 'Image',
    id: gid('ProductImage', picture.id),
    url,
    src: url,
    originalSrc: url,
    altText: picture.alt,
    width: picture.width,
    height: picture.height,
  };
}

function mediaNode(context: GraphContext, picture: Picture): Node {
  const image = imageNode(context, picture);
  return {
    __typename: 'MediaImage',
    id: gid('MediaImage', picture.id),
    alt: picture.alt,
    mediaContentType: 'IMAGE',
    status: 'READY',
    image,
    preview: { image, status: 'READY' },
  };
}
