import type { ShopStore } from '../../shop/store.ts';
import type { Id } from '../../shop/types.ts';

const ranks = new WeakMap<ShopStore, { orders: number; sold: Map<Id, number> }>();

/** How many of each product were sold, counted anew only when there are new orders. */
export function unitsSold(store: ShopStore): Map<Id, number> {
  const orders = store.orders.all();
  const known = ranks.get(store);
  if (known?.orders === orders.length) return known.sold;
  const sold = new Map<Id, number>();
  for (const order of orders) {
    for (const line of order.lines) {
      if (line.productId) sold.set(line.productId, (sold.get(line.productId) ?? 0) + line.quantity);
    }
  }
  ranks.set(store, { orders: orders.length, sold });
  return sold;
}
