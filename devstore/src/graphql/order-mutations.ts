import { idOf, type GraphContext } from './context.ts';

/** `orderDelete`, for orders that were cancelled, refunded or made for a test. */
export function orderMutations({ devstore }: GraphContext): Record<string, unknown> {
  const { orders } = devstore.store;
  return {
    orderDelete: ({ orderId }: { orderId: string }) => {
      const refused = (code: string, message: string) => ({
        deletedId: null,
        userErrors: [{ code, field: ['orderId'], message }],
      });
      const order = orders.get(idOf('Order', orderId) ?? '');
      if (!order) return refused('NOT_FOUND', 'Order does not exist');
      if (!order.test && !order.cancelledAt) return refused('INVALID', 'Order cannot be deleted');
      orders.remove(order.id);
      return { deletedId: orderId, userErrors: [] };
    },
  };
}
