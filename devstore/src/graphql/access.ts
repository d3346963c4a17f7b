import { GraphQLError, type GraphQLResolveInfo } from 'graphql';

/** Any one of these scopes opens what the entry names; `write_x` includes `read_x`. */
const NEEDS: Record<string, string[]> = {
  'QueryRoot.orders': ['read_orders'],
  'QueryRoot.order': ['read_orders'],
  'QueryRoot.ordersCount': ['read_orders'],
  'QueryRoot.customers': ['read_customers'],
  'QueryRoot.customer': ['read_customers'],
  'QueryRoot.customerByIdentifier': ['read_customers'],
  'QueryRoot.customersCount': ['read_customers'],
  'QueryRoot.products': ['read_products'],
  'QueryRoot.product': ['read_products'],
  'QueryRoot.productByIdentifier': ['read_products'],
  'QueryRoot.productsCount': ['read_products'],
  'QueryRoot.productVariant': ['read_products'],
  'QueryRoot.productVariants': ['read_products'],
  'QueryRoot.collection': ['read_products'],
  'QueryRoot.collections': ['read_products'],
  'QueryRoot.inventoryItem': ['read_inventory', 'read_products'],
  'QueryRoot.themes': ['read_themes'],
  'QueryRoot.theme': ['read_themes'],
  'QueryRoot.webPixel': ['read_pixels'],
  'Mutation.webPixelCreate': ['write_pixels'],
  'Mutation.webPixelUpdate': ['write_pixels'],
  'Mutation.webPixelDelete': ['write_pixels'],
  'Order.customer': ['read_customers'],
  'Order.customerJourneySummary': ['read_orders'],
  'Customer.orders': ['read_orders'],
  'Customer.lastOrder': ['read_orders'],
  'LineItem.product': ['read_products'],
  'LineItem.variant': ['read_products'],
  'Product.collections': ['read_products'],
  'ProductVariant.inventoryItem': ['read_inventory', 'read_products'],
};
const NODES: Record<string, string[]> = {
  Order: ['read_orders'],
  Customer: ['read_customers'],
  Product: ['read_products'],
  ProductVariant: ['read_products'],
  Collection: ['read_products'],
  InventoryItem: ['read_inventory', 'read_products'],
  OnlineStoreTheme: ['read_themes'],
};

export function requireScope(scopes: ReadonlySet<string>, info: GraphQLResolveInfo): void {
  const name = `${info.parentType.name}.${info.fieldName}`;
  const needed = NEEDS[name];
  if (needed && !has(scopes, needed)) throw denied(info.fieldName, needed);
}

export function requireNodeScope(scopes: ReadonlySet<string>, type: string): void {
  const needed = NODES[type];
  if (needed && !has(scopes, needed)) throw denied('node', needed);
}

function has(scopes: ReadonlySet<string>, needed: string[]): boolean {
  return needed.some((scope) => scopes.has(scope) || scopes.has(scope.replace(/^read_/, 'write_')));
}

/** What Shopify answers: the field is null, the error says which scope is missing. */
function denied(field: string, needed: string[]): GraphQLError {
  const requiredAccess = needed.map((scope) => `\`${scope}\` access scope`).join(' or ');
  return new GraphQLError(`Access denied for ${field} field. Required access: ${requiredAccess}.`, {
    extensions: {
      code: 'ACCESS_DENIED',
      documentation: 'https://shopify.dev/api/usage/access-scopes',
      requiredAccess,
    },
  });
}
