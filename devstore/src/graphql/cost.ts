import {
  getNamedType,
  getVariableValues,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

export const MOST_EXPENSIVE = 1_000;
const MUTATION = 10;
const CONNECTION = 2;

interface Costing {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
  variables: Record<string, unknown>;
}

/**
 * The points of an operation: an object 1, a mutation 10, a connection 2 and something that grows with its
 * page. Shopify says that connections are "sized by the first and last arguments" but not how; that it grows
 * slower than the page is known from practice, and the square root is ours.
 * https://shopify.dev/docs/apps/build/apis/graphql-admin/rate-limits
 *
 * With `data` (what was answered) the cost is of what really came.
 */
export function costOf(costing: Costing, operation: OperationDefinitionNode, data?: unknown): number {
  const root = operation.operation === 'mutation' ? costing.schema.getMutationType() : costing.schema.getQueryType();
  if (!root) return 0;
  const base = operation.operation === 'mutation' ? MUTATION : 0;
  return Math.max(1, Math.ceil(base + costOfSelections(costing, operation.selectionSet, root, data)));
}

function costOfSelections(costing: Costing, set: SelectionSetNode, type: GraphQLNamedType, data: unknown): number {
  let cost = 0;
  for (const selection of set.selections) {
    if (selection.kind === 'FragmentSpread') {
      const fragment = costing.fragments.get(selection.name.value);
      const on = fragment && costing.schema.getType(fragment.typeCondition.name.value);
      if (fragment && on) cost += costOfSelections(costing, fragment.selectionSet, on, data);
      continue;
    }
    if (selection.kind === 'InlineFragment') {
      const name = selection.typeCondition?.name.value;
      const on = name ? costing.schema.getType(name) : type;
      if (on) cost += costOfSelections(costing, selection.selectionSet, on, data);
      continue;
    }
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    const field = type.getFields()[selection.name.value];
    const returned = field && getNamedType(field.type);
    if (!returned || !selection.selectionSet || !isCompositeType(returned)) continue;
    const value = valueAt(data, selection.alias?.value ?? selection.name.value);
    if (data !== undefined && (value === null || value === undefined)) continue;
    if (returned.name.endsWith('Connection')) {
      const size = returnedSize(value) ?? argumentSize(selection.arguments ?? [], costing.variables);
      cost += CONNECTION + Math.sqrt(size) * costOfNode(costing, selection.selectionSet, returned, value);
    } else if (Array.isArray(value)) {
      const inside = value.map(
        (one) => 1 + costOfSelections(costing, selection.selectionSet as SelectionSetNode, returned, one),
      );
      cost += inside.reduce((sum, one) => sum + one, 0);
    } else {
      cost += 1 + costOfSelections(costing, selection.selectionSet, returned, value);
    }
  }
  return cost;
}

/** One node of a connection, whether asked for through `nodes` or `edges { node }`; `pageInfo` is free. */
function costOfNode(costing: Costing, set: SelectionSetNode, type: GraphQLNamedType, data: unknown): number {
  if (!isObjectType(type)) return 0;
  let cost = 0;
  for (const selection of set.selections) {
    if (selection.kind !== 'Field' || !selection.selectionSet) continue;
    const returned = getNamedType(type.getFields()[selection.name.value]?.type);
    if (!returned || !['nodes', 'edges', 'node'].includes(selection.name.value)) continue;
    const list = valueAt(data, selection.alias?.value ?? selection.name.value);
    const example = Array.isArray(list) ? list[0] : list;
    if (selection.name.value === 'edges') cost += costOfNode(costing, selection.selectionSet, returned, example);
    else cost += 1 + costOfSelections(costing, selection.selectionSet, returned, example);
  }
  return cost;
}

function argumentSize(
  given: readonly { name: { value: string }; value: unknown }[],
  variables: Record<string, unknown>,
): number {
  for (const { name, value } of given) {
    if (name.value !== 'first' && name.value !== 'last') continue;
    const node = value as { kind: string; value?: string; name?: { value: string } };
    if (node.kind === 'IntValue') return Number(node.value);
    if (node.kind === 'Variable' && node.name) return Number(variables[node.name.value] ?? 0);
  }
  return 10;
}

function returnedSize(value: unknown): number | undefined {
  const list = valueAt(value, 'nodes') ?? valueAt(value, 'edges');
  return Array.isArray(list) ? list.length : undefined;
}

function valueAt(data: unknown, name: string): unknown {
  return typeof data === 'object' && data !== null ? (data as Record<string, unknown>)[name] : undefined;
}

/** Variables with their defaults filled in; what is wrong with them, execution says. */
export function variablesOf(schema: GraphQLSchema, operation: OperationDefinitionNode, given: Record<string, unknown>) {
  return getVariableValues(schema, operation.variableDefinitions ?? [], given).coerced ?? given;
}
