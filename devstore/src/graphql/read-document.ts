import { GraphQLError, parse, validate, type DocumentNode, type GraphQLSchema } from 'graphql';

type Read = { document: DocumentNode; invalid?: never } | { document?: never; invalid: readonly GraphQLError[] };

/** An app asks the same few documents again and again, and the real schema has thousands of types to check them against. */
const known = new WeakMap<GraphQLSchema, Map<string, Read>>();
const AT_MOST = 200;

/** Parses and validates a document, unless it did so before. */
export function readDocument(schema: GraphQLSchema, query: string): Read {
  const cache = known.get(schema) ?? new Map<string, Read>();
  known.set(schema, cache);
  const before = cache.get(query);
  if (before) return before;
  const read = readAnew(schema, query);
  if (cache.size >= AT_MOST) cache.clear();
  cache.set(query, read);
  return read;
}

function readAnew(schema: GraphQLSchema, query: string): Read {
  let document: DocumentNode;
  try {
    document = parse(query);
  } catch (error) {
    return { invalid: [error instanceof GraphQLError ? error : new GraphQLError(String(error))] };
  }
  const invalid = validate(schema, document);
  return invalid.length > 0 ? { invalid } : { document };
}
