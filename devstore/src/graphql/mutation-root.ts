import { fileMutations } from '../files/file-fields.ts';
import type { GraphContext } from './context.ts';
import { customerMutations } from './customers/customer-mutations.ts';
import { discountMutations } from './discounts/discount-fields.ts';
import { marketingMutations } from './marketing/marketing-fields.ts';
import { metafieldMutations } from './metafields/metafield-mutations.ts';
import { orderMutations } from './order-mutations.ts';
import { pixelMutations } from './pixel-mutations.ts';
import { productMutations } from './products/product-mutations.ts';
import { segmentMutations } from './segments/segment-fields.ts';
import { tagMutations } from './tag-mutations.ts';

/** The fields of `Mutation` that are simulated. */
export function mutationRoot(context: GraphContext): Record<string, unknown> {
  return {
    ...pixelMutations(context),
    ...customerMutations(context),
    ...discountMutations(context),
    ...fileMutations(context),
    ...marketingMutations(context),
    ...metafieldMutations(context),
    ...orderMutations(context),
    ...productMutations(context),
    ...segmentMutations(context),
    ...tagMutations(context),
  };
}
