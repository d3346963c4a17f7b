import { createHash } from 'node:crypto';
import type { IdSource } from './ids.ts';
import type { LineItem, NameValue, Product, Variant } from './types.ts';

export function lineKey(variantId: string, properties: NameValue[]): string {
  const hash = createHash('md5')
    .update(JSON.stringify([variantId, properties]))
    .digest('hex');
  return `${variantId}:${hash}`;
}

export function lineOf(
  ids: Pick<IdSource, 'next'>,
  product: Product,
  variant: Variant,
  quantity: number,
  properties: NameValue[] = [],
): LineItem {
  return {
    id: ids.next('line'),
    key: lineKey(variant.id, properties),
    productId: product.id,
    variantId: variant.id,
    title: product.title,
    variantTitle: variant.title === 'Default Title' ? null : variant.title,
    sku: variant.sku,
    vendor: product.vendor,
    quantity,
    price: variant.price,
    grams: variant.grams,
    properties,
  };
}
