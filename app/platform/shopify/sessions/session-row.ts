import { Session } from '@shopify/shopify-api';
import type { Seal } from '../../crypto/seal.ts';
import type { Session as SessionRow } from '../../db/generated/client/client.ts';

/** A session as it lies in the table: tokens sealed. */
export function rowOf(session: Session, seal: Seal): SessionRow {
  const user = session.onlineAccessInfo?.associated_user;
  return {
    id: session.id,
    shop: session.shop,
    state: session.state,
    isOnline: session.isOnline,
    scope: session.scope ?? null,
    expires: session.expires ?? null,
    // Shopify's library takes the token away (a 401) by storing the session without one
    accessToken: session.accessToken ? seal.seal(session.accessToken) : '',
    refreshToken: session.refreshToken ? seal.seal(session.refreshToken) : null,
    refreshTokenExpires: session.refreshTokenExpires ?? null,
    userId: user ? BigInt(user.id) : null,
    firstName: user?.first_name ?? null,
    lastName: user?.last_name ?? null,
    email: user?.email ?? null,
    accountOwner: user?.account_owner ?? false,
    locale: user?.locale ?? null,
    collaborator: user?.collaborator ?? false,
    emailVerified: user?.email_verified ?? false,
  };
}

/** @throws when the tokens were sealed with another ENCRYPTION_KEY */
export function sessionOf(row: SessionRow, seal: Seal): Session {
  const entries: [string, string | number | boolean | null][] = [
    ['id', row.id],
    ['shop', row.shop],
    ['state', row.state],
    ['isOnline', row.isOnline],
    ['scope', row.scope],
    ['expires', row.expires?.getTime() ?? null],
    ['accessToken', row.accessToken ? seal.open(row.accessToken) : null],
    ['refreshToken', row.refreshToken ? seal.open(row.refreshToken) : null],
    ['refreshTokenExpires', row.refreshTokenExpires?.getTime() ?? null],
    ['userId', row.userId === null ? null : Number(row.userId)],
    ['firstName', row.firstName],
    ['lastName', row.lastName],
    ['email', row.email],
    ['accountOwner', row.accountOwner],
    ['locale', row.locale],
    ['collaborator', row.collaborator],
    ['emailVerified', row.emailVerified],
  ];
  const told = entries.filter((entry): entry is [string, string | number | boolean] => entry[1] !== null);
  return Session.fromPropertyArray(told, true);
}
