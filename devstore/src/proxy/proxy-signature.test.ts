import { describe, expect, it } from 'vitest';
import { proxySignature } from './proxy-signature.ts';

describe('the signature of an app proxy call', () => {
  it("is that of Shopify's documented example", () => {
    const query =
      'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews&timestamp=1317327555';
    expect(proxySignature(new URLSearchParams(query), 'hush')).toBe(
      '4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb',
    );
  });

  it('does not cover itself', () => {
    const query = new URLSearchParams('shop=a&signature=x');
    expect(proxySignature(query, 'hush')).toBe(proxySignature(new URLSearchParams('shop=a'), 'hush'));
  });
});
