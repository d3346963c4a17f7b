import type { MiddlewareHandler } from 'hono';

const HALF_A_YEAR_S = 15_552_000;

/** What every page and file of the admin says of itself, beside the policy that a page sets with its nonce. */
export function securityHeaders({ appUrl }: { appUrl: string }): MiddlewareHandler {
  const secure = appUrl.startsWith('https:');
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set('x-content-type-options', 'nosniff');
    if (!headers.has('referrer-policy')) headers.set('referrer-policy', 'strict-origin-when-cross-origin');
    if (secure) headers.set('strict-transport-security', `max-age=${HALF_A_YEAR_S}; includeSubDomains`);
  };
}
