import type { AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import { AbandonedCheckoutsDocument, type ToldCheckoutFragment } from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import type { Batch } from '../backfill/batch.server.ts';
import { emptyBatch } from '../backfill/batch.server.ts';
import { parseCheckout } from '../checkouts/parse-checkout.ts';
import { hear } from '../heard.ts';

interface Asked {
  client: AdminClient;
  size: number;
  after: string | null;
  since: number;
  toldAt: number;
}

/** Checkouts in which somebody said who she is; Shopify lists no others. */
export async function readCheckouts({ client, size, after, since, toldAt }: Asked) {
  const query = `updated_at:>='${new Date(since).toISOString()}'`;
  const { abandonedCheckouts } = await client.query(AbandonedCheckoutsDocument, { first: size, after, query });
  const batch: Batch = { ...emptyBatch(false), count: abandonedCheckouts.nodes.length };
  for (const told of abandonedCheckouts.nodes) {
    const token = tokenOf(told.abandonedCheckoutUrl);
    if (token === null) continue;
    const heard = parseCheckout(asPayload(told, token));
    hear(batch.heard, {
      ...heard,
      checkouts: (heard.checkouts ?? []).map((checkout) => ({ ...checkout, toldAt })),
    });
  }
  const { hasNextPage, endCursor } = abandonedCheckouts.pageInfo;
  return { batch, next: hasNextPage ? endCursor : null, size };
}

/**
 * The Admin API names no token, which is what webhooks and orders know a checkout by: it stands in the address that
 * brings it back (`/…/checkouts/{token}/recover?key=…`).
 */
export function tokenOf(address: string): string | null {
  return /\/checkouts\/(?:ac\/|cn\/|c\/)?([\w-]{8,255})\/recover/.exec(address)?.[1] ?? null;
}

/** In the words of a webhook, so that one parser makes the facts of both. */
function asPayload(told: ToldCheckoutFragment, token: string): unknown {
  const { amount, currencyCode } = told.totalPriceSet.shopMoney;
  const email = told.customer?.defaultEmailAddress?.emailAddress ?? null;
  return {
    token,
    email,
    customer: told.customer && { id: legacyId(told.customer.id), email },
    customer_locale: told.customer?.locale ?? null,
    currency: currencyCode,
    total_price: amount,
    abandoned_checkout_url: told.abandonedCheckoutUrl,
    note_attributes: told.customAttributes.map(({ key, value }) => ({ name: key, value })),
    created_at: told.createdAt,
    updated_at: told.updatedAt,
    completed_at: told.completedAt,
    line_items: told.lineItems.nodes.map((line) => ({
      product_id: line.product && legacyId(line.product.id),
      variant_id: line.variant && legacyId(line.variant.id),
      title: line.title ?? '',
      variant_title: line.variantTitle,
      quantity: line.quantity,
      price: line.originalUnitPriceSet.shopMoney.amount,
    })),
  };
}
