import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { proxySignature, verifyProxy } from './proxy-signature.ts';

const NOW = 1_317_327_555_000;

function sign(pairs: [string, string][], secret: string): URLSearchParams {
  const values = new Map<string, string>();
  for (const [name, value] of pairs) values.set(name, values.has(name) ? `${values.get(name)},${value}` : value);
  return new URLSearchParams([...pairs, ['signature', proxySignature(values, secret)]]);
}

const proper: [string, string][] = [
  ['shop', 'shop-name.myshopify.com'],
  ['logged_in_customer_id', '1'],
  ['path_prefix', '/apps/awesome_reviews'],
  ['timestamp', '1317327555'],
];

describe('the signature of a proxy call', () => {
  it('is the one of Shopify’s documentation', () => {
    const search = new URLSearchParams(
      'extra=1&extra=2&shop=shop-name.myshopify.com&logged_in_customer_id=1&path_prefix=%2Fapps%2Fawesome_reviews' +
        '&timestamp=1317327555&signature=4c68c8624d737112c91818c11017d24d334b524cb5c2b8ba08daa056f7395ddb',
    );
    expect(verifyProxy(search, 'hush', NOW)).toEqual({ ok: true, shop: 'shop-name.myshopify.com', customer: '1' });
  });

  it('is refused when anything was changed', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), fc.string(), fc.nat(4), (name, value, which) => {
        const search = sign(proper, 'hush');
        const changed = [...search].map(([key, old], index): [string, string] => [
          key,
          index === which ? `${old}x` : old,
        ]);
        expect(verifyProxy(new URLSearchParams(changed), 'hush', NOW).ok).toBe(false);
        search.append(name, value);
        expect(verifyProxy(search, 'hush', NOW).ok).toBe(false);
      }),
    );
  });

  it('holds for any parameters that were signed', () => {
    const extra = fc.array(
      fc.tuple(
        fc.string({ minLength: 1 }).map((name) => `x-${name}`),
        fc.string(),
      ),
    );
    fc.assert(
      fc.property(extra, (pairs) => {
        expect(verifyProxy(sign([...proper, ...pairs], 'hush'), 'hush', NOW).ok).toBe(true);
      }),
    );
  });

  it('is refused with another secret, when missing, or when a parameter of the proxy stands there twice', () => {
    expect(verifyProxy(sign(proper, 'other'), 'hush', NOW)).toMatchObject({ ok: false, status: 401 });
    expect(verifyProxy(new URLSearchParams(proper), 'hush', NOW)).toMatchObject({ ok: false, status: 400 });
    const twice = sign([['logged_in_customer_id', '2'], ...proper], 'hush');
    expect(verifyProxy(twice, 'hush', NOW)).toMatchObject({ ok: false, status: 400 });
  });

  it('is refused after five minutes, and when it comes from the future', () => {
    const at = (seconds: number) => verifyProxy(sign(proper, 'hush'), 'hush', NOW + seconds * 1000).ok;
    expect([0, 299, 301, -299, -301].map(at)).toEqual([true, true, false, true, false]);
    const named = proper.map(([name, value]): [string, string] => [name, name === 'timestamp' ? 'soon' : value]);
    expect(verifyProxy(sign(named, 'hush'), 'hush', NOW).ok).toBe(false);
  });

  it('knows no customer where nobody is logged in', () => {
    const nobody = proper.map(([name, value]): [string, string] => [
      name,
      name === 'logged_in_customer_id' ? '' : value,
    ]);
    expect(verifyProxy(sign(nobody, 'hush'), 'hush', NOW)).toMatchObject({ ok: true, customer: null });
  });
});
