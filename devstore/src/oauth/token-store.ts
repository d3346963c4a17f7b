export interface OfflineGrant {
  accessToken: string;
  scopes: string[];
  /** Seconds; absent for a token that does not expire. */
  expiresIn?: number;
  refreshToken?: string;
  refreshTokenExpiresIn?: number;
}

export interface OnlineGrant {
  accessToken: string;
  scopes: string[];
  expiresIn: number;
}

export interface ValidToken {
  scopes: string[];
  mode: 'online' | 'offline';
}

/** The access tokens that this Shopify has given out. */
export interface TokenStore {
  grantOffline(scopes: string[], options: { expiring: boolean }): OfflineGrant;
  grantOnline(scopes: string[]): OnlineGrant;
  /** A refresh token works once and within its life; undefined says that it is neither. */
  refresh(refreshToken: string): OfflineGrant | undefined;
  /** Undefined for an unknown, revoked or expired token. */
  check(accessToken: string): ValidToken | undefined;
  revokeAll(): void;
}
