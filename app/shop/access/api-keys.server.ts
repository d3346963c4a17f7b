import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { type Clock, MINUTE } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { API_SCOPES, type ApiScope, hashOfKey, hintOf, newApiKey } from './api-key.ts';
import { keyRow } from './key-row.server.ts';

export interface ApiKeyLine {
  id: string;
  name: string;
  /** how it begins */
  hint: string;
  scopes: ApiScope[];
  createdAt: number;
  createdBy: string;
  /** to a minute; null when it never was */
  usedAt: number | null;
  revokedAt: number | null;
}

/** Whose key it is. */
export interface KeyHolder {
  shop: string;
  id: string;
  scopes: ApiScope[];
}

export type ApiKeysService = ReturnType<typeof createApiKeys>;

/** Keys that work at one time; those that were revoked are shown, and not counted. */
export const MOST_KEYS = 20;
const MOST_SHOWN = 100;
const USED_ANEW_MS = MINUTE;
const KEYS_REMEMBERED = 1000;

/** Keys by which other programs of a merchant speak for her shop: shown once, kept as a hash, revoked at once. */
export function createApiKeys({ db, clock }: { db: Database; clock: Clock }) {
  const lately = new LRUCache<string, number>({ max: KEYS_REMEMBERED });

  async function noteUse({ shop, id }: KeyHolder): Promise<void> {
    const now = clock.now();
    if (now - (lately.get(id) ?? 0) < USED_ANEW_MS) return;
    lately.set(id, now);
    await db.write((trx) =>
      trx.updateTable('api_key').set({ used_at: now }).where('shop', '=', shop).where('id', '=', id).execute(),
    );
  }

  /** Writes where one more key may work. Counted under a lock: two at once would each find room for one. */
  const withRoom = (shop: string, id: string, write: (trx: Trx) => Promise<unknown>) =>
    db.write(
      async (trx) => {
        const live = await trx
          .selectFrom('api_key')
          .select(({ fn }) => fn.countAll<number>().as('count'))
          .where('shop', '=', shop)
          .where('revoked_at', 'is', null)
          .where('id', '!=', id)
          .executeTakeFirstOrThrow();
        if (Number(live.count) >= MOST_KEYS) return false;
        await write(trx);
        return true;
      },
      { lock: `api-keys:${shop}` },
    );

  return {
    /** those that work first, the newest first */
    async list(shop: string): Promise<ApiKeyLine[]> {
      const rows = await db.read
        .selectFrom('api_key')
        .select(['id', 'name', 'hint', 'scopes', 'created_at', 'created_by', 'used_at', 'revoked_at'])
        .where('shop', '=', shop)
        .orderBy((eb) => eb('revoked_at', 'is not', null))
        .orderBy('created_at', 'desc')
        .limit(MOST_SHOWN)
        .execute();
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        hint: row.hint,
        scopes: readScopes(row.scopes),
        createdAt: row.created_at,
        createdBy: row.created_by,
        usedAt: row.used_at,
        revokedAt: row.revoked_at,
      }));
    },

    /** @returns the key, which is kept nowhere and cannot be shown again; null when there are as many as there may be */
    async create(shop: string, name: string, scopes: readonly ApiScope[], staff: string): Promise<string | null> {
      const key = newApiKey();
      const told = { name, hint: hintOf(key), scopes: scopes.join(' '), created_by: staff };
      const row = { shop, id: randomUUID(), hash: hashOfKey(key), created_at: clock.now(), ...told };
      const made = await withRoom(shop, row.id, (trx) => trx.insertInto('api_key').values(row).execute());
      return made ? key : null;
    },

    /** From now on whoever calls with it is refused. */
    async revoke(shop: string, id: string): Promise<void> {
      const revoked = { revoked_at: clock.now() };
      await db.write((trx) =>
        trx.updateTable('api_key').set(revoked).where('shop', '=', shop).where('id', '=', id).execute(),
      );
    },

    /** It was revoked by mistake: whoever has it may go on. @returns whether there was room for it */
    restore: (shop: string, id: string): Promise<boolean> =>
      withRoom(shop, id, (trx) =>
        trx.updateTable('api_key').set({ revoked_at: null }).where('shop', '=', shop).where('id', '=', id).execute(),
      ),

    /** Whose a key is; null when it is nobody's, was revoked, or its shop has left. */
    async holderOf(key: string): Promise<KeyHolder | null> {
      const row = await keyRow(db.read, hashOfKey(key));
      if (!row) return null;
      const holder = { ...row, scopes: readScopes(row.scopes) };
      await noteUse(holder);
      return holder;
    },
  };
}

const readScopes = (text: string): ApiScope[] =>
  text.split(' ').flatMap((word) => API_SCOPES.find((scope) => scope === word) ?? []);
