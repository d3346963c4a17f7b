import { GraphQLError } from 'graphql';

/**
 * Mutations that take a thing of any kind have no scope of their own in the schema: they need the one that writes
 * that kind. https://shopify.dev/docs/api/admin-graphql/latest/mutations/tagsAdd
 */
const WRITE: Record<string, string> = {
  Customer: 'write_customers',
  Order: 'write_orders',
  Product: 'write_products',
  ProductVariant: 'write_products',
  Collection: 'write_products',
};

export function requireWrite(scopes: ReadonlySet<string>, type: string, field: string): void {
  const needed = WRITE[type];
  if (!needed || scopes.has(needed)) return;
  throw new GraphQLError(`Access denied for ${field} field. Required access: \`${needed}\` access scope.`, {
    extensions: {
      code: 'ACCESS_DENIED',
      documentation: 'https://shopify.dev/api/usage/access-scopes',
      requiredAccess: `\`${needed}\` access scope.`,
    },
  });
}
