import type {
  Address,
  Cart,
  Checkout,
  Collection,
  Customer,
  LineItem,
  Locale,
  Order,
  Product,
  Variant,
} from '../shop/types.ts';
import type { ShopStore } from '../shop/store.ts';
import { productTitle, productUrl, productWord } from './objects/product.ts';

/**
 * The data of the standard events: https://shopify.dev/docs/api/web-pixels-api/standard-events
 * A test of the pixel's own package holds these shapes against Shopify's types.
 */
export interface PixelDataContext {
  store: ShopStore;
  locale: Locale;
  root: string;
}

export function pixelVariant(product: Product, variant: Variant | undefined, context: PixelDataContext) {
  const word = productWord(product, context.locale);
  return {
    id: variant?.id ?? null,
    title: variant ? word(variant.title) : null,
    untranslatedTitle: variant?.title ?? null,
    sku: variant?.sku ?? null,
    price: money(context, variant?.price ?? '0.00'),
    image: { src: product.picture.src },
    product: {
      id: product.id,
      title: productTitle(product, context.locale),
      untranslatedTitle: product.title,
      vendor: product.vendor,
      type: word(product.productType),
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

/** A line whose product was deleted still tells what it was. */
function variantOfLine(line: LineItem, context: PixelDataContext) {
  const product = line.productId ? context.store.products.get(line.productId) : undefined;
  const variant = product?.variants.find((one) => one.id === line.variantId);
  if (product) return pixelVariant(product, variant, context);
  return {
    id: line.variantId,
    title: line.variantTitle,
    untranslatedTitle: line.variantTitle,
    sku: line.sku,
    price: money(context, line.price),
    image: null,
    product: {
      id: line.productId,
      title: line.title,
      untranslatedTitle: line.title,
      vendor: line.vendor,
      type: null,
      url: null,
    },
  };
}

function linePrice(line: LineItem): string {
  return (Number(line.price) * line.quantity).toFixed(2);
}

export function pixelCart(cart: Cart, context: PixelDataContext) {
  const total = cart.lines.reduce((sum, line) => sum + Number(linePrice(line)), 0);
  return {
    id: cart.token,
    totalQuantity: cart.lines.reduce((sum, line) => sum + line.quantity, 0),
    attributes: keyValues(cart.attributes),
    cost: { totalAmount: money(context, total.toFixed(2)) },
    lines: cart.lines.map((line) => ({
      merchandise: variantOfLine(line, context),
      quantity: line.quantity,
      cost: { totalAmount: money(context, linePrice(line)) },
    })),
  };
}

export function pixelCustomer(customer: Customer, context: PixelDataContext) {
  return {
    id: customer.id,
    email: customer.email,
    phone: customer.phone,
    firstName: customer.firstName,
    lastName: customer.lastName,
    ordersCount: context.store.orders.ofCustomer(customer.id).length,
  };
}

export function pixelCheckout(checkout: Checkout, order: Order | undefined, context: PixelDataContext) {
  const { shop, orders } = context.store;
  const { totals } = checkout;
  const address = checkout.shippingAddress && pixelAddress(checkout.shippingAddress);
  const discounts = discountsOf(checkout, context);
  const first = order?.customerId ? orders.ofCustomer(order.customerId)[0]?.id === order.id : null;
  return {
    token: checkout.token,
    email: checkout.email,
    phone: checkout.phone,
    currencyCode: shop.currency,
    buyerAcceptsEmailMarketing: checkout.acceptsMarketing,
    buyerAcceptsSmsMarketing: false,
    smsMarketingPhone: null,
    attributes: keyValues(checkout.attributes),
    billingAddress: address,
    shippingAddress: address,
    delivery: address && { selectedDeliveryOptions: [standardDelivery(totals.shipping, context)] },
    discountApplications: discounts,
    discountsAmount: money(context, totals.discounts),
    lineItems: checkout.lines.map((line) => ({
      id: line.id,
      title: line.title,
      quantity: line.quantity,
      properties: keyValues(line.properties),
      variant: variantOfLine(line, context),
      discountAllocations: [],
      sellingPlanAllocation: null,
      finalLinePrice: money(context, linePrice(line)),
    })),
    localization: {
      country: { isoCode: shop.countryCode },
      language: { isoCode: checkout.locale },
      market: { id: 'gid://shopify/Market/1', handle: 'primary' },
    },
    subtotalPrice: money(context, totals.subtotal),
    shippingLine: address && { price: money(context, totals.shipping) },
    totalTax: money(context, totals.tax),
    totalPrice: money(context, totals.total),
    transactions: order
      ? [
          {
            amount: money(context, totals.total),
            gateway: 'bogus',
            paymentMethod: { name: 'Bogus Gateway', type: 'creditCard' },
          },
        ]
      : [],
    order: order ? { id: order.id, customer: { id: order.customerId, isFirstOrder: first } } : null,
  };
}

/** `$.discountApplications`: what the code takes off the whole order. */
function discountsOf(checkout: Checkout, context: PixelDataContext) {
  if (!checkout.discountCode || Number(checkout.totals.discounts) === 0) return [];
  return [
    {
      allocationMethod: 'ACROSS',
      targetSelection: 'ALL',
      targetType: 'LINE_ITEM',
      title: checkout.discountCode,
      type: 'DISCOUNT_CODE',
      value: money(context, checkout.totals.discounts),
    },
  ];
}

function standardDelivery(price: string, context: PixelDataContext) {
  return {
    cost: money(context, price),
    costAfterDiscounts: money(context, price),
    description: null,
    handle: 'standard',
    title: 'Standard',
    type: 'shipping',
  };
}

function pixelAddress(address: Address) {
  const { firstName, lastName, address1, address2, city, province, provinceCode, zip, country, countryCode, phone } =
    address;
  return { firstName, lastName, address1, address2, city, province, provinceCode, zip, country, countryCode, phone };
}

function keyValues(list: { name: string; value: string }[]) {
  return list.map(({ name, value }) => ({ key: name, value }));
}

function money(context: PixelDataContext, amount: string) {
  return { amount: Number(amount), currencyCode: context.store.shop.currency };
}
