import { describe, expect, it } from 'vitest';
import { contentPolicy, framingOf } from './content-policy.ts';

describe('the policy of a page', () => {
  it('lets its own shop and the admin frame it, and nobody else', () => {
    const told =
      'frame-ancestors https://a.myshopify.com https://admin.shopify.com https://*.spin.dev https://x.example';
    expect(framingOf(told)).toBe('frame-ancestors https://a.myshopify.com https://admin.shopify.com');
    expect(framingOf(null)).toBeNull();
    expect(contentPolicy('n', framingOf('frame-ancestors *'), false)).toContain("frame-ancestors 'none'");
  });

  it('runs scripts of its nonce, its own files and App Bridge alone', () => {
    const policy = contentPolicy('abc', null, false);
    const scripts = policy.split('; ').find((part) => part.startsWith('script-src'));
    expect(scripts).toBe("script-src 'self' 'nonce-abc' https://cdn.shopify.com");
    for (const part of ["default-src 'none'", "object-src 'none'", "base-uri 'none'"]) expect(policy).toContain(part);
    expect(policy).not.toMatch(/unsafe-eval|ws:/);
  });
});
