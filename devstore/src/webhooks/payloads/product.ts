import type { Product, Variant } from '../../shop/types.ts';
import { timeIn, type PayloadContext } from './context.ts';
import { idNumber } from './values.ts';

/** `products/create` and `products/update` */
export function productPayload(context: PayloadContext, product: Product) {
  const time = timeIn(context);
  const picture = picturePayload(context, product);
  return {
    admin_graphql_api_id: `gid://shopify/Product/${product.id}`,
    body_html: product.descriptionHtml,
    created_at: time(product.createdAt),
    handle: product.handle,
    id: idNumber(product.id),
    product_type: product.productType,
    published_at: product.publishedAt && time(product.publishedAt),
    template_suffix: null,
    title: product.title,
    updated_at: time(product.updatedAt),
    vendor: product.vendor,
    status: product.status,
    published_scope: 'global',
    tags: product.tags.join(', '),
    // Only the first hundred come whole; `variant_gids` names them all.
    variants: product.variants.slice(0, 100).map((variant) => variantPayload(product, variant, time)),
    options: product.options.map((option, n) => ({
      name: option.name,
      id: idNumber(`${product.id}${n + 1}`),
      product_id: idNumber(product.id),
      position: n + 1,
      values: option.values,
    })),
    images: [picture],
    image: picture,
    media: [],
    variant_gids: product.variants.map((variant) => ({
      admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
      updated_at: product.updatedAt,
    })),
    has_variants_that_requires_components: false,
    category: null,
  };
}

function variantPayload(product: Product, variant: Variant, time: (iso: string) => string) {
  const [option1 = null, option2 = null, option3 = null] = variant.options;
  return {
    admin_graphql_api_id: `gid://shopify/ProductVariant/${variant.id}`,
    barcode: null,
    compare_at_price: variant.compareAtPrice,
    created_at: time(product.createdAt),
    id: idNumber(variant.id),
    inventory_policy: 'deny',
    position: variant.position,
    price: variant.price,
    product_id: idNumber(product.id),
    sku: variant.sku,
    taxable: true,
    title: variant.title,
    updated_at: time(product.updatedAt),
    option1,
    option2,
    option3,
    image_id: null,
    inventory_item_id: idNumber(variant.inventoryItemId),
    inventory_quantity: variant.inventoryQuantity,
    old_inventory_quantity: variant.inventoryQuantity,
  };
}

function picturePayload({ origin }: PayloadContext, product: Product) {
  const { picture } = product;
  return {
    id: idNumber(picture.id),
    alt: picture.alt,
    position: 1,
    product_id: idNumber(product.id),
    created_at: product.createdAt,
    updated_at: product.updatedAt,
    admin_graphql_api_id: `gid://shopify/ProductImage/${picture.id}`,
    width: picture.width,
    height: picture.height,
    src: origin + picture.src,
    variant_ids: [],
  };
}
