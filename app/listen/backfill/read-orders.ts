import type {
  HistoryLineFragment,
  HistoryOrderFragment,
  HistoryVisitFragment,
} from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import { toMinor } from '../../platform/money.ts';
import { checkoutConsent, whoOf } from '../customers/who.ts';
import type { Origin } from '../facts/fact.ts';
import type { Heard, HeardOrder } from '../heard.ts';
import { orderFacts } from '../orders/parse-order.ts';
import { originOf } from '../origin.ts';
import { clientIdOf } from '../payload.ts';
import { digested } from '../version.ts';
import type { AsRead } from './as-read.ts';

/**
 * An order as its webhooks would have told it.
 * @param lines all of them, also of further pages
 */
export function readOrder(
  told: HistoryOrderFragment,
  lines: readonly HistoryLineFragment[],
  { history, toldAt }: AsRead,
): Pick<Heard, 'orders' | 'refunds' | 'facts'> {
  const { amount, currencyCode: currency } = told.totalPriceSet.shopMoney;
  const id = legacyId(told.id);
  const own = told.customer?.defaultEmailAddress?.emailAddress;
  const customer = told.customer ? { id: legacyId(told.customer.id), email: own ?? null } : null;
  const who = whoOf({ customer, email: told.email });
  const noted = told.customAttributes.map(({ key, value }) => ({ name: key, value }));
  const origin = originOfJourney(told.customerJourneySummary, noted);
  const order = digested<HeardOrder>({
    id,
    name: told.name || null,
    identity: who.identity,
    email: who.email,
    customerId: who.customerId,
    checkoutToken: told.checkoutToken || null,
    cartToken: told.cartToken || null,
    clientId: clientIdOf(noted),
    currency,
    total: toMinor(amount, currency),
    discounts: told.totalDiscountsSet ? toMinor(told.totalDiscountsSet.shopMoney.amount, currency) : null,
    test: told.test,
    cancelledAt: told.cancelledAt ? Date.parse(told.cancelledAt) : null,
    placedAt: Date.parse(told.createdAt),
    updatedAt: Date.parse(told.updatedAt),
    toldAt,
    source: told.sourceName || null,
    landingPage: origin?.landingPage ?? null,
    referrer: origin?.referrer ?? null,
    utm: origin?.utm ?? null,
    lines: lines.map((line) => ({
      id: legacyId(line.id),
      productId: line.product ? legacyId(line.product.id) : null,
      variantId: line.variant ? legacyId(line.variant.id) : null,
      title: line.title,
      quantity: line.quantity,
      price: toMinor(line.originalUnitPriceSet.shopMoney.amount, currency),
    })),
  });
  return {
    orders: [order],
    refunds: told.refunds.map((refund) => ({
      id: legacyId(refund.id),
      orderId: id,
      amount: toMinor(refund.totalRefundedSet.shopMoney.amount, currency),
      at: Date.parse(refund.createdAt ?? told.updatedAt),
      told: { updatedAt: order.updatedAt, toldAt },
    })),
    facts: [
      ...orderFacts(order, who, { created: false, ...(history && { history }) }),
      // of the past, the state that Shopify has now says more than a box ticked then
      ...(history || told.test ? [] : checkoutConsent(who, told.customerAcceptsMarketing, order.placedAt)),
    ],
  };
}

/** The visit that ended in the order: the last one, or the only one that Shopify tells of. */
function originOfJourney(
  journey: HistoryOrderFragment['customerJourneySummary'],
  noted: { name: string; value: unknown }[],
): Origin | undefined {
  const visit: HistoryVisitFragment | null = journey?.lastVisit ?? journey?.firstVisit ?? null;
  const origin = originOf(visit?.landingPage, visit?.referrerUrl, noted);
  const told = Object.entries(visit?.utmParameters ?? {}).filter((entry): entry is [string, string] => !!entry[1]);
  if (told.length === 0) return origin;
  return {
    ...origin,
    utm: { ...origin?.utm, ...Object.fromEntries(told.map(([name, value]) => [name, value.slice(0, 200)])) },
  };
}
