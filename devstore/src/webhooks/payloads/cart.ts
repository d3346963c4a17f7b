import { fromCents, toCents } from '../../shop/money.ts';
import type { Cart, LineItem, NameValue } from '../../shop/types.ts';
import type { PayloadContext } from './context.ts';
import { moneySet, optionalId } from './values.ts';

/** `carts/create` and `carts/update`: no customer, no e-mail, no attributes, and time in UTC. */
export function cartPayload({ store }: PayloadContext, cart: Cart) {
  return {
    id: cart.token,
    token: cart.token,
    line_items: cart.lines.map((line) => cartLine(line, store.shop.currency)),
    note: cart.note,
    updated_at: cart.updatedAt,
    created_at: cart.createdAt,
  };
}

function cartLine(line: LineItem, currency: string) {
  const linePrice = fromCents(toCents(line.price) * line.quantity);
  return {
    id: optionalId(line.variantId),
    properties: propertiesPayload(line.properties),
    quantity: line.quantity,
    variant_id: optionalId(line.variantId),
    key: line.key,
    discounted_price: line.price,
    discounts: [],
    gift_card: false,
    grams: line.grams,
    line_price: linePrice,
    original_line_price: linePrice,
    original_price: line.price,
    price: line.price,
    product_id: optionalId(line.productId),
    sku: line.sku,
    taxable: true,
    title: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    total_discount: '0.00',
    vendor: line.vendor,
    discounted_price_set: moneySet(line.price, currency),
    line_price_set: moneySet(linePrice, currency),
    original_line_price_set: moneySet(linePrice, currency),
    price_set: moneySet(line.price, currency),
    total_discount_set: moneySet('0.00', currency),
    parent_relationship: null,
  };
}

/** Cart and checkout lines have an object, or null. */
export function propertiesPayload(properties: NameValue[]): Record<string, string> | null {
  if (properties.length === 0) return null;
  return Object.fromEntries(properties.map(({ name, value }) => [name, value]));
}
