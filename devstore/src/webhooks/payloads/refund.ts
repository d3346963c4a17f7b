import type { Order, Refund } from '../../shop/types.ts';
import { timeIn, type PayloadContext } from './context.ts';
import { orderLine } from './order-line.ts';
import { idNumber, moneySet } from './values.ts';

/** `refunds/create`, and one of an order's `refunds` */
export function refundPayload(context: PayloadContext, order: Order, refund: Refund) {
  const time = timeIn(context);
  const at = time(refund.createdAt);
  return {
    id: idNumber(refund.id),
    order_id: idNumber(order.id),
    created_at: at,
    note: refund.note,
    user_id: null,
    processed_at: at,
    duties: [],
    total_duties_set: moneySet('0.00', order.currency),
    return: null,
    restock: false,
    refund_shipping_lines: [],
    admin_graphql_api_id: `gid://shopify/Refund/${refund.id}`,
    order_adjustments: [],
    refund_line_items: refund.lines.flatMap((line) => {
      const ordered = order.lines.find((one) => one.id === line.lineItemId);
      if (!ordered) return [];
      return [
        {
          id: idNumber(line.id),
          quantity: line.quantity,
          line_item_id: idNumber(line.lineItemId),
          location_id: null,
          restock_type: 'no_restock',
          // Numbers here, strings everywhere else: so it is.
          subtotal: Number(line.subtotal),
          total_tax: 0,
          subtotal_set: moneySet(line.subtotal, order.currency),
          total_tax_set: moneySet('0.00', order.currency),
          line_item: orderLine(context, order, ordered),
        },
      ];
    }),
    transactions: [
      {
        id: idNumber(`6${refund.id}`),
        order_id: idNumber(order.id),
        kind: 'refund',
        gateway: 'bogus',
        status: 'success',
        message: 'Bogus Gateway: Forced success',
        created_at: at,
        test: order.test,
        authorization: null,
        location_id: null,
        user_id: null,
        parent_id: null,
        processed_at: at,
        device_id: null,
        error_code: null,
        source_name: 'web',
        receipt: {},
        amount: refund.amount,
        currency: order.currency,
        payment_id: `${order.name}.2`,
        total_unsettled_set: unsettled(order.currency),
        manual_payment_gateway: false,
        amount_rounding: null,
        admin_graphql_api_id: `gid://shopify/OrderTransaction/6${refund.id}`,
      },
    ],
  };
}

/** Here alone the currency is called `currency`. */
function unsettled(currency: string) {
  return { presentment_money: { amount: '0.00', currency }, shop_money: { amount: '0.00', currency } };
}
