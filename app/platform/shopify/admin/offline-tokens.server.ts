import { Session } from '@shopify/shopify-api';
import type { SessionStorage } from '@shopify/shopify-app-session-storage';
import { z } from 'zod';
import { type Clock, MINUTE, SECOND } from '../../clock/clock.ts';
import { AccessDenied } from './access-denied.ts';
import { AdminUnavailable } from './admin-unavailable.ts';

interface Options {
  apiKey: string;
  apiSecret: string;
  sessions: Pick<SessionStorage, 'loadSession' | 'storeSession'>;
  clock: Clock;
  fetch: typeof globalThis.fetch;
}

export interface OfflineTokens {
  /**
   * A token that is good for another minute at least.
   * @param rejected a token that Shopify has just answered 401 to: another one is fetched
   */
  get(shop: string, rejected?: string): Promise<string>;
}

/** https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/offline-access-tokens */
const grant = z.object({
  access_token: z.string().min(1),
  scope: z.string(),
  expires_in: z.number().positive(),
  refresh_token: z.string().min(1),
  refresh_token_expires_in: z.number().positive(),
});

const OPEN_AGAIN = 'open Sandmill once in the Shopify admin, so that Shopify gives it a new token';
const TIMEOUT_MS = 10 * SECOND;

/**
 * The tokens that work without a merchant at the screen. They live for an hour and are renewed with a refresh token,
 * which is good once: so one renewal a shop at a time, and a look at the table when another process was quicker.
 */
export function createOfflineTokens({ apiKey, apiSecret, sessions, clock, fetch }: Options): OfflineTokens {
  const renewing = new Map<string, Promise<string>>();

  const load = async (shop: string) => {
    const session = await sessions.loadSession(`offline_${shop}`);
    if (!session) throw new AccessDenied(`${shop} has no Shopify token: ${OPEN_AGAIN}`);
    return session;
  };

  const isGood = (session: Session, rejected?: string) =>
    session.accessToken !== undefined &&
    session.accessToken !== rejected &&
    (session.expires === undefined || session.expires.getTime() - clock.now() > MINUTE);

  async function ask(session: Session): Promise<Response> {
    try {
      return await fetch(`https://${session.shop}/admin/oauth/access_token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify({
          client_id: apiKey,
          client_secret: apiSecret,
          grant_type: 'refresh_token',
          refresh_token: session.refreshToken,
        }),
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
    } catch (error) {
      throw new AdminUnavailable('Shopify could not be reached to renew the token', { cause: error });
    }
  }

  async function renew(shop: string, rejected?: string): Promise<string> {
    const session = await load(shop);
    if (session.accessToken && isGood(session, rejected)) return session.accessToken;
    if (!session.refreshToken) throw new AccessDenied(`The Shopify token of ${shop} is no longer good: ${OPEN_AGAIN}`);
    const response = await ask(session);
    if (response.status >= 500) throw new AdminUnavailable(`Shopify answered ${response.status} to a token renewal`);
    if (!response.ok) {
      const other = await load(shop);
      if (other.accessToken && isGood(other, session.accessToken)) return other.accessToken;
      throw new AccessDenied(`Shopify did not renew the token of ${shop}: ${OPEN_AGAIN}`);
    }
    const given = grant.safeParse(await response.json().catch(() => null));
    if (!given.success) throw new AdminUnavailable('Shopify answered a token renewal with something else');
    await sessions.storeSession(
      new Session({
        id: session.id,
        shop,
        state: session.state,
        isOnline: false,
        scope: given.data.scope,
        accessToken: given.data.access_token,
        expires: new Date(clock.now() + given.data.expires_in * SECOND),
        refreshToken: given.data.refresh_token,
        refreshTokenExpires: new Date(clock.now() + given.data.refresh_token_expires_in * SECOND),
      }),
    );
    return given.data.access_token;
  }

  return {
    async get(shop, rejected) {
      const session = await load(shop);
      if (session.accessToken && isGood(session, rejected)) return session.accessToken;
      let turn = renewing.get(shop);
      if (!turn) {
        turn = renew(shop, rejected).finally(() => renewing.delete(shop));
        renewing.set(shop, turn);
      }
      return turn;
    },
  };
}
