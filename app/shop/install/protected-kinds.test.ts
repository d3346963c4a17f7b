import { describe, expect, it } from 'vitest';
import { protectedKinds } from './protected-kinds.ts';

describe('what Shopify withholds', () => {
  it.each([
    [['customers.nodes.firstName', 'customers.nodes.lastName'], ['names']],
    [
      ['customers.nodes.defaultPhoneNumber', 'orders.nodes.email', 'customers.nodes.defaultAddress'],
      ['addresses', 'emails', 'phones'],
    ],
    [['orders.nodes.customer'], ['customers']],
    [['customers'], ['customers']],
    [[], []],
  ])('is told by the paths of its errors: %s', (fields, kinds) => expect(protectedKinds(fields)).toEqual(kinds));
});
