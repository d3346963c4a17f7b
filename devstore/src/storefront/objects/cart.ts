import type { Cart, LineItem, NameValue } from '../../shop/types.ts';
import { cents } from './cents.ts';
import { withLazy } from './with-lazy.ts';
import {
  imageObject,
  productObject,
  productTitle,
  productUrl,
  productWord,
  variantObject,
  type ObjectContext,
} from './product.ts';

/** https://shopify.dev/docs/api/liquid/objects/cart */
export function cartObject(cart: Cart | undefined, context: ObjectContext) {
  const items = (cart?.lines ?? []).map((line) => lineObject(line, context));
  const total = items.reduce((sum, item) => sum + item.line_price, 0);
  return {
    token: cart?.token ?? null,
    note: cart?.note ?? '',
    attributes: nameValues(cart?.attributes ?? []),
    items,
    item_count: items.reduce((sum, item) => sum + item.quantity, 0),
    total_price: total,
    original_total_price: total,
    items_subtotal_price: total,
    total_discount: 0,
    total_weight: (cart?.lines ?? []).reduce((sum, line) => sum + line.grams * line.quantity, 0),
    currency: { iso_code: context.store.shop.currency, symbol: '€', name: 'Euro' },
    requires_shipping: items.length > 0,
    'empty?': items.length === 0,
    cart_level_discount_applications: [],
  };
}

export function lineObject(line: LineItem, context: ObjectContext) {
  const product = line.productId ? context.store.products.get(line.productId) : undefined;
  const variant = product?.variants.find((one) => one.id === line.variantId);
  const price = cents(line.price);
  const productName = product ? productTitle(product, context.locale) : line.title;
  const word = product ? productWord(product, context.locale) : (text: string) => text;
  const variantName = line.variantTitle && word(line.variantTitle);
  const object = {
    id: Number(line.variantId),
    key: line.key,
    title: [productName, variantName].filter(Boolean).join(' - '),
    product_title: productName,
    variant_title: variantName,
    product_id: Number(line.productId),
    variant_id: Number(line.variantId),
    quantity: line.quantity,
    price,
    original_price: price,
    final_price: price,
    line_price: price * line.quantity,
    original_line_price: price * line.quantity,
    final_line_price: price * line.quantity,
    sku: line.sku,
    vendor: line.vendor,
    grams: line.grams,
    properties: nameValues(line.properties),
    url: product ? productUrl(product, context.root, line.variantId ?? undefined) : null,
    url_to_remove: `${context.root}/cart/change?id=${encodeURIComponent(line.key)}&quantity=0`,
    image: product ? imageObject(product.picture) : null,
    options_with_values: (product?.options ?? []).map((option, index) => ({
      name: word(option.name),
      value: word(variant?.options[index] ?? ''),
    })),
    discounts: [],
  };
  return withLazy(object, {
    get product() {
      return product ? productObject(product, context) : null;
    },
    get variant() {
      return product && variant ? variantObject(product, variant, context) : null;
    },
  });
}

/** The answer of the cart API: https://shopify.dev/docs/api/ajax/reference/cart */
export function cartJson(cart: Cart | undefined, context: ObjectContext): Record<string, unknown> {
  const object = cartObject(cart, context);
  return {
    ...object,
    token: cart?.token ?? '',
    currency: context.store.shop.currency,
    items: (cart?.lines ?? []).map((line) => lineJson(line, context)),
  };
}

export function lineJson(line: LineItem, context: ObjectContext): Record<string, unknown> {
  const object = lineObject(line, context);
  const { image, product, variant } = object;
  return {
    ...object,
    product_has_only_default_variant: product?.has_only_default_variant ?? true,
    product_type: product?.type ?? '',
    product_description: product?.description ?? '',
    handle: product?.handle ?? null,
    image: image?.src ?? null,
    featured_image: image && {
      url: image.src,
      alt: image.alt,
      width: image.width,
      height: image.height,
      aspect_ratio: image.aspect_ratio,
    },
    variant_options: variant?.options ?? [],
    gift_card: false,
    taxable: true,
    requires_shipping: true,
  };
}

export function nameValues(list: NameValue[]): Record<string, string> {
  return Object.fromEntries(list.map(({ name, value }) => [name, value]));
}
