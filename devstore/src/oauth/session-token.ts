import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { Devstore } from '../devstore.ts';

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const LIFETIME = 60;

export interface SessionClaims {
  iss: string;
  dest: string;
  aud: string;
  sub: string;
  exp: number;
  nbf: number;
  iat: number;
  jti: string;
  sid: string;
}

type Minting = Pick<Devstore, 'clock' | 'config' | 'store'>;

/** The staff member who sits before the admin. */
export const STAFF = { id: 72450042, firstName: 'Sandra', lastName: 'Millward', email: 'owner@example.com' } as const;

/**
 * The token that App Bridge hands to the app: a JWT signed with the app's secret, good for a minute.
 * https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens
 */
export function mintSessionToken({ clock, config, store }: Minting, shop = store.shop.domain): string {
  const now = Math.floor(clock.now() / 1000);
  const claims: SessionClaims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: config.apiKey,
    sub: String(STAFF.id),
    exp: now + LIFETIME,
    nbf: now - 5,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
  };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${sign(signed, config.apiSecret)}`;
}

/** The claims of a token that we signed, that is meant for this app and that lives; else undefined. */
export function readSessionToken({ clock, config }: Minting, token: string): SessionClaims | undefined {
  const [header, payload, signature, ...rest] = token.split('.');
  if (!header || !payload || !signature || rest.length > 0) return undefined;
  const expected = Buffer.from(sign(`${header}.${payload}`, config.apiSecret));
  const given = Buffer.from(signature);
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined;
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as SessionClaims;
  const now = Math.floor(clock.now() / 1000);
  return claims.aud === config.apiKey && claims.exp > now && claims.nbf <= now ? claims : undefined;
}

function sign(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}
