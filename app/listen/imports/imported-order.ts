import { stableId } from '../../platform/crypto/seal.ts';
import { checkoutConsent } from '../customers/who.ts';
import { identity, type IdentityId, type NewFact } from '../facts/fact.ts';
import { hear, type Heard, type HeardOrder, nothingHeard } from '../heard.ts';
import { orderFacts } from '../orders/parse-order.ts';
import { digested } from '../version.ts';

/** An order as a row (or some rows) of a file told it: amounts in minor units, instants in milliseconds UTC. */
export interface ImportedOrder {
  /** where it starts in the file */
  line: number;
  /** Shopify's id, or one that begins with `import:` */
  id: string;
  name: string | null;
  email: string | null;
  /** what the file calls its buyer; not Shopify's customer id */
  buyer: string | null;
  firstName: string | null;
  lastName: string | null;
  country: string | null;
  currency: string;
  total: number;
  /** null where the file has no such column */
  discounts?: number | null;
  refunded: number;
  placedAt: number;
  /** cancelled or voided: not counted */
  cancelledAt: number | null;
  /** the buyer ticked the box */
  accepts: boolean;
  source: string | null;
  lines: ImportedLine[];
}

export interface ImportedLine {
  title: string;
  sku: string | null;
  quantity: number;
  price: number;
}

/** Finds the product that a line of a file was for; null when the shop has none such. */
export type FindProduct = (line: ImportedLine) => { productId: string; variantId: string | null } | null;

/** Ids of rows that came from a file begin with this, so that what Shopify itself tells later can take their place. */
export const IMPORTED = 'import:';

/**
 * Files do not say when an order last changed. Whatever Shopify told or will tell is newer, and a later import of the
 * same order takes the place of an earlier one.
 */
const OLDEST = 0;

/** What an imported order tells. It is history: it starts nothing. */
export function heardOf(imported: ImportedOrder, findProduct: FindProduct): Heard {
  const heard: Heard = { ...nothingHeard(), history: true };
  const customerId = customerIdOf(imported);
  const speaker = speakerOf(imported.email, customerId);
  const also: IdentityId[] = imported.email && customerId ? [identity('customer', customerId)] : [];
  const order = digested(orderOf(imported, speaker, findProduct));
  hear(heard, { orders: [order], facts: orderFacts(order, { also }, { created: true, history: true }) });
  if (customerId) hear(heard, { customers: [buyerOf(imported, customerId)] });
  if (imported.refunded > 0) {
    const refund = { id: `${IMPORTED}${imported.id}`, orderId: imported.id, amount: imported.refunded };
    hear(heard, { refunds: [{ ...refund, at: imported.cancelledAt ?? imported.placedAt }] });
  }
  const who = { identity: speaker, email: imported.email, customerId: null, also: [] };
  hear(heard, { facts: checkoutConsent(who, imported.accepts, imported.placedAt).map(asHistory) });
  return heard;
}

function speakerOf(email: string | null, customerId: string | null): IdentityId | null {
  if (email) return identity('email', email);
  return customerId ? identity('customer', customerId) : null;
}

function orderOf(imported: ImportedOrder, speaker: IdentityId | null, findProduct: FindProduct): HeardOrder {
  return {
    id: imported.id,
    name: imported.name,
    identity: speaker,
    email: imported.email,
    customerId: null,
    checkoutToken: null,
    cartToken: null,
    clientId: null,
    currency: imported.currency,
    total: imported.total,
    discounts: imported.discounts ?? null,
    test: false,
    cancelledAt: imported.cancelledAt,
    placedAt: imported.placedAt,
    updatedAt: OLDEST,
    source: imported.source,
    landingPage: null,
    referrer: null,
    utm: null,
    lines: imported.lines.map((line, index) => {
      const found = findProduct(line);
      return {
        id: `${IMPORTED}${index + 1}`,
        productId: found?.productId ?? null,
        variantId: found?.variantId ?? null,
        title: line.title,
        quantity: line.quantity,
        price: line.price,
        // what it cost on that day is not known
        unitCost: null,
      };
    }),
  };
}

/** Someone whom the file names, or numbers, gets a customer row of its own; Shopify's, when it comes, is the newer one. */
function customerIdOf({ buyer, email, firstName, lastName }: ImportedOrder): string | null {
  if (buyer) return IMPORTED + buyer;
  return email && (firstName || lastName) ? IMPORTED + stableId(email) : null;
}

function buyerOf(imported: ImportedOrder, id: string): Heard['customers'][number] {
  return {
    id,
    email: imported.email,
    phone: null,
    firstName: imported.firstName,
    lastName: imported.lastName,
    locale: null,
    country: imported.country,
    tags: [],
    createdAt: null,
    // in the order of the purchases, and all of them before anything that Shopify ever told: seconds for milliseconds
    updatedAt: Math.max(0, Math.floor(imported.placedAt / 1000)),
  };
}

const asHistory = (fact: NewFact): NewFact => ({ ...fact, data: { ...fact.data, history: true } });
