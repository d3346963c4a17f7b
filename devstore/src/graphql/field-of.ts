import { getNamedType, GraphQLError, type GraphQLFieldResolver } from 'graphql';
import { WHOLE } from './connection.ts';
import type { GraphContext } from './context.ts';
import { requireApproval } from './protected-data.ts';

/**
 * A node is an object whose properties are the fields that are simulated: values, or functions of the
 * arguments. A field of the schema that it lacks is an error that names it.
 */
export const fieldOf: GraphQLFieldResolver<unknown, GraphContext> = (source, args, context, info) => {
  context.access.requireField(context.scopes, info);
  requireApproval(context.devstore.store.app.protectedData(), info);
  const { fieldName, parentType } = info;
  if (typeof source !== 'object' || source === null || !(fieldName in source)) {
    throw new GraphQLError(`devstore does not simulate ${parentType.name}.${fieldName}`, {
      extensions: { code: 'NOT_SIMULATED' },
    });
  }
  const value = (source as Record<string, unknown>)[fieldName];
  // Shopify tells instants to the second, here as in webhooks
  if (typeof value === 'string' && getNamedType(info.returnType).name === 'DateTime') {
    return value.replace(/\.\d+Z$/, 'Z');
  }
  if (typeof value !== 'function') return value;
  const unpaged = args.first == null && args.last == null;
  const nested = context.whole && unpaged && getNamedType(info.returnType).name.endsWith('Connection');
  return value(nested ? { ...args, first: WHOLE } : args, context, info);
};
