import { toCents } from '../../shop/money.ts';
import type { LineItem, Order, Refund } from '../../shop/types.ts';
import { connection, type PageArguments } from '../connection.ts';
import { gid, type GraphContext } from '../context.ts';
import { metafieldFields } from '../metafields/metafield-node.ts';
import { bagOfCents, moneyBag, moneyV2 } from '../money.ts';
import { addressNode } from './address.ts';
import { customerNode } from './customer.ts';
import { productNode, variantNode } from './product.ts';
import { journeyNode } from './visit.ts';

const FULFILLMENT = { fulfilled: 'FULFILLED', partial: 'PARTIALLY_FULFILLED' } as const;

export function orderNode(context: GraphContext, order: Order): Record<string, unknown> {
  const { store, config } = context.devstore;
  const { currency, totals, lastVisit } = order;
  const refunded = order.refunds.reduce((sum, refund) => sum + toCents(refund.amount), 0);
  const returned = order.refunds
    .flatMap((refund) => refund.lines)
    .reduce((sum, line) => sum + toCents(line.subtotal), 0);
  const items = order.lines.reduce((sum, line) => sum + line.quantity, 0);
  const left = toCents(totals.total) - refunded;
  return {
    __typename: 'Order',
    ...metafieldFields(context, 'Order', order.id),
    id: gid('Order', order.id),
    legacyResourceId: order.id,
    name: order.name,
    number: order.number,
    confirmationNumber: order.id.slice(-9),
    email: order.email,
    phone: order.phone,
    note: order.note,
    tags: order.tags,
    test: order.test,
    sourceName: order.sourceName,
    sourceIdentifier: null,
    cartToken: order.cartToken,
    checkoutToken: order.checkoutToken,
    customerLocale: order.locale,
    customerAcceptsMarketing: order.acceptsMarketing,
    clientIp: order.browserIp,
    createdAt: order.createdAt,
    processedAt: order.processedAt,
    updatedAt: order.updatedAt,
    closedAt: order.closedAt,
    cancelledAt: order.cancelledAt,
    cancelReason: order.cancelReason?.toUpperCase() ?? null,
    currencyCode: currency,
    presentmentCurrencyCode: currency,
    displayFinancialStatus: order.financialStatus.toUpperCase(),
    displayFulfillmentStatus: order.fulfillmentStatus ? FULFILLMENT[order.fulfillmentStatus] : 'UNFULFILLED',
    fullyPaid: order.financialStatus !== 'pending',
    unpaid: order.financialStatus === 'pending',
    taxesIncluded: true,
    discountCode: order.discountCodes[0]?.code ?? null,
    discountCodes: order.discountCodes.map((discount) => discount.code),
    subtotalLineItemsQuantity: items,
    totalPriceSet: moneyBag(totals.total, currency),
    originalTotalPriceSet: moneyBag(totals.total, currency),
    subtotalPriceSet: moneyBag(totals.subtotal, currency),
    totalShippingPriceSet: moneyBag(totals.shipping, currency),
    totalTaxSet: moneyBag(totals.tax, currency),
    totalDiscountsSet: moneyBag(totals.discounts, currency),
    totalRefundedSet: bagOfCents(refunded, currency),
    totalReceivedSet: moneyBag(totals.total, currency),
    currentTotalPriceSet: bagOfCents(left, currency),
    currentSubtotalPriceSet: bagOfCents(toCents(totals.subtotal) - returned, currency),
    currentTotalDiscountsSet: moneyBag(totals.discounts, currency),
    currentTotalTaxSet: bagOfCents(Math.round((left * 0.22) / 1.22), currency),
    customAttributes: order.attributes.map(({ name, value }) => ({ key: name, value })),
    landingPageUrl: lastVisit && new URL(lastVisit.landingPage, config.origin).href,
    referrerUrl: lastVisit?.referrer ?? null,
    paymentGatewayNames: ['bogus'],
    statusPageUrl: `${config.origin}/${store.shop.id}/orders/${order.checkoutToken ?? order.id}`,
    shippingAddress: order.shippingAddress && addressNode(order.shippingAddress, order.id),
    customer: () => {
      const customer = order.customerId ? store.customers.get(order.customerId) : undefined;
      return customer ? customerNode(context, customer) : null;
    },
    customerJourneySummary: () => (order.firstVisit || lastVisit ? journeyNode(context, order) : null),
    lineItems: (args: PageArguments) =>
      connection({ items: order.lines, idOf: (one) => one.id, node: (one) => lineNode(context, order, one) }, args),
    refunds: ({ first }: { first?: number | null }) =>
      order.refunds.slice(0, first ?? undefined).map((refund) => refundNode(context, order, refund)),
  };
}

function lineNode(context: GraphContext, order: Order, line: LineItem): Record<string, unknown> {
  const { store } = context.devstore;
  const { currency } = order;
  const total = bagOfCents(toCents(line.price) * line.quantity, currency);
  const product = () => (line.productId ? store.products.get(line.productId) : undefined);
  const returned = order.refunds
    .flatMap((refund) => refund.lines)
    .filter((one) => one.lineItemId === line.id)
    .reduce((sum, one) => sum + one.quantity, 0);
  return {
    __typename: 'LineItem',
    id: gid('LineItem', line.id),
    title: line.title,
    name: line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: line.quantity - returned,
    refundableQuantity: line.quantity - returned,
    isGiftCard: false,
    requiresShipping: true,
    taxable: true,
    customAttributes: line.properties.map(({ name, value }) => ({ key: name, value })),
    originalUnitPriceSet: moneyBag(line.price, currency),
    discountedUnitPriceSet: moneyBag(line.price, currency),
    discountedUnitPriceAfterAllDiscountsSet: moneyBag(line.price, currency),
    originalTotalSet: total,
    discountedTotalSet: total,
    totalDiscountSet: moneyBag('0.00', currency),
    product: () => {
      const found = product();
      return found ? productNode(context, found) : null;
    },
    variant: () => {
      const found = product();
      const variant = found?.variants.find((one) => one.id === line.variantId);
      return found && variant ? variantNode(context, found, variant) : null;
    },
  };
}

function refundNode(context: GraphContext, order: Order, refund: Refund): Record<string, unknown> {
  const { currency } = order;
  return {
    __typename: 'Refund',
    id: gid('Refund', refund.id),
    legacyResourceId: refund.id,
    note: refund.note,
    createdAt: refund.createdAt,
    processedAt: refund.createdAt,
    updatedAt: refund.createdAt,
    totalRefundedSet: moneyBag(refund.amount, currency),
    totalRefunded: moneyV2(refund.amount, currency),
    order: () => orderNode(context, order),
    refundLineItems: (args: PageArguments) =>
      connection(
        {
          items: refund.lines,
          idOf: (one) => one.id,
          node: (one) => {
            const line = order.lines.find((ordered) => ordered.id === one.lineItemId);
            return {
              id: gid('RefundLineItem', one.id),
              quantity: one.quantity,
              subtotalSet: moneyBag(one.subtotal, currency),
              totalTaxSet: moneyBag('0.00', currency),
              restockType: 'NO_RESTOCK',
              restocked: false,
              lineItem: line && lineNode(context, order, line),
            };
          },
        },
        args,
      ),
    transactions: (args: PageArguments) =>
      connection(
        {
          items: [refund],
          idOf: (one) => `6${one.id}`,
          node: (one) => ({
            __typename: 'OrderTransaction',
            id: gid('OrderTransaction', `6${one.id}`),
            kind: 'REFUND',
            status: 'SUCCESS',
            gateway: 'bogus',
            test: order.test,
            createdAt: one.createdAt,
            processedAt: one.createdAt,
            amountSet: moneyBag(one.amount, currency),
          }),
        },
        args,
      ),
  };
}
