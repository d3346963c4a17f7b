import { GraphQLError } from 'graphql';
import { availableAt, LOCATIONS } from '../../shop/location.ts';
import type { Product } from '../../shop/types.ts';
import { gid, idOf, type GraphContext } from '../context.ts';
import { refuseInputs, requireInputSize } from '../input-size.ts';
import { inventoryItemNode, productNode } from '../nodes/product.ts';
import { locationNode } from './location-node.ts';

interface ProductInput {
  id?: string | null;
  title?: string | null;
  descriptionHtml?: string | null;
  status?: string | null;
  tags?: string[] | null;
}

interface Adjustment {
  name: string;
  reason: string;
  referenceDocumentUri?: string | null;
  changes: { delta: number; inventoryItemId: string; locationId: string; changeFromQuantity?: number | null }[];
}

const STATUS: Record<string, Product['status']> = { ACTIVE: 'active', DRAFT: 'draft', ARCHIVED: 'archived' };

/** https://shopify.dev/docs/apps/build/orders-fulfillment/inventory-management-apps */
const OTHER_QUANTITIES = new Set(['damaged', 'quality_control', 'reserved', 'safety_stock']);

export function productMutations(context: GraphContext): Record<string, unknown> {
  const { store, clock } = context.devstore;
  return {
    productUpdate: (args: { product?: ProductInput | null; input?: unknown; media?: unknown[] | null }) => {
      if (args.input || args.media?.length)
        throw new GraphQLError('devstore simulates productUpdate(product:) only', {
          extensions: { code: 'NOT_SIMULATED' },
        });
      const input = args.product ?? {};
      refuseInputs('ProductUpdateInput', { ...input }, ['id', 'title', 'descriptionHtml', 'status', 'tags']);
      const product = store.products.get(idOf('Product', input.id) ?? '');
      if (!product) return { product: null, userErrors: [{ field: ['id'], message: 'Product does not exist' }] };
      if (input.title?.trim() === '')
        return { product: null, userErrors: [{ field: ['title'], message: "Title can't be blank" }] };
      const status = STATUS[input.status ?? ''];
      const changed = store.products.update(product.id, {
        ...(input.title && { title: input.title }),
        ...(typeof input.descriptionHtml === 'string' && { descriptionHtml: input.descriptionHtml }),
        ...(status && { status }),
        ...(input.tags && { tags: input.tags }),
      });
      return { product: productNode(context, changed), userErrors: [] };
    },
    inventoryAdjustQuantities: ({ input }: { input: Adjustment }) => {
      requireInputSize(input.changes);
      const refuse = (field: string[], code: string, message: string) => ({
        inventoryAdjustmentGroup: null,
        userErrors: [{ code, field: ['input', ...field], message }],
      });
      if (OTHER_QUANTITIES.has(input.name))
        throw new GraphQLError(`devstore does not simulate quantities of the name ${input.name}`, {
          extensions: { code: 'NOT_SIMULATED' },
        });
      if (input.name !== 'available')
        return refuse(['name'], 'INVALID_QUANTITY_NAME', 'The specified quantity name is invalid.');
      const found = input.changes.map((change) => {
        const itemId = idOf('InventoryItem', change.inventoryItemId);
        const product = store.products
          .all()
          .find((one) => one.variants.some((variant) => variant.inventoryItemId === itemId));
        return { change, product, variant: product?.variants.find((one) => one.inventoryItemId === itemId) };
      });
      for (const [index, { change, variant }] of found.entries()) {
        const at = ['changes', String(index)];
        if (!variant)
          return refuse(
            [...at, 'inventoryItemId'],
            'INVALID_INVENTORY_ITEM',
            'The specified inventory item could not be found.',
          );
        const location = LOCATIONS.find(({ id }) => id === idOf('Location', change.locationId));
        if (!location)
          return refuse([...at, 'locationId'], 'INVALID_LOCATION', 'The specified location could not be found.');
        const from = change.changeFromQuantity;
        if (typeof from === 'number' && from !== availableAt(variant, location.id)) {
          const message = 'The changeFromQuantity argument no longer matches the persisted quantity.';
          return refuse([...at, 'changeFromQuantity'], 'CHANGE_FROM_QUANTITY_STALE', message);
        }
      }
      const changes = found.flatMap(({ change, product, variant }) => {
        if (!product || !variant) return [];
        const location = LOCATIONS.find(({ id }) => id === idOf('Location', change.locationId)) ?? LOCATIONS[0];
        store.products.setInventory(variant.id, availableAt(variant, location.id) + change.delta, location.id);
        return {
          name: input.name,
          delta: change.delta,
          quantityAfterChange: null,
          item: inventoryItemNode(context, product, variant),
          location: locationNode(context, location),
        };
      });
      return {
        inventoryAdjustmentGroup: {
          __typename: 'InventoryAdjustmentGroup',
          id: gid('InventoryAdjustmentGroup', String(clock.now())),
          createdAt: clock.iso(),
          reason: input.reason,
          referenceDocumentUri: input.referenceDocumentUri ?? null,
          changes: () => changes,
        },
        userErrors: [],
      };
    },
  };
}
