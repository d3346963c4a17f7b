import {
  execute,
  GraphQLError,
  Kind,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import type { GraphContext } from './context.ts';
import { costOf, MOST_EXPENSIVE, variablesOf } from './cost.ts';
import { fieldOf } from './field-of.ts';
import { readDocument } from './read-document.ts';
import type { Throttle, ThrottleStatus } from './throttle.ts';

export interface GraphRequest {
  query: string;
  variables?: Record<string, unknown> | null;
  operationName?: string | null;
}

export interface GraphAnswer {
  data?: unknown;
  errors?: GraphQLFormattedError[];
  extensions?: { cost: { requestedQueryCost: number; actualQueryCost: number | null; throttleStatus: ThrottleStatus } };
}

interface Engine {
  schema: GraphQLSchema;
  context: GraphContext;
  throttle: Throttle;
  /** The fields of `QueryRoot` and of `Mutation`, each a function of its arguments. */
  roots: { query: Record<string, unknown>; mutation: Record<string, unknown> };
}

export async function answer(engine: Engine, request: GraphRequest): Promise<GraphAnswer> {
  const { schema, throttle } = engine;
  const { document, invalid } = readDocument(schema, request.query);
  if (invalid) return failed(invalid);
  const operation = operationOf(document, request.operationName);
  if (!operation) return failed([new GraphQLError('No operation with this name.')]);

  const variables = variablesOf(schema, operation, request.variables ?? {});
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const costing = { schema, fragments, variables };
  const requested = costOf(costing, operation);
  if (requested > MOST_EXPENSIVE) {
    const message = `Query cost is ${requested}, which exceeds the single query max cost limit ${MOST_EXPENSIVE}.`;
    return failed([
      new GraphQLError(message, {
        extensions: { code: 'MAX_COST_EXCEEDED', cost: requested, maxCost: MOST_EXPENSIVE },
      }),
    ]);
  }
  try {
    throttle.take(requested);
  } catch (error) {
    const cost = { requestedQueryCost: requested, actualQueryCost: null, throttleStatus: throttle.status() };
    return { ...failed([error as GraphQLError]), extensions: { cost } };
  }
  const result = (await execute({
    schema,
    document,
    rootValue: operation.operation === 'mutation' ? engine.roots.mutation : engine.roots.query,
    contextValue: engine.context,
    variableValues: request.variables ?? {},
    operationName: request.operationName ?? undefined,
    fieldResolver: fieldOf,
  })) as ExecutionResult;
  const actual = result.data ? costOf(costing, operation, result.data) : requested;
  throttle.giveBack(Math.max(0, requested - actual));
  return {
    ...(result.data !== undefined && { data: result.data }),
    ...(result.errors && { errors: result.errors.map((error) => error.toJSON()) }),
    extensions: { cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus: throttle.status() } },
  };
}

function operationOf(document: DocumentNode, name: string | null | undefined): OperationDefinitionNode | undefined {
  const operations = document.definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? [one] : []));
  return name
    ? operations.find((one) => one.name?.value === name)
    : operations.length === 1
      ? operations[0]
      : undefined;
}

function failed(errors: readonly GraphQLError[]): GraphAnswer {
  return { errors: errors.map((error) => error.toJSON()) };
}
