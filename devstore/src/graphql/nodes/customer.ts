import { fromCents, toCents } from '../../shop/money.ts';
import type { Customer, Order } from '../../shop/types.ts';
import { connection, type PageArguments } from '../connection.ts';
import { gid, type GraphContext } from '../context.ts';
import { metafieldFields } from '../metafields/metafield-node.ts';
import { moneyV2 } from '../money.ts';
import { addressNode } from './address.ts';

export function customerNode(context: GraphContext, customer: Customer): Record<string, unknown> {
  const { store, config } = context.devstore;
  const { shop } = store;
  const counted = () => store.orders.ofCustomer(customer.id).filter((order) => !order.test);
  const address = customer.address && addressNode(customer.address, customer.id);
  return {
    __typename: 'Customer',
    ...metafieldFields(context, 'Customer', customer.id),
    id: gid('Customer', customer.id),
    legacyResourceId: customer.id,
    firstName: customer.firstName || null,
    lastName: customer.lastName || null,
    displayName: `${customer.firstName} ${customer.lastName}`.trim() || (customer.email ?? ''),
    email: customer.email,
    phone: customer.phone,
    locale: customer.locale,
    tags: customer.tags,
    note: customer.note,
    state: 'DISABLED',
    verifiedEmail: true,
    taxExempt: false,
    dataSaleOptOut: false,
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    defaultEmailAddress: emailNode(config.origin, customer),
    defaultPhoneNumber: customer.phone && {
      phoneNumber: customer.phone,
      marketingState: 'NOT_SUBSCRIBED',
      marketingOptInLevel: null,
      marketingUpdatedAt: null,
      marketingCollectedFrom: null,
    },
    defaultAddress: address,
    addresses: () => (address ? [address] : []),
    numberOfOrders: () => String(counted().length),
    amountSpent: () => moneyV2(spentOn(counted()), shop.currency),
    lastOrder: () => {
      const last = counted().at(-1);
      return last ? context.orderNode(last) : null;
    },
    orders: (args: PageArguments) =>
      connection(
        {
          items: store.orders.ofCustomer(customer.id),
          idOf: (one) => one.id,
          node: (one) => context.orderNode(one),
          sortBy: (one) => one.processedAt,
        },
        args,
      ),
    statistics: () => ({ rfmGroup: store.rfmGroup(customer.id) }),
  };
}

function emailNode(origin: string, customer: Customer) {
  if (!customer.email) return null;
  const { state, optInLevel, updatedAt } = customer.emailConsent;
  return {
    emailAddress: customer.email,
    marketingState: state === 'redacted' ? 'INVALID' : state.toUpperCase(),
    marketingOptInLevel: optInLevel?.toUpperCase() ?? null,
    marketingUpdatedAt: updatedAt,
    marketingUnsubscribeUrl: `${origin}/account/unsubscribe?customer=${customer.id}`,
    validFormat: true,
    sourceLocation: null,
  };
}

function spentOn(orders: Order[]): string {
  const cents = orders
    .filter((order) => !order.cancelledAt)
    .reduce((sum, order) => {
      const back = order.refunds.reduce((all, refund) => all + toCents(refund.amount), 0);
      return sum + toCents(order.totals.total) - back;
    }, 0);
  return fromCents(cents);
}
