import type { Context, Next } from 'hono';

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * The control API moves the world, so a page on the net must not reach it through somebody's browser:
 * only loopback addresses, and no calls that a browser makes for another site.
 */
export async function onlyLocal(c: Context, next: Next): Promise<Response | void> {
  const host = c.req.header('host') ?? '';
  const origin = c.req.header('origin');
  const local = LOOPBACK.test(host) && (!origin || LOOPBACK.test(origin.replace(/^https?:\/\//, '')));
  if (!local) return c.json({ error: 'The control API answers this machine only.' }, 403);
  await next();
}
