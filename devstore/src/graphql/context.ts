import type { Devstore } from '../devstore.ts';
import type { Order } from '../shop/types.ts';
import type { AccessRules } from './access.ts';

/** What every node of the graph may reach. */
export interface GraphContext {
  devstore: Devstore;
  scopes: ReadonlySet<string>;
  access: AccessRules;
  /** A bulk operation: connections that name no page are read to their end. */
  whole?: boolean;
  /** Handed in, because orders and customers lead to each other. */
  orderNode(order: Order): unknown;
}

export function gid(type: string, id: string): string {
  return `gid://shopify/${type}/${id}`;
}

/** The digits of `gid://shopify/Product/123`, if it is of this type. */
export function idOf(type: string, given: unknown): string | undefined {
  const match = /^gid:\/\/shopify\/(\w+)\/(\d+)/.exec(String(given));
  return match?.[1] === type ? match[2] : undefined;
}
