import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../clock/clock.ts';
import type { StateDatabase } from '../shop/database.ts';
import type { OfflineGrant, TokenStore } from './token-store.ts';

/** Shopify's lives of an expiring offline token, its refresh token and an online token, in seconds. */
const OFFLINE_LIFE = 3_600;
const REFRESH_LIFE = 90 * 86_400;
const ONLINE_LIFE = 86_399;
/**
 * A refresh whose answer was lost may be tried again, with the token that was used: until its replacement is used.
 * https://shopify.dev/changelog/more-resilient-refreshes-for-expiring-offline-access-tokens
 */
const RETRY_LIFE = 30 * 86_400;

interface Row {
  mode: 'online' | 'offline';
  scopes: string;
  expires_at: number | null;
}

/** Which refresh token a refresh token replaced, and when it was first used itself. */
interface Use {
  parent: string | null;
  first_used_at: number | null;
}

const hash = (token: string) => createHash('sha256').update(token).digest('hex');

export function openTokens(database: StateDatabase, clock: Clock): TokenStore {
  database.exec(`
    CREATE TABLE IF NOT EXISTS access_token (hash TEXT PRIMARY KEY, mode TEXT NOT NULL, scopes TEXT NOT NULL, expires_at INTEGER);
    CREATE TABLE IF NOT EXISTS refresh_token (hash TEXT PRIMARY KEY, scopes TEXT NOT NULL, expires_at INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS refresh_use (hash TEXT PRIMARY KEY, parent TEXT, first_used_at INTEGER);
  `);
  const addToken = database.prepare<[string, string, string, number | null]>(
    'INSERT INTO access_token (hash, mode, scopes, expires_at) VALUES (?, ?, ?, ?)',
  );
  const findToken = database.prepare<[string], Row>('SELECT mode, scopes, expires_at FROM access_token WHERE hash = ?');
  const addRefresh = database.prepare<[string, string, number]>(
    'INSERT INTO refresh_token (hash, scopes, expires_at) VALUES (?, ?, ?)',
  );
  const findRefresh = database.prepare<[string], Row>('SELECT scopes, expires_at FROM refresh_token WHERE hash = ?');
  const removeRefresh = database.prepare<[string]>('DELETE FROM refresh_token WHERE hash = ?');
  const addUse = database.prepare<[string, string | null]>('INSERT INTO refresh_use (hash, parent) VALUES (?, ?)');
  const findUse = database.prepare<[string], Use>('SELECT parent, first_used_at FROM refresh_use WHERE hash = ?');
  const noteUse = database.prepare<[number, string]>(
    'UPDATE refresh_use SET first_used_at = ? WHERE hash = ? AND first_used_at IS NULL',
  );
  const issue = (prefix: string) => prefix + randomBytes(16).toString('hex');

  const grantOffline = (scopes: string[], expiring: boolean, parent: string | null = null): OfflineGrant => {
    const accessToken = issue('shpat_');
    const expiresAt = expiring ? clock.now() + OFFLINE_LIFE * 1000 : null;
    addToken.run(hash(accessToken), 'offline', scopes.join(','), expiresAt);
    if (!expiring) return { accessToken, scopes };
    const refreshToken = issue('shprt_');
    addRefresh.run(hash(refreshToken), scopes.join(','), clock.now() + REFRESH_LIFE * 1000);
    addUse.run(hash(refreshToken), parent);
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
      const used = hash(refreshToken);
      const row = findRefresh.get(used);
      if (!row || (row.expires_at ?? 0) <= clock.now()) return undefined;
      const use = findUse.get(used);
      const firstUse = use?.first_used_at ?? null;
      if (firstUse !== null && firstUse + RETRY_LIFE * 1000 <= clock.now()) return undefined;
      noteUse.run(clock.now(), used);
      if (use?.parent) removeRefresh.run(use.parent);
      return grantOffline(row.scopes.split(','), true, used);
    },
    check: (accessToken) => {
      const row = findToken.get(hash(accessToken));
      if (!row || (row.expires_at !== null && row.expires_at <= clock.now())) return undefined;
      return { mode: row.mode, scopes: row.scopes.split(',').filter(Boolean) };
    },
    expireAll: () => database.prepare('UPDATE access_token SET expires_at = ?').run(clock.now()).changes,
    rescope: (scopes) => {
      for (const table of ['access_token', 'refresh_token'])
        database.prepare<[string]>(`UPDATE ${table} SET scopes = ?`).run(scopes.join(','));
    },
    revokeAll: () => database.exec('DELETE FROM access_token; DELETE FROM refresh_token; DELETE FROM refresh_use;'),
  };
}
