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
  /** Undefined for a refresh token that is unknown, expired, or retired by the use of the one that replaced it. */
  refresh(refreshToken: string): OfflineGrant | undefined;
  /** Undefined for an unknown, revoked or expired token. */
  check(accessToken: string): ValidToken | undefined;
  /** Ends the hour of every access token; refresh tokens stay. Returns how many there were. */
  expireAll(): number;
  /** The merchant changed what the app may do: tokens that are out follow. */
  rescope(scopes: string[]): void;
  revokeAll(): void;
}
