import { GraphQLError } from 'graphql';
import type { NewDiscount } from '../../shop/discounts.ts';
import type { Discount } from '../../shop/types.ts';
import { idOf, type GraphContext } from '../context.ts';
import { refuseInputs } from '../input-size.ts';

export interface DiscountUserError {
  code: string | null;
  extraInfo: null;
  field: string[];
  message: string;
}

interface AddRemove {
  add?: string[] | null;
  remove?: string[] | null;
}

export interface BasicInput {
  title?: string | null;
  code?: string | null;
  startsAt?: string | null;
  endsAt?: string | null;
  usageLimit?: number | null;
  appliesOncePerCustomer?: boolean | null;
  combinesWith?: Partial<Discount['combinesWith']> | null;
  tags?: string[] | null;
  context?: { all?: string | null; customers?: AddRemove | null; customerSegments?: AddRemove | null } | null;
  customerGets?: {
    value?: {
      percentage?: number | null;
      discountAmount?: { amount?: string | null; appliesOnEachItem?: boolean | null } | null;
    } | null;
    items?: {
      all?: boolean | null;
      collections?: AddRemove | null;
      products?: { productsToAdd?: string[] | null; productVariantsToAdd?: string[] | null } | null;
    } | null;
  } | null;
  minimumRequirement?: {
    quantity?: { greaterThanOrEqualToQuantity?: string | null } | null;
    subtotal?: { greaterThanOrEqualToSubtotal?: string | null } | null;
  } | null;
}

const SIMULATED = [
  'title',
  'code',
  'startsAt',
  'endsAt',
  'usageLimit',
  'appliesOncePerCustomer',
  'combinesWith',
  'tags',
  'context',
  'customerGets',
  'minimumRequirement',
];

export function userError(field: string[], code: string | null, message: string): DiscountUserError {
  return { code, extraInfo: null, field, message };
}

/** What the input says, without what it does not mention; or what is wrong with it, in Shopify's words. */
export function readBasicInput(
  context: GraphContext,
  input: BasicInput,
  before?: Discount,
): { change: Partial<NewDiscount> } | { userErrors: DiscountUserError[] } {
  refuseInputs('DiscountCodeBasicInput', { ...input }, SIMULATED);
  const problem = (field: string, code: string, message: string) => ({
    userErrors: [userError(['basicCodeDiscount', ...field.split('.')], code, message)],
  });
  const blank = (value: unknown) => value === null || value === '' || (!before && value === undefined);
  const { discounts } = context.devstore.store;

  if (blank(input.title)) return problem('title', 'BLANK', "Title can't be blank");
  if (blank(input.code)) return problem('code', 'BLANK', "Code can't be blank");
  if (blank(input.startsAt)) return problem('startsAt', 'BLANK', "Starts at can't be blank");
  if (blank(input.context)) return problem('context', 'BLANK', "Context can't be blank");
  if (blank(input.customerGets)) return problem('customerGets', 'BLANK', "Customer gets can't be blank");
  const taken = input.code ? discounts.byCode(input.code) : undefined;
  if (taken && taken.id !== before?.id)
    return problem('code', 'TAKEN', 'Code must be unique. Please try a different code.');
  if (input.code && input.code.length > 255) return problem('code', 'TOO_LONG', 'Code is too long');
  const startsAt = input.startsAt ?? before?.startsAt ?? '';
  if (input.endsAt && Date.parse(input.endsAt) <= Date.parse(startsAt))
    return problem('endsAt', 'END_DATE_BEFORE_START_DATE', 'Ends at needs to be after starts_at');
  if (input.usageLimit !== undefined && input.usageLimit !== null && input.usageLimit < 1)
    return problem('usageLimit', 'GREATER_THAN', 'Usage limit must be greater than 0');
  const value = input.customerGets?.value;
  const { percentage } = value ?? {};
  if (percentage !== undefined && percentage !== null && !(percentage > 0 && percentage <= 1))
    return problem('customerGets.value.percentage', 'VALUE_OUTSIDE_RANGE', 'Value must be between 0.0 and 1.0');
  const { quantity, subtotal } = input.minimumRequirement ?? {};
  if (quantity && subtotal) {
    const message = 'Cannot set both minimum quantity and minimum subtotal';
    return problem('minimumRequirement', 'MINIMUM_SUBTOTAL_AND_QUANTITY_RANGE_BOTH_PRESENT', message);
  }

  const iso = (instant: string) => new Date(instant).toISOString();
  const change: Partial<NewDiscount> = {};
  if (input.title) change.title = input.title;
  if (input.code) change.code = input.code;
  if (input.startsAt) change.startsAt = iso(input.startsAt);
  if (input.endsAt !== undefined) change.endsAt = input.endsAt && iso(input.endsAt);
  if (input.usageLimit !== undefined) change.usageLimit = input.usageLimit;
  if (typeof input.appliesOncePerCustomer === 'boolean') change.appliesOncePerCustomer = input.appliesOncePerCustomer;
  if (input.tags) change.tags = input.tags;
  if (input.combinesWith) {
    const { orderDiscounts = false, productDiscounts = false, shippingDiscounts = false } = input.combinesWith;
    change.combinesWith = { orderDiscounts, productDiscounts, shippingDiscounts };
  }
  if (input.context) change.buyers = buyersOf(input.context, before);
  if (value) change.value = valueOf(value);
  if (input.customerGets?.items) change.items = itemsOf(input.customerGets.items);
  if (input.minimumRequirement !== undefined) {
    change.minimum = quantity
      ? { kind: 'quantity', quantity: Number(quantity.greaterThanOrEqualToQuantity ?? 0) }
      : subtotal
        ? { kind: 'subtotal', subtotal: Number(subtotal.greaterThanOrEqualToSubtotal ?? 0).toFixed(2) }
        : null;
  }
  return { change };
}

function buyersOf(given: NonNullable<BasicInput['context']>, before?: Discount): Discount['buyers'] {
  refuseInputs('DiscountContextInput', { ...given }, ['all', 'customers', 'customerSegments']);
  const changed = (type: string, known: string[], { add, remove }: AddRemove) => {
    const removed = new Set((remove ?? []).map((id) => idOf(type, id)));
    return [...known.filter((id) => !removed.has(id)), ...ids(type, add)];
  };
  if (given.customers) {
    const known = before?.buyers.kind === 'customers' ? before.buyers.customerIds : [];
    return { kind: 'customers', customerIds: changed('Customer', known, given.customers) };
  }
  if (given.customerSegments) {
    const known = before?.buyers.kind === 'segments' ? before.buyers.segmentIds : [];
    return { kind: 'segments', segmentIds: changed('Segment', known, given.customerSegments) };
  }
  return { kind: 'all' };
}

function valueOf(value: NonNullable<NonNullable<BasicInput['customerGets']>['value']>): Discount['value'] {
  refuseInputs('DiscountCustomerGetsValueInput', { ...value }, ['percentage', 'discountAmount']);
  if (value.discountAmount) {
    const { amount, appliesOnEachItem } = value.discountAmount;
    return { kind: 'amount', amount: Number(amount ?? 0).toFixed(2), onEachItem: appliesOnEachItem ?? false };
  }
  if (typeof value.percentage !== 'number')
    throw new GraphQLError('customerGets.value needs a percentage or an amount');
  return { kind: 'percentage', percentage: value.percentage };
}

function itemsOf(items: NonNullable<NonNullable<BasicInput['customerGets']>['items']>): Discount['items'] {
  if (items.collections) return { kind: 'collections', collectionIds: ids('Collection', items.collections.add) };
  if (items.products) {
    const { productsToAdd, productVariantsToAdd } = items.products;
    return {
      kind: 'products',
      productIds: ids('Product', productsToAdd),
      variantIds: ids('ProductVariant', productVariantsToAdd),
    };
  }
  return { kind: 'all' };
}

function ids(type: string, given: string[] | null | undefined): string[] {
  return (given ?? []).flatMap((id) => idOf(type, id) ?? []);
}
