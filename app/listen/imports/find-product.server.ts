import type { Reader } from '../../platform/db/db.ts';
import type { FindProduct } from './imported-order.ts';

interface Found {
  productId: string;
  variantId: string | null;
}

/**
 * Finds products by what an export says of its lines: the SKU, else `product title - variant title`, else the title.
 * A text that two products share finds neither.
 */
export async function createFindProduct(reader: Reader, shop: string): Promise<FindProduct> {
  const rows = await reader
    .selectFrom('variant')
    .innerJoin('product', (join) =>
      join.onRef('product.shop', '=', 'variant.shop').onRef('product.id', '=', 'variant.product_id'),
    )
    .select(['variant.id', 'variant.product_id', 'variant.sku', 'variant.title', 'product.title as product_title'])
    .where('variant.shop', '=', shop)
    .execute();
  const bySku = new Map<string, Found | null>();
  const byTitle = new Map<string, Found | null>();
  const put = (map: Map<string, Found | null>, key: string, found: Found) => {
    const known = map.get(key);
    if (known === undefined) map.set(key, found);
    else if (known?.productId !== found.productId) map.set(key, null);
    else if (known.variantId !== found.variantId) map.set(key, { ...known, variantId: null });
  };
  for (const row of rows) {
    const found = { productId: row.product_id, variantId: row.id };
    if (row.sku) put(bySku, row.sku, found);
    put(byTitle, row.product_title, found);
    put(byTitle, `${row.product_title} - ${row.title}`, found);
  }
  return ({ sku, title }) => (sku && bySku.get(sku)) || byTitle.get(title) || null;
}
