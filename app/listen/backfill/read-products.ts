import type { HistoryProductFragment, HistoryVariantFragment } from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import { toMinor } from '../../platform/money.ts';
import type { HeardProduct, HeardVariant } from '../heard.ts';
import type { AsRead } from './as-read.ts';

/** @param variants all of them, also those of further pages. @param currency the shop's: prices do not name it */
export function readProduct(
  told: HistoryProductFragment,
  variants: readonly HistoryVariantFragment[],
  { currency, toldAt }: { currency: string } & Pick<AsRead, 'toldAt'>,
): HeardProduct {
  const heard = variants.map((variant) => readVariant(variant, currency));
  const status = told.status.toLowerCase();
  return {
    id: legacyId(told.id),
    title: told.title,
    handle: told.handle,
    // as webhooks are read: an active product that the online store does not publish cannot be bought there
    status: status === 'active' && told.publishedAt === null ? 'draft' : status,
    vendor: told.vendor || null,
    type: told.productType || null,
    tags: told.tags,
    imageUrl: told.featuredMedia?.preview?.image?.url ?? null,
    price: heard.length > 0 ? Math.min(...heard.map((variant) => variant.price)) : 0,
    currency,
    updatedAt: Date.parse(told.updatedAt),
    toldAt,
    variants: heard,
    complete: true,
  };
}

function readVariant(told: HistoryVariantFragment, currency: string): HeardVariant {
  return {
    id: legacyId(told.id),
    title: told.title,
    sku: told.sku || null,
    price: toMinor(told.price, currency),
    inventory: told.inventoryItem.tracked ? told.inventoryQuantity : null,
    inventoryPolicy: told.inventoryPolicy.toLowerCase(),
    inventoryItemId: legacyId(told.inventoryItem.id),
    unitCost: unitCost(told.inventoryItem.unitCost, currency),
  };
}

/** A cost in another currency than the shop's cannot be set against its prices. */
export function unitCost(told: { amount: string; currencyCode: string } | null, currency: string): number | null {
  return told && told.currencyCode === currency ? toMinor(told.amount, currency) : null;
}
