import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/** Says who calls: an address, for limits alone. */
export type CallerOf = (c: Context) => string;

const PRIVATE = /^(?:::ffff:)?(?:127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|::1$|f[cd])/;
const LONGEST = 64;

/**
 * @param hops proxies of ours that stand before the app (TRUST_PROXY): the address is so many entries from the end of
 * X-Forwarded-For, for what stands before it anybody may have written. Undefined: one, if it calls from a private address.
 */
export function createCallerOf(hops?: number): CallerOf {
  return (c) => {
    const direct = directAddress(c);
    const trusted = hops ?? (PRIVATE.test(direct) ? 1 : 0);
    if (trusted === 0) return direct;
    const told = c.req.header('x-forwarded-for')?.split(',') ?? [];
    return told.at(-trusted)?.trim().slice(0, LONGEST) || direct;
  };
}

function directAddress(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? '::1';
  } catch {
    // called without a socket
    return '::1';
  }
}
