import type { LineItem, Order } from '../../shop/types.ts';
import type { PayloadContext } from './context.ts';
import { idNumber, moneySet, optionalId } from './values.ts';

/** One of an order's `line_items`, which its refunds show again. */
export function orderLine({ store }: PayloadContext, order: Order, line: LineItem) {
  const returned = order.refunds
    .flatMap((refund) => refund.lines)
    .filter((one) => one.lineItemId === line.id)
    .reduce((sum, one) => sum + one.quantity, 0);
  return {
    id: idNumber(line.id),
    admin_graphql_api_id: `gid://shopify/LineItem/${line.id}`,
    attributed_staffs: [],
    current_quantity: line.quantity - returned,
    fulfillable_quantity: order.fulfillmentStatus ? 0 : line.quantity - returned,
    fulfillment_service: 'manual',
    fulfillment_status: order.fulfillmentStatus,
    gift_card: false,
    grams: line.grams,
    name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    price: line.price,
    price_set: moneySet(line.price, order.currency),
    product_exists: line.productId !== null && store.products.get(line.productId) !== undefined,
    product_id: optionalId(line.productId),
    properties: line.properties,
    quantity: line.quantity,
    requires_shipping: true,
    sales_line_item_group_id: null,
    sku: line.sku,
    taxable: true,
    title: line.title,
    total_discount: '0.00',
    total_discount_set: moneySet('0.00', order.currency),
    variant_id: optionalId(line.variantId),
    variant_inventory_management: 'shopify',
    variant_title: line.variantTitle,
    vendor: line.vendor,
    tax_lines: [],
    duties: [],
    discount_allocations: [],
  };
}
