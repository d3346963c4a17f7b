import {
  getNamedType,
  isObjectType,
  Kind,
  parse,
  print,
  validate,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';

/** A connection of the query, by the name that its values have in an answer. */
export interface BulkConnection {
  name: string;
  children: BulkConnection[];
}

export interface BulkQuery {
  /** the query of one page: `$bulkFirst`, `$bulkAfter` */
  page: DocumentNode;
  root: BulkConnection;
}

const MOST_CONNECTIONS = 5;
const DEEPEST = 2;

/**
 * Reads a bulk query and holds it to the documented restrictions: one top-level connection, five connections in all,
 * nested two levels deep, and an `id` wherever something is nested.
 * https://shopify.dev/docs/api/usage/bulk-operations/queries#operation-restrictions
 * @returns what is wrong, in a sentence, when it may not run
 */
export function readBulkQuery(schema: GraphQLSchema, text: string): BulkQuery | string {
  let document: DocumentNode;
  try {
    document = parse(text);
  } catch (error) {
    return `Invalid bulk query: ${error instanceof Error ? error.message : String(error)}`;
  }
  const [invalid] = validate(schema, document);
  if (invalid) return `Invalid bulk query: ${invalid.message}`;
  const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
  const [operation] = operations;
  const query = schema.getQueryType();
  if (operations.length !== 1 || operation?.operation !== 'query' || !query) {
    return 'Bulk operations must contain exactly one query.';
  }
  const fragments = new Map(
    document.definitions.flatMap((one) =>
      one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one] as const] : [],
    ),
  );
  const [top, ...others] = fieldsOf(operation.selectionSet, fragments);
  if (!top || others.length > 0) return 'Bulk queries must contain a single top-level field.';
  try {
    const [root] = connectionsOf(operation.selectionSet, query, { schema, fragments });
    if (!root) return 'Bulk queries must contain at least one connection.';
    if (count(root) > MOST_CONNECTIONS) return `Bulk queries cannot contain more than ${MOST_CONNECTIONS} connections.`;
    if (depth(root) > DEEPEST)
      return `Bulk queries cannot contain connections with a nesting depth of more than ${DEEPEST}.`;
    return { page: paged(document, top), root };
  } catch (error) {
    if (error instanceof NotAllowed) return error.message;
    throw error;
  }
}

class NotAllowed extends Error {}

interface Reading {
  schema: GraphQLSchema;
  fragments: Map<string, FragmentDefinitionNode>;
}

/** The fields of a selection, those of its fragments included. */
export function fieldsOf(set: SelectionSetNode, fragments: Map<string, FragmentDefinitionNode>): FieldNode[] {
  return set.selections.flatMap((one) => {
    if (one.kind === Kind.FIELD) return [one];
    if (one.kind === Kind.INLINE_FRAGMENT) return fieldsOf(one.selectionSet, fragments);
    const fragment = fragments.get(one.name.value);
    return fragment ? fieldsOf(fragment.selectionSet, fragments) : [];
  });
}

function connectionsOf(set: SelectionSetNode, type: GraphQLNamedType, reading: Reading): BulkConnection[] {
  if (!isObjectType(type)) return [];
  return fieldsOf(set, reading.fragments).flatMap((field) => {
    const returned = getNamedType(type.getFields()[field.name.value]?.type);
    if (!field.selectionSet || !returned) return [];
    const name = field.alias?.value ?? field.name.value;
    if (!returned.name.endsWith('Connection')) {
      if (connectionsOf(field.selectionSet, returned, reading).length > 0) {
        throw new NotAllowed(`devstore does not simulate a connection inside of "${name}" in a bulk query.`);
      }
      return [];
    }
    const { node, nodeType } = nodeOf(field.selectionSet, returned, reading, name);
    const children = connectionsOf(node, nodeType, reading);
    const identified = fieldsOf(node, reading.fragments).some((one) => one.name.value === 'id' && !one.alias);
    if (children.length > 0 && !identified) {
      throw new NotAllowed(
        `The parent 'node' field for a nested connection must select the 'id' field without an alias. Connection fields without 'id': ${name}.`,
      );
    }
    return [{ name, children }];
  });
}

function nodeOf(set: SelectionSetNode, type: GraphQLNamedType, { schema, fragments }: Reading, name: string) {
  const edges = fieldsOf(set, fragments).find((one) => one.name.value === 'edges');
  const node = edges?.selectionSet && fieldsOf(edges.selectionSet, fragments).find((one) => one.name.value === 'node');
  const edge = isObjectType(type) ? getNamedType(type.getFields().edges?.type) : undefined;
  const nodeType = isObjectType(edge) ? getNamedType(edge.getFields().node?.type) : undefined;
  const known = nodeType && schema.getType(nodeType.name);
  if (!node?.selectionSet || !known) {
    throw new NotAllowed(`Connection "${name}" must be selected as "edges { node { … } }".`);
  }
  return { node: node.selectionSet, nodeType: known };
}

const count = (one: BulkConnection): number => 1 + one.children.reduce((sum, child) => sum + count(child), 0);
const depth = (one: BulkConnection): number => Math.max(0, ...one.children.map((child) => 1 + depth(child)));

/** The same query for a page of the top-level connection. */
function paged(document: DocumentNode, top: FieldNode): DocumentNode {
  const own = (top.arguments ?? []).filter((one) => !['first', 'last', 'after', 'before'].includes(one.name.value));
  const given = [...own.map(print), 'first: $bulkFirst', 'after: $bulkAfter'].join(', ');
  const inside = top.selectionSet?.selections.map(print).join('\n') ?? '';
  const alias = top.alias ? `${top.alias.value}: ` : '';
  const rest = document.definitions.filter((one) => one.kind === Kind.FRAGMENT_DEFINITION).map(print);
  return parse(
    `query ($bulkFirst: Int!, $bulkAfter: String) { ${alias}${top.name.value}(${given}) { ${inside}
      bulkPage: pageInfo { hasNextPage endCursor } } } ${rest.join('\n')}`,
  );
}
