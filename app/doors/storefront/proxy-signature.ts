import { createHmac } from 'node:crypto';
import { sameText } from '../../platform/crypto/seal.ts';

/** Shopify's own parameters; one that stands there twice was put there by somebody else. */
const RESERVED = ['shop', 'path_prefix', 'timestamp', 'signature', 'logged_in_customer_id'] as const;
const FRESH_S = 5 * 60;

export type ProxyVerdict =
  { ok: true; shop: string; customer: string | null } | { ok: false; status: 400 | 401; reason: string };

/**
 * Checks that Shopify's app proxy sent the call, and not long ago.
 * https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
 * @param now milliseconds UTC
 */
export function verifyProxy(search: URLSearchParams, secret: string, now: number): ProxyVerdict {
  const values = new Map<string, string>();
  const repeated = new Set<string>();
  for (const [name, value] of search) {
    const before = values.get(name);
    if (before !== undefined) repeated.add(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  const shop = values.get('shop');
  const timestamp = values.get('timestamp');
  const signature = values.get('signature');
  if (!shop || !timestamp || !signature) return refused(400, 'shop, timestamp or signature is missing');
  if (RESERVED.some((name) => repeated.has(name))) return refused(400, 'a parameter of the proxy stands there twice');
  values.delete('signature');
  if (!sameText(proxySignature(values, secret), signature)) return refused(401, 'the signature is not right');
  const age = now / 1000 - Number(timestamp);
  if (!(Math.abs(age) <= FRESH_S)) return refused(401, 'the call is too old');
  return { ok: true, shop, customer: values.get('logged_in_customer_id') || null };
}

/** `k=v`, sorted, with nothing between; several values of one name are joined by a comma. */
export function proxySignature(values: ReadonlyMap<string, string>, secret: string): string {
  const pairs: string[] = [];
  for (const [name, value] of values) pairs.push(`${name}=${value}`);
  return createHmac('sha256', secret).update(pairs.sort().join('')).digest('hex');
}

const refused = (status: 400 | 401, reason: string) => ({ ok: false, status, reason }) as const;
