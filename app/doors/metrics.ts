// GET /metrics: what Prometheus reads.
import { createHash, timingSafeEqual } from 'node:crypto';
import { getConnInfo } from '@hono/node-server/conninfo';
import { type Context, Hono } from 'hono';
import type { Metrics } from '../platform/metrics/metrics.server.ts';

interface Options {
  registry: Metrics['registry'];
  /** METRICS_TOKEN; without it only this machine may ask */
  token: string | undefined;
}

const LOOPBACK = /^(?:::ffff:)?127\.|^::1$/;

/** Open to whoever has the token as a bearer; without one to this machine alone, and not through a proxy on it. */
export function metricsDoor({ registry, token }: Options): Hono {
  const door = new Hono();
  door.get('/metrics', async (c) => {
    const allowed = token ? isToken(c.req.header('authorization'), token) : isLocal(c);
    if (!allowed) return c.text('', token ? 401 : 404);
    return c.body(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
  return door;
}

function isToken(header: string | undefined, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(header ?? ''), digest(`Bearer ${token}`));
}

function isLocal(c: Context): boolean {
  if (c.req.header('x-forwarded-for') ?? c.req.header('forwarded')) return false;
  try {
    return LOOPBACK.test(getConnInfo(c).remote.address ?? '');
  } catch {
    // called without a socket
    return false;
  }
}
