import type { Discount, RedeemCode } from '../../shop/types.ts';
import { connection, type PageArguments } from '../connection.ts';
import { gid, type GraphContext } from '../context.ts';
import { metafieldFields } from '../metafields/metafield-node.ts';
import { moneyV2 } from '../money.ts';
import { customerNode } from '../nodes/customer.ts';
import { collectionNode, productNode, variantNode } from '../nodes/product.ts';
import { segmentNode } from '../segments/segment-node.ts';

type Node = Record<string, unknown>;

/** `DiscountNode` says `discount` where `DiscountCodeNode` says `codeDiscount`. */
export function discountNode(
  context: GraphContext,
  type: 'DiscountNode' | 'DiscountCodeNode',
  discount: Discount,
): Node {
  return {
    __typename: type,
    id: gid(type, discount.id),
    [type === 'DiscountNode' ? 'discount' : 'codeDiscount']: () => basicNode(context, discount),
    ...metafieldFields(context, type, discount.id),
  };
}

function basicNode(context: GraphContext, discount: Discount): Node {
  const { store } = context.devstore;
  const currency = store.shop.currency;
  const summary = summaryOf(discount, currency);
  const uses = discount.codes.reduce((sum, one) => sum + one.uses, 0);
  return {
    __typename: 'DiscountCodeBasic',
    title: discount.title,
    status: store.discounts.status(discount),
    summary,
    shortSummary: summary,
    startsAt: discount.startsAt,
    endsAt: discount.endsAt,
    createdAt: discount.createdAt,
    updatedAt: discount.updatedAt,
    usageLimit: discount.usageLimit,
    appliesOncePerCustomer: discount.appliesOncePerCustomer,
    asyncUsageCount: uses,
    recurringCycleLimit: null,
    tags: discount.tags,
    hasTimelineComment: false,
    totalSales: null,
    discountClass: discount.items.kind === 'all' ? 'ORDER' : 'PRODUCT',
    discountClasses: [discount.items.kind === 'all' ? 'ORDER' : 'PRODUCT'],
    combinesWith: { ...discount.combinesWith, productDiscountsWithTagsOnSameCartLine: [] },
    codesCount: { count: discount.codes.length, precision: 'EXACT' },
    codes: (args: PageArguments) =>
      connection({ items: discount.codes, idOf: (one) => one.id, node: redeemCodeNode }, args),
    shareableUrls: discount.codes.slice(0, 1).map(({ code }) => ({
      title: 'Home',
      targetType: 'HOME',
      targetItemImage: null,
      url: `${context.devstore.config.origin}/discount/${encodeURIComponent(code)}`,
    })),
    customerGets: {
      appliesOnOneTimePurchase: true,
      appliesOnSubscription: false,
      value: valueNode(discount, currency),
      items: () => itemsNode(context, discount),
    },
    minimumRequirement: minimumNode(discount, currency),
    context: () => buyersNode(context, discount),
  };
}

export function redeemCodeNode(code: RedeemCode): Node {
  return {
    __typename: 'DiscountRedeemCode',
    id: gid('DiscountRedeemCode', code.id),
    code: code.code,
    asyncUsageCount: code.uses,
  };
}

function valueNode({ value }: Discount, currency: string): Node {
  return value.kind === 'percentage'
    ? { __typename: 'DiscountPercentage', percentage: value.percentage }
    : { __typename: 'DiscountAmount', amount: moneyV2(value.amount, currency), appliesOnEachItem: value.onEachItem };
}

function minimumNode({ minimum }: Discount, currency: string): Node | null {
  if (!minimum) return null;
  return minimum.kind === 'quantity'
    ? { __typename: 'DiscountMinimumQuantity', greaterThanOrEqualToQuantity: String(minimum.quantity) }
    : {
        __typename: 'DiscountMinimumSubtotal',
        greaterThanOrEqualToSubtotal: moneyV2(minimum.subtotal, currency),
      };
}

function itemsNode(context: GraphContext, { items }: Discount): Node {
  const { store } = context.devstore;
  const page =
    <T extends { id: string }>(list: T[], node: (one: T) => unknown) =>
    (args: PageArguments) =>
      connection({ items: list, idOf: (one) => one.id, node }, args);
  if (items.kind === 'all') return { __typename: 'AllDiscountItems', allItems: true };
  if (items.kind === 'collections') {
    const collections = items.collectionIds.flatMap((id) => store.collections.get(id) ?? []);
    return { __typename: 'DiscountCollections', collections: page(collections, (one) => collectionNode(context, one)) };
  }
  const products = items.productIds.flatMap((id) => store.products.get(id) ?? []);
  const variants = items.variantIds.flatMap((id) => {
    const product = store.products.byVariant(id);
    const variant = product?.variants.find((one) => one.id === id);
    return product && variant ? [{ id, product, variant }] : [];
  });
  return {
    __typename: 'DiscountProducts',
    products: page(products, (one) => productNode(context, one)),
    productVariants: page(variants, ({ product, variant }) => variantNode(context, product, variant)),
  };
}

function buyersNode(context: GraphContext, { buyers }: Discount): Node {
  const { store } = context.devstore;
  if (buyers.kind === 'all') return { __typename: 'DiscountBuyerSelectionAll', all: 'ALL' };
  if (buyers.kind === 'customers') {
    const found = buyers.customerIds.flatMap((id) => store.customers.get(id) ?? []);
    return { __typename: 'DiscountCustomers', customers: () => found.map((one) => customerNode(context, one)) };
  }
  const segments = buyers.segmentIds.flatMap((id) => store.segments.get(id) ?? []);
  return { __typename: 'DiscountCustomerSegments', segments: segments.map(segmentNode) };
}

function summaryOf({ value, items }: Discount, currency: string): string {
  const off = value.kind === 'percentage' ? `${Math.round(value.percentage * 100)}%` : `${value.amount} ${currency}`;
  return `${off} off ${items.kind === 'all' ? 'entire order' : items.kind}`;
}
