import { execute, GraphQLError, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { articleQueries } from '../article-fields.ts';
import { connection, type PageArguments } from '../connection.ts';
import { gid, idOf, type GraphContext } from '../context.ts';
import { fieldOf } from '../field-of.ts';
import { queryRoot } from '../query-root.ts';
import { searchFilter, type SearchFields } from '../search-query.ts';
import { readBulkQuery } from './bulk-query.ts';
import type { BulkOperation } from './operation.ts';

const SEARCH: SearchFields<BulkOperation> = {
  id: (one) => one.id,
  status: (one) => one.status.toLowerCase(),
  created_at: (one) => one.createdAt,
  operation_type: () => 'query',
};

/** The fields of `QueryRoot` that tell of bulk operations. */
export function bulkQueries(context: GraphContext): Record<string, unknown> {
  const { bulk, clock } = context.devstore;
  const nodeOf = (operation: BulkOperation | undefined) => (operation ? bulkNode(context, operation) : null);
  return {
    bulkOperation: ({ id }: { id: unknown }) => nodeOf(bulk.get(idOf('BulkOperation', id) ?? '')),
    currentBulkOperation: ({ type }: { type?: string | null }) =>
      type === 'MUTATION' ? null : nodeOf(bulk.all().at(-1)),
    bulkOperations: ({ query, sortKey, ...page }: PageArguments & { query?: string | null; sortKey?: string }) =>
      connection<BulkOperation>(
        {
          items: bulk
            .all()
            .filter(searchFilter(query, SEARCH, clock.now()))
            .reverse(),
          idOf: (one) => one.id,
          node: nodeOf,
          sortBy: (one) => (sortKey === 'STATUS' ? one.status : -Number(one.id)),
        },
        page,
      ),
  };
}

/** The fields of `Mutation` that start and stop them. */
export function bulkMutations(context: GraphContext, schema: GraphQLSchema): Record<string, unknown> {
  const { bulk } = context.devstore;
  const refused = (code: string, message: string, field: string[] | null = null) => ({
    bulkOperation: null,
    userErrors: [{ code, field, message }],
  });
  return {
    bulkOperationRunQuery: async ({ query, groupObjects }: { query: string; groupObjects?: boolean }) => {
      const read = readBulkQuery(schema, query);
      if (typeof read === 'string') return refused('INVALID', read, ['query']);
      const whole: GraphContext = { ...context, whole: true };
      const page = async (variableValues: Record<string, unknown>): Promise<ExecutionResult> =>
        execute({
          schema,
          document: read.page,
          rootValue: { ...queryRoot(whole), ...articleQueries(whole) },
          contextValue: whole,
          variableValues,
          fieldResolver: fieldOf,
        });
      // tried on one object: what is not simulated is told at once, not found later as a failed operation
      const trial = await page({ bulkFirst: 1, bulkAfter: null });
      const missing = trial.errors?.find((error) => error.extensions.code === 'NOT_SIMULATED');
      if (missing) throw missing;
      const started = bulk.run({ query, read, grouped: groupObjects ?? false, page });
      if (started === 'LIMIT_REACHED') {
        return refused('LIMIT_REACHED', 'Bulk operations limit reached. Please try again later.');
      }
      return { bulkOperation: bulkNode(context, started), userErrors: [] };
    },
    bulkOperationCancel: ({ id }: { id: unknown }) => {
      const operation = bulk.cancel(idOf('BulkOperation', id) ?? '');
      if (!operation)
        throw new GraphQLError(`Invalid id: ${String(id)}`, { extensions: { code: 'RESOURCE_NOT_FOUND' } });
      return { bulkOperation: bulkNode(context, operation), userErrors: [] };
    },
  };
}

function bulkNode({ devstore }: GraphContext, operation: BulkOperation): Record<string, unknown> {
  const url = devstore.bulk.url(operation);
  const done = operation.status === 'COMPLETED';
  return {
    __typename: 'BulkOperation',
    id: gid('BulkOperation', operation.id),
    query: operation.query,
    type: 'QUERY',
    status: operation.status,
    errorCode: operation.errorCode,
    createdAt: operation.createdAt,
    completedAt: done ? operation.completedAt : null,
    objectCount: String(operation.objectCount),
    rootObjectCount: String(operation.rootObjectCount),
    fileSize: done && operation.fileSize > 0 ? String(operation.fileSize) : null,
    url: done ? url : null,
    partialDataUrl: operation.status === 'FAILED' ? url : null,
  };
}
