import type { OrderEdit } from '../../shop/events.ts';
import type { Order } from '../../shop/types.ts';
import { timeIn, type PayloadContext } from './context.ts';
import { idNumber } from './values.ts';

/** `orders/edited` carries what was added and removed, not what the order is now. */
export function orderEditedPayload(context: PayloadContext, order: Order, edit: OrderEdit) {
  const at = timeIn(context)(order.updatedAt);
  const change = (one: { id: string; quantity: number }) => ({ id: idNumber(one.id), delta: one.quantity });
  return {
    order_edit: {
      id: idNumber(edit.id),
      app_id: null,
      created_at: at,
      committed_at: at,
      notify_customer: false,
      order_id: idNumber(order.id),
      staff_note: '',
      user_id: null,
      line_items: { additions: edit.added.map(change), removals: edit.removed.map(change) },
      discounts: { line_item: { additions: [], removals: [] } },
      shipping_lines: { additions: [], removals: [] },
    },
  };
}
