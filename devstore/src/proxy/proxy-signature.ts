import { createHmac } from 'node:crypto';

/**
 * The signature of an app proxy call: decoded parameters, sorted, `name=value` with nothing between, several
 * values of one name joined by a comma; hex HMAC-SHA256.
 * https://shopify.dev/docs/apps/build/online-store/app-proxies/authenticate-app-proxies
 */
export function proxySignature(parameters: URLSearchParams, secret: string): string {
  const names = [...new Set(parameters.keys())].filter((name) => name !== 'signature');
  const message = names
    .map((name) => `${name}=${parameters.getAll(name).join(',')}`)
    .sort()
    .join('');
  return createHmac('sha256', secret).update(message).digest('hex');
}
