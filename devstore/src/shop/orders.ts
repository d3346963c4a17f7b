import { lineOf } from './lines.ts';
import { fromCents, toCents } from './money.ts';
import { NotInShop } from './not-in-shop.ts';
import type { OrderDesk } from './order-desk.ts';
import type { NewOrder, OrderStore, ProductStore, RefundInput } from './store.ts';
import { hasTag, newTags } from './tags.ts';
import { totalsOf } from './totals.ts';
import type { LineItem, Order, Refund, RefundLine, Visit } from './types.ts';
import { need, type World } from './world.ts';
import { primaryLocale } from './language.ts';

export function orderStore(world: World, products: ProductStore, desk: OrderDesk): OrderStore {
  const orders = world.maps.order;

  const orderedLine = (wanted: NewOrder['lines'][number]): LineItem => {
    const product = wanted.variantId ? products.byVariant(wanted.variantId) : products.get(wanted.productId ?? '');
    const variant = product?.variants.find((one) => !wanted.variantId || one.id === wanted.variantId);
    if (!product || !variant) throw new NotInShop('product', wanted.variantId ?? wanted.productId ?? '');
    return lineOf({ next: world.nextId }, product, variant, wanted.quantity ?? 1);
  };

  const save = (order: Order, patch: Partial<Order>): Order => {
    const changed = { ...order, ...patch, updatedAt: world.clock.iso() };
    world.save('order', order.id, changed);
    return changed;
  };
  const updated = (order: Order, patch: Partial<Order>): Order => {
    const changed = save(order, patch);
    world.emit({ kind: 'order.updated', order: changed });
    return changed;
  };

  return {
    get: (id) => orders.get(id),
    byCheckout: (token) => orders.get(world.maps.checkout.get(token)?.orderId ?? ''),
    all: () => [...orders.values()],
    ofCustomer: (customerId) =>
      (world.ordersOf.get(customerId) ?? []).flatMap((id) => {
        const order = orders.get(id);
        return order ? [order] : [];
      }),
    place: (input) => {
      const customer = desk.customerFor({
        email: input.email ?? null,
        customerId: input.customerId ?? null,
        acceptsMarketing: input.acceptsMarketing ?? false,
        address: null,
        locale: primaryLocale(world.shop),
      });
      const visit: Visit | null = input.landingPage
        ? { landingPage: input.landingPage, referrer: input.referrer ?? null, occurredAt: world.clock.iso() }
        : null;
      const order = desk.open({
        customer,
        email: input.email?.trim().toLowerCase() ?? customer?.email ?? null,
        phone: customer?.phone ?? null,
        locale: customer?.locale ?? primaryLocale(world.shop),
        acceptsMarketing: input.acceptsMarketing ?? false,
        lines: input.lines.map(orderedLine),
        note: null,
        attributes: input.attributes ?? [],
        shippingAddress: null,
        cartToken: null,
        checkoutToken: null,
        firstVisit: visit,
        lastVisit: visit,
        test: input.test,
        sourceName: input.sourceName,
        discountCodes: input.discountCodes,
      });
      desk.announce(order);
      return order;
    },
    refund: (id, input = {}) => {
      const order = need(world, 'order', id);
      const refund = refundOf(world, order, input);
      const refunded = [...order.refunds, refund].reduce((sum, one) => sum + toCents(one.amount), 0);
      const changed: Order = {
        ...order,
        refunds: [...order.refunds, refund],
        financialStatus: refunded >= toCents(order.totals.total) ? 'refunded' : 'partially_refunded',
        updatedAt: refund.createdAt,
      };
      world.save('order', id, changed);
      world.emit({ kind: 'refund.created', order: changed, refund });
      world.emit({ kind: 'order.updated', order: changed });
      return refund;
    },
    cancel: (id, reason = 'customer') => {
      const order = need(world, 'order', id);
      if (order.cancelledAt) return order;
      const now = world.clock.iso();
      const changed: Order = { ...order, cancelledAt: now, closedAt: now, cancelReason: reason, updatedAt: now };
      world.save('order', id, changed);
      world.emit({ kind: 'order.cancelled', order: changed });
      world.emit({ kind: 'order.updated', order: changed });
      return changed;
    },
    fulfill: (id) => {
      const before = need(world, 'order', id);
      if (before.fulfillmentStatus === 'fulfilled') return before;
      const order = save(before, { fulfillmentStatus: 'fulfilled' });
      world.emit({ kind: 'order.fulfilled', order });
      world.emit({ kind: 'order.updated', order });
      return order;
    },
    edit: (id, lineItemId, quantity) => {
      const before = need(world, 'order', id);
      const line = before.lines.find((one) => one.id === lineItemId);
      if (!line) throw new NotInShop('order line', lineItemId);
      const delta = quantity - line.quantity;
      if (delta === 0) return before;
      const lines = before.lines
        .map((one) => (one.id === lineItemId ? { ...one, quantity } : one))
        .filter((one) => one.quantity > 0);
      const order = save(before, { lines, totals: totalsOf(lines, true, toCents(before.totals.discounts)) });
      const changed = [{ id: lineItemId, quantity: Math.abs(delta) }];
      const edit = {
        id: world.nextId('orderEdit'),
        added: delta > 0 ? changed : [],
        removed: delta < 0 ? changed : [],
      };
      world.emit({ kind: 'order.edited', order, edit });
      world.emit({ kind: 'order.updated', order });
      return order;
    },
    addTags: (id, tags) => {
      const before = need(world, 'order', id);
      const added = newTags(before.tags, tags);
      return added.length === 0 ? before : updated(before, { tags: [...before.tags, ...added] });
    },
    removeTags: (id, tags) => {
      const before = need(world, 'order', id);
      return updated(before, { tags: before.tags.filter((tag) => !hasTag(tags, tag)) });
    },
    remove: (id) => {
      const { customerId } = need(world, 'order', id);
      world.forget('order', id);
      if (customerId) {
        world.ordersOf.set(
          customerId,
          (world.ordersOf.get(customerId) ?? []).filter((one) => one !== id),
        );
      }
      world.emit({ kind: 'order.deleted', orderId: id });
    },
  };
}

function refundOf(world: World, order: Order, input: RefundInput): Refund {
  const returned = (lineId: string) =>
    order.refunds
      .flatMap((refund) => refund.lines)
      .filter((line) => line.lineItemId === lineId)
      .reduce((sum, line) => sum + line.quantity, 0);
  const wanted = input.lines ?? order.lines.map((line) => ({ lineItemId: line.id, quantity: line.quantity }));
  const lines: RefundLine[] = [];
  for (const { lineItemId, quantity } of wanted) {
    const line = order.lines.find((one) => one.id === lineItemId);
    if (!line) throw new NotInShop('order line', lineItemId);
    const count = Math.min(quantity, line.quantity - returned(line.id));
    if (count <= 0) continue;
    const subtotal = fromCents(toCents(line.price) * count);
    lines.push({ id: world.nextId('refundLine'), lineItemId, quantity: count, subtotal });
  }
  const already = order.refunds.reduce((sum, refund) => sum + toCents(refund.amount), 0);
  const left = toCents(order.totals.total) - already;
  const asked = input.amount
    ? toCents(input.amount)
    : input.lines
      ? lines.reduce((sum, line) => sum + toCents(line.subtotal), 0)
      : left;
  return {
    id: world.nextId('refund'),
    orderId: order.id,
    note: input.note ?? null,
    lines,
    amount: fromCents(Math.max(0, Math.min(asked, left))),
    createdAt: world.clock.iso(),
  };
}
