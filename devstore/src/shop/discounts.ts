import { fromCents, toCents } from './money.ts';
import { subtotalOf } from './totals.ts';
import type { Discount, Id, LineItem, Money, RedeemCode } from './types.ts';
import { need, type World } from './world.ts';

export type NewDiscount = Omit<Discount, 'id' | 'codes' | 'createdAt' | 'updatedAt'> & { code: string };

/** Why a code takes nothing off, in the words that a shopper reads. */
export type Redeemed = { applies: true; off: Money } | { applies: false; reason: string };

export interface Redeeming {
  lines: LineItem[];
  customerId: Id | null;
}

export interface DiscountStore {
  get(id: Id): Discount | undefined;
  all(): Discount[];
  /** Codes are compared without regard to case. */
  byCode(code: string): Discount | undefined;
  create(input: NewDiscount): Discount;
  update(id: Id, change: Partial<Omit<NewDiscount, 'code'>> & { code?: string }): Discount;
  remove(id: Id): void;
  /** A code that is taken already, here or in another discount, comes back without an id. */
  addCodes(id: Id, codes: string[]): { code: string; added: RedeemCode | null }[];
  status(discount: Discount): 'SCHEDULED' | 'ACTIVE' | 'EXPIRED';
  redeem(code: string, what: Redeeming): Redeemed;
  /** Counts an order that used the code. */
  noteUse(code: string): void;
}

interface Parts {
  world: World;
  inSegment(segmentId: Id, customerId: Id): boolean;
}

export function discountStore({ world, inSegment }: Parts): DiscountStore {
  const discounts = world.maps.discount;
  const byCode = new Map<string, Id>();
  const key = (code: string) => code.trim().toUpperCase();
  const index = (discount: Discount) => {
    for (const { code } of discount.codes) byCode.set(key(code), discount.id);
  };
  for (const discount of discounts.values()) index(discount);
  const save = (discount: Discount): Discount => {
    world.save('discount', discount.id, discount);
    index(discount);
    return discount;
  };
  const newCode = (code: string): RedeemCode => ({ id: world.nextId('redeemCode'), code: code.trim(), uses: 0 });
  const find = (code: string) => discounts.get(byCode.get(key(code)) ?? '');

  const status = ({ startsAt, endsAt }: Discount) => {
    const now = world.clock.now();
    if (endsAt && Date.parse(endsAt) <= now) return 'EXPIRED';
    return Date.parse(startsAt) > now ? 'SCHEDULED' : 'ACTIVE';
  };
  const mayUse = (discount: Discount, customerId: Id | null): boolean => {
    const { buyers } = discount;
    if (buyers.kind === 'all') return true;
    if (customerId === null) return false;
    if (buyers.kind === 'customers') return buyers.customerIds.includes(customerId);
    return buyers.segmentIds.some((segment) => inSegment(segment, customerId));
  };
  const entitled = (discount: Discount, lines: LineItem[]): LineItem[] => {
    const { items } = discount;
    if (items.kind === 'all') return lines;
    return lines.filter(({ productId, variantId }) => {
      if (items.kind === 'products') {
        return items.productIds.includes(productId ?? '') || items.variantIds.includes(variantId ?? '');
      }
      const product = world.maps.product.get(productId ?? '');
      return product?.collectionIds.some((one) => items.collectionIds.includes(one)) ?? false;
    });
  };
  const used = (discount: Discount, code: string, customerId: Id | null): boolean => {
    const uses = discount.codes.find((one) => key(one.code) === key(code))?.uses ?? 0;
    if (discount.usageLimit !== null && uses >= discount.usageLimit) return true;
    if (!discount.appliesOncePerCustomer || customerId === null) return false;
    const mine = new Set(discount.codes.map((one) => key(one.code)));
    return (world.ordersOf.get(customerId) ?? []).some((id) =>
      world.maps.order.get(id)?.discountCodes.some((one) => mine.has(key(one.code))),
    );
  };

  return {
    get: (id) => discounts.get(id),
    all: () => [...discounts.values()],
    byCode: find,
    create: ({ code, ...input }) => {
      const now = world.clock.iso();
      return save({ ...input, id: world.nextId('discount'), codes: [newCode(code)], createdAt: now, updatedAt: now });
    },
    update: (id, { code, ...change }) => {
      const before = need(world, 'discount', id);
      const [first, ...rest] = before.codes;
      const renamed = code && first ? [{ ...first, code: code.trim() }, ...rest] : before.codes;
      if (code && first) byCode.delete(key(first.code));
      return save({ ...before, ...change, codes: renamed, updatedAt: world.clock.iso() });
    },
    remove: (id) => {
      for (const { code } of need(world, 'discount', id).codes) byCode.delete(key(code));
      world.forget('discount', id);
    },
    addCodes: (id, codes) => {
      const before = need(world, 'discount', id);
      const seen = new Set<string>();
      const results = codes.map((code) => {
        const taken = byCode.has(key(code)) || seen.has(key(code));
        seen.add(key(code));
        return { code, added: taken ? null : newCode(code) };
      });
      const added = results.flatMap((one) => one.added ?? []);
      save({ ...before, codes: [...before.codes, ...added], updatedAt: world.clock.iso() });
      return results;
    },
    status,
    redeem: (code, { lines, customerId }) => {
      const no = (reason: string): Redeemed => ({ applies: false, reason });
      const discount = find(code);
      if (!discount) return no('Enter a valid discount code');
      if (status(discount) !== 'ACTIVE') return no(`${code} isn’t available right now`);
      if (!mayUse(discount, customerId)) return no(`${code} isn’t available to you`);
      if (used(discount, code, customerId)) return no(`${code} has reached its usage limit`);
      const meant = entitled(discount, lines);
      if (meant.length === 0) return no(`${code} isn’t valid for the items in your cart`);
      const subtotal = subtotalOf(meant);
      const pieces = meant.reduce((sum, line) => sum + line.quantity, 0);
      const { minimum, value } = discount;
      const least = minimum?.kind === 'quantity' ? pieces >= minimum.quantity : true;
      const enough = minimum?.kind === 'subtotal' ? subtotal >= toCents(minimum.subtotal) : true;
      if (!least || !enough) return no(`Spend more to use ${code}`);
      if (value.kind === 'percentage') return { applies: true, off: fromCents(subtotal * value.percentage) };
      const off = toCents(value.amount) * (value.onEachItem ? pieces : 1);
      return { applies: true, off: fromCents(Math.min(off, subtotal)) };
    },
    noteUse: (code) => {
      const discount = find(code);
      if (!discount) return;
      const codes = discount.codes.map((one) => (key(one.code) === key(code) ? { ...one, uses: one.uses + 1 } : one));
      save({ ...discount, codes });
    },
  };
}
