import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Admin, AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import {
  ProductCollectionsDocument,
  type ProductCollectionsQuery,
  ProductDetailsDocument,
  type ProductDetailsQuery,
} from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import type { TaskHandler } from '../../platform/work/tasks/task.ts';
import { listenLock } from '../apply.server.ts';
import { applyCollectionsOf } from '../catalog/members.server.ts';
import { unitCost } from './read-products.ts';

export const PRODUCT_DETAILS = 'product-details';

interface Options {
  db: Database;
  clock: Clock;
  admin: Admin;
}

/**
 * Handler of `product-details` tasks: product webhooks do not tell what a piece costs, nor which collections the product
 * is in. The cursor is the product's id.
 */
export function createProductDetailsHandler({ db, clock, admin }: Options): TaskHandler {
  return refuseWhenDenied(async ({ shop, cursor }) => {
    const id = cursor ?? '';
    const product = `gid://shopify/Product/${id}`;
    const client = admin(shop);
    const query = db.read.selectFrom('shop').select('currency').where('shop', '=', shop);
    const { currency } = await query.executeTakeFirstOrThrow();
    const costs = await costsOf(client, product, currency);
    const toldAt = clock.now();
    const collections = await collectionsOf(client, product);
    return {
      cursor,
      doneCount: 1,
      ended: true,
      lock: listenLock(shop),
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
        if (collections) await applyCollectionsOf(trx, shop, { product: id, collections, toldAt });
      },
    };
  });
}

/** The variants by what they cost. */
async function costsOf(client: AdminClient, product: string, currency: string): Promise<Map<number | null, string[]>> {
  const costs = new Map<number | null, string[]>();
  let after: string | null = null;
  do {
    const answer: ProductDetailsQuery = await client.query(ProductDetailsDocument, { product, after });
    const variants = answer.product?.variants;
    for (const { id, inventoryItem } of variants?.nodes ?? []) {
      const cost = unitCost(inventoryItem.unitCost, currency);
      costs.set(cost, [...(costs.get(cost) ?? []), legacyId(id)]);
    }
    after = variants?.pageInfo.hasNextPage ? variants.pageInfo.endCursor : null;
  } while (after !== null);
  return costs;
}

/** null when the product is gone */
async function collectionsOf(client: AdminClient, product: string): Promise<string[] | null> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const answer: ProductCollectionsQuery = await client.query(ProductCollectionsDocument, { product, after });
    if (!answer.product) return null;
    const { nodes, pageInfo } = answer.product.collections;
    ids.push(...nodes.map(({ id }) => legacyId(id)));
    after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
  } while (after !== null);
  return ids;
}
