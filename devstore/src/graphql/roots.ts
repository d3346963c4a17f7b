import type { GraphQLSchema } from 'graphql';
import { articleQueries } from './article-fields.ts';
import { bulkMutations, bulkQueries } from './bulk/bulk-fields.ts';
import { checkoutQueries } from './checkout-fields.ts';
import type { GraphContext } from './context.ts';
import { mutationRoot } from './mutation-root.ts';
import { queryRoot } from './query-root.ts';

/** Everything of `QueryRoot` and of `Mutation` that is simulated. */
export function rootsOf(context: GraphContext, schema: GraphQLSchema) {
  return {
    query: {
      ...queryRoot(context),
      ...bulkQueries(context),
      ...articleQueries(context),
      ...checkoutQueries(context),
    },
    mutation: { ...mutationRoot(context), ...bulkMutations(context, schema) },
  };
}
