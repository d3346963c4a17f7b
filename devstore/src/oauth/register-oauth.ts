import type { Context } from 'hono';
import type { Devstore, Register } from '../devstore.ts';
import { readSessionToken, STAFF } from './session-token.ts';
import type { OfflineGrant } from './token-store.ts';
import { primaryLocale } from '../shop/language.ts';

const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:id_token';
const ONLINE = 'urn:shopify:params:oauth:token-type:online-access-token';
const OFFLINE = 'urn:shopify:params:oauth:token-type:offline-access-token';

/**
 * `POST /admin/oauth/access_token`: token exchange and refresh.
 * https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens/token-exchange
 */
export const registerOAuth: Register = (app, devstore) => {
  app.post('/admin/oauth/access_token', async (c) => {
    const body = await parameters(c);
    const { apiKey, apiSecret } = devstore.config;
    if (body.client_id !== apiKey || body.client_secret !== apiSecret) {
      return refuse(c, 'invalid_client', 'The client id or the client secret is wrong.');
    }
    if (body.grant_type === 'refresh_token') return refresh(c, devstore, body);
    if (body.grant_type === TOKEN_EXCHANGE) return exchange(c, devstore, body);
    return refuse(c, 'unsupported_grant_type', `The grant type ${body.grant_type ?? '(none)'} is not supported.`);
  });
};

async function parameters(c: Context): Promise<Record<string, string | undefined>> {
  const text = await c.req.text();
  if (c.req.header('content-type')?.includes('json')) {
    try {
      return JSON.parse(text) as Record<string, string>;
    } catch {
      return {};
    }
  }
  return Object.fromEntries(new URLSearchParams(text));
}

function exchange(c: Context, devstore: Devstore, body: Record<string, string | undefined>) {
  if (body.subject_token_type !== ID_TOKEN)
    return refuse(c, 'invalid_request', 'subject_token_type must be an id_token.');
  const claims = readSessionToken(devstore, body.subject_token ?? '');
  if (!claims || claims.dest !== `https://${hostOf(c, devstore)}`) {
    return refuse(c, 'invalid_subject_token', 'The session token is expired, forged or meant for another shop.');
  }
  // Shopify manages the installation: the scopes are those of the app's configuration.
  const { withheld = [] } = devstore.store.app.installation();
  const { scopes, optionalScopes } = devstore.appConfig();
  const granted = [
    ...scopes.filter((scope) => !withheld.includes(scope)),
    ...optionalScopes.filter((scope) => devstore.store.app.installation().scopes.includes(scope)),
  ];
  if (body.requested_token_type === ONLINE) {
    devstore.store.app.install(granted);
    const grant = devstore.tokens.grantOnline(granted);
    return c.json({
      access_token: grant.accessToken,
      scope: granted.join(','),
      expires_in: grant.expiresIn,
      associated_user_scope: granted.join(','),
      associated_user: {
        id: STAFF.id,
        first_name: STAFF.firstName,
        last_name: STAFF.lastName,
        email: STAFF.email,
        email_verified: true,
        account_owner: true,
        locale: primaryLocale(devstore.store.shop),
        collaborator: false,
      },
    });
  }
  if (body.requested_token_type !== OFFLINE)
    return refuse(c, 'invalid_request', 'requested_token_type is not supported.');
  devstore.store.app.install(granted);
  return c.json(offline(devstore.tokens.grantOffline(granted, { expiring: body.expiring === '1' })));
}

function refresh(c: Context, devstore: Devstore, body: Record<string, string | undefined>) {
  const grant = devstore.tokens.refresh(body.refresh_token ?? '');
  if (!grant) return refuse(c, 'invalid_grant', 'The refresh token is expired or was used before.');
  return c.json(offline(grant));
}

function offline(grant: OfflineGrant) {
  return {
    access_token: grant.accessToken,
    scope: grant.scopes.join(','),
    ...(grant.expiresIn && {
      expires_in: grant.expiresIn,
      refresh_token: grant.refreshToken,
      refresh_token_expires_in: grant.refreshTokenExpiresIn,
    }),
  };
}

function refuse(c: Context, error: string, description: string) {
  return c.json({ error, error_description: description }, 400);
}

/** The shop that was called: redirected calls carry their host in a header. */
function hostOf(c: Context, { store }: Devstore): string {
  return c.req.header('x-devstore-host') ?? store.shop.domain;
}
