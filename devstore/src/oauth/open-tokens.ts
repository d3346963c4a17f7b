import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { StateDatabase } from '../shop/database.ts';
import type { OfflineGrant, TokenStore } from './token-store.ts';

/** Shopify's lives of an expiring offline token, its refresh token and an online token, in seconds. */
const OFFLINE_LIFE = 3_600;
const REFRESH_LIFE = 90 * 86_400;
const ONLINE_LIFE = 86_399;

interface Row {
  mode: 'online' | 'offline';
  scopes: string;
  expires_at: number | null;
}

const hash = (token: string) => createHash('sha256').update(token).digest('hex');

export function openTokens(database: StateDatabase, clock: Clock): TokenStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS access_token (hash TEXT PRIMARY KEY, mode TEXT NOT NULL, scopes TEXT NOT NULL, expires_at INTEGER);
    CREATE TABLE IF NOT EXISTS refresh_token (hash TEXT PRIMARY KEY, scopes TEXT NOT NULL, expires_at INTEGER NOT NULL);
  `);
  const addToken = database.prepare<[string, string, string, number | null]>(
    'INSERT INTO access_token (hash, mode, scopes, expires_at) VALUES (?, ?, ?, ?)',
  );
  const findToken = database.prepare<[string], Row>('SELECT mode, scopes, expires_at FROM access_token WHERE hash = ?');
  const addRefresh = database.prepare<[string, string, number]>(
    'INSERT INTO refresh_token (hash, scopes, expires_at) VALUES (?, ?, ?)',
  );
  const takeRefresh = database.prepare<[string], Row>(
    'DELETE FROM refresh_token WHERE hash = ? RETURNING scopes, expires_at',
  );
  const issue = (prefix: string) => prefix + randomBytes(16).toString('hex');

  const grantOffline = (scopes: string[], expiring: boolean): OfflineGrant => {
    const accessToken = issue('shpat_');
    const expiresAt = expiring ? clock.now() + OFFLINE_LIFE * 1000 : null;
    addToken.run(hash(accessToken), 'offline', scopes.join(','), expiresAt);
    if (!expiring) return { accessToken, scopes };
    const refreshToken = issue('shprt_');
    addRefresh.run(hash(refreshToken), scopes.join(','), clock.now() + REFRESH_LIFE * 1000);
    return { accessToken, scopes, expiresIn: OFFLINE_LIFE, refreshToken, refreshTokenExpiresIn: REFRESH_LIFE };
  };

  return {
    grantOffline: (scopes, { expiring }) => grantOffline(scopes, expiring),
    grantOnline: (scopes) => {
      const accessToken = issue('shpua_');
      addToken.run(hash(accessToken), 'online', scopes.join(','), clock.now() + ONLINE_LIFE * 1000);
      return { accessToken, scopes, expiresIn: ONLINE_LIFE };
    },
    refresh: (refreshToken) => {
      const row = takeRefresh.get(hash(refreshToken));
      if (!row || (row.expires_at ?? 0) <= clock.now()) return undefined;
      return grantOffline(row.scopes.split(','), true);
    },
    check: (accessToken) => {
      const row = findToken.get(hash(accessToken));
      if (!row || (row.expires_at !== null && row.expires_at <= clock.now())) return undefined;
      return { mode: row.mode, scopes: row.scopes.split(',').filter(Boolean) };
    },
    revokeAll: () => database.exec('DELETE FROM access_token; DELETE FROM refresh_token;'),
  };
}
