import type { Cart, Checkout, Collection, LineItem, Locale, Order, Product, Variant } from '../shop/types.ts';
import type { ShopStore } from '../shop/store.ts';
import { productTitle, productUrl } from './objects/product.ts';

/** The data of the standard events: https://shopify.dev/docs/api/web-pixels-api/standard-events */
export interface PixelDataContext {
  store: ShopStore;
  locale: Locale;
  root: string;
}

export function pixelVariant(product: Product, variant: Variant | undefined, context: PixelDataContext) {
  return {
    id: variant?.id ?? null,
    title: variant?.title ?? null,
    untranslatedTitle: variant?.title ?? null,
    sku: variant?.sku ?? null,
    price: money(context, variant?.price ?? '0.00'),
    image: { src: product.picture.src },
    product: {
      id: product.id,
      title: productTitle(product, context.locale),
      untranslatedTitle: product.title,
      vendor: product.vendor,
      type: product.productType,
      url: productUrl(product, context.root),
    },
  };
}

export function pixelCollection(collection: Collection, products: Product[], context: PixelDataContext) {
  return {
    id: collection.id,
    title: productTitle(collection, context.locale),
    productVariants: products.map((product) => pixelVariant(product, product.variants[0], context)),
  };
}

function pixelCartLine(line: LineItem, context: PixelDataContext) {
  const product = line.productId ? context.store.products.get(line.productId) : undefined;
  const variant = product?.variants.find((one) => one.id === line.variantId);
  return {
    merchandise: product ? pixelVariant(product, variant, context) : null,
    quantity: line.quantity,
    cost: { totalAmount: money(context, String((Number(line.price) * line.quantity).toFixed(2))) },
  };
}

export function pixelCart(cart: Cart, context: PixelDataContext) {
  const total = cart.lines.reduce((sum, line) => sum + Number(line.price) * line.quantity, 0);
  return {
    id: cart.token,
    totalQuantity: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    attributes: cart.attributes.map(({ name, value }) => ({ key: name, value })),
    cost: { totalAmount: money(context, total.toFixed(2)) },
    lines: cart.lines.map((line) => pixelCartLine(line, context)),
  };
}

export function pixelCheckout(checkout: Checkout, order: Order | undefined, context: PixelDataContext) {
  return {
    token: checkout.token,
    email: checkout.email,
    phone: checkout.phone,
    currencyCode: context.store.shop.currency,
    buyerAcceptsEmailMarketing: checkout.acceptsMarketing,
    attributes: checkout.attributes.map(({ name, value }) => ({ key: name, value })),
    lineItems: checkout.lines.map((line) => ({
      id: line.id,
      title: line.title,
      quantity: line.quantity,
      variant: pixelCartLine(line, context).merchandise,
      finalLinePrice: money(context, (Number(line.price) * line.quantity).toFixed(2)),
    })),
    subtotalPrice: money(context, checkout.totals.subtotal),
    shippingLine: { price: money(context, checkout.totals.shipping) },
    totalTax: money(context, checkout.totals.tax),
    totalPrice: money(context, checkout.totals.total),
    order: order ? { id: order.id, customer: { id: order.customerId } } : null,
  };
}

function money(context: PixelDataContext, amount: string) {
  return { amount: Number(amount), currencyCode: context.store.shop.currency };
}
