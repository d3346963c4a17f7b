import type { Database } from '../../platform/db/db.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import { ProductCostDocument } from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { unitCost } from './read-products.ts';

/** Handler of `product-cost` tasks: product webhooks do not tell what a piece costs. The cursor is the product's id. */
export function createProductCostHandler({ db, admin }: { db: Database; admin: Admin }): TaskHandler {
  return refuseWhenDenied(async ({ shop, cursor }) => {
    const product = `gid://shopify/Product/${cursor ?? ''}`;
    const query = db.read.selectFrom('shop').select('currency').where('shop', '=', shop);
    const { currency } = await query.executeTakeFirstOrThrow();
    const costs = new Map<number | null, string[]>();
    let after: string | null = null;
    do {
      const answer: { product: Told | null } = await admin(shop).query(ProductCostDocument, { product, after });
      const variants = answer.product?.variants;
      for (const { id, inventoryItem } of variants?.nodes ?? []) {
        const cost = unitCost(inventoryItem.unitCost, currency);
        costs.set(cost, [...(costs.get(cost) ?? []), legacyId(id)]);
      }
      after = variants?.pageInfo.hasNextPage ? variants.pageInfo.endCursor : null;
    } while (after !== null);
    return {
      cursor,
      doneCount: 1,
      ended: true,
      // variants of a product mostly cost the same: a statement for each cost, not for each variant
      write: async (trx) => {
        for (const [cost, variants] of costs) {
          await trx
            .updateTable('variant')
            .set({ unit_cost: cost })
            .where('shop', '=', shop)
            .where('id', 'in', variants)
            .execute();
        }
      },
    };
  });
}

interface Told {
  variants: {
    nodes: { id: string; inventoryItem: { unitCost: { amount: string; currencyCode: string } | null } }[];
    pageInfo: { hasNextPage: boolean; endCursor: string | null };
  };
}
