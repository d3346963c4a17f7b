import { Session } from '@shopify/shopify-api';
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { createSeal } from '../../crypto/seal.ts';
import { silentLog } from '../../log/log.ts';
import { createSessionStorage } from './session-storage.server.ts';
import { openSessionTable, type SessionTable } from './session-table.server.ts';

const SHOP = 'a.myshopify.com';

const offline = () =>
  new Session({
    id: `offline_${SHOP}`,
    shop: SHOP,
    state: '',
    isOnline: false,
    scope: 'read_orders,read_products',
    expires: new Date(1_790_000_000_000),
    accessToken: 'shpat_plain',
    refreshToken: 'shprt_plain',
    refreshTokenExpires: new Date(1_797_000_000_000),
  });

const online = () =>
  new Session({
    id: `${SHOP}_7`,
    shop: SHOP,
    state: '',
    isOnline: true,
    scope: 'read_orders',
    expires: new Date(1_790_000_100_000),
    accessToken: 'shpua_plain',
    onlineAccessInfo: {
      expires_in: 1,
      associated_user_scope: '',
      associated_user: {
        id: 902_541_635,
        first_name: 'Ada',
        last_name: 'Rossi',
        email: 'ada@example.com',
        email_verified: true,
        account_owner: true,
        locale: 'it',
        collaborator: false,
      },
    },
  });

describe.each(DIALECTS)("Shopify's sessions [%s]", (dialect) => {
  let test: TestDatabase;
  let table: SessionTable;
  const storage = (key = 'a'.repeat(32)) =>
    createSessionStorage({ table, db: test.db, seal: createSeal(key), log: silentLog });

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    table = await openSessionTable(test.url);
  });
  afterEach(async () => {
    await table.$disconnect();
    await test.dispose();
  });

  it('come back as they were stored', async () => {
    await storage().storeSession(offline());
    await storage().storeSession(online());
    expect((await storage().loadSession(offline().id))?.toObject()).toEqual(offline().toObject());
    const back = await storage().loadSession(online().id);
    expect(back?.onlineAccessInfo?.associated_user).toEqual(online().onlineAccessInfo?.associated_user);
    expect(back?.accessToken).toBe('shpua_plain');
  });

  it('never lie in the table with a token that can be read', async () => {
    await storage().storeSession(offline());
    await storage().storeSession(online());
    const { rows } = await sql`select * from session`.execute(test.db.read);
    expect(rows).toHaveLength(2);
    expect(JSON.stringify(rows)).not.toContain('plain');
  });

  it('are replaced when they are stored again, also without a token', async () => {
    await storage().storeSession(offline());
    const invalid = offline();
    invalid.accessToken = undefined;
    await storage().storeSession(invalid);
    const back = await storage().loadSession(invalid.id);
    expect(back?.accessToken).toBeUndefined();
    expect(back?.refreshToken).toBe('shprt_plain');
  });

  it('count as absent when they were sealed with another key', async () => {
    await storage().storeSession(offline());
    expect(await storage('b'.repeat(32)).loadSession(offline().id)).toBeUndefined();
    expect(await storage('b'.repeat(32)).findSessionsByShop(SHOP)).toEqual([]);
  });

  it('are found by shop and gone when deleted', async () => {
    await storage().storeSession(offline());
    await storage().storeSession(online());
    const found = await storage().findSessionsByShop(SHOP);
    expect(found.map((session) => session.id).sort()).toEqual([online().id, offline().id].sort());
    await storage().deleteSession(online().id);
    await storage().deleteSessions([offline().id, 'unknown']);
    expect(await storage().findSessionsByShop(SHOP)).toEqual([]);
    expect(await storage().loadSession('unknown')).toBeUndefined();
  });

  it('can be stored while the app is writing', async () => {
    await Promise.all([
      test.db.write(async (trx) => {
        await trx.insertInto('task').values({ shop: SHOP, id: 't', kind: 'k', due_at: 1, created_at: 1 }).execute();
        await new Promise((resolve) => setImmediate(resolve));
      }),
      storage().storeSession(offline()),
    ]);
    expect(await storage().loadSession(offline().id)).toBeDefined();
  });
});
