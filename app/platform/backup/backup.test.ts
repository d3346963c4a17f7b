import { copyFileSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type Dialect, type TestDatabase } from '../../../test/databases.ts';
import { createSeal } from '../crypto/seal.ts';
import { ManualClock } from '../clock/clock.ts';
import { silentLog } from '../log/log.ts';
import { createSessionStorage } from '../shopify/sessions/session-storage.server.ts';
import { openSessionTable } from '../shopify/sessions/session-table.server.ts';
import { Session } from '@shopify/shopify-api';
import type { Database } from '../db/db.ts';
import { backUp } from './back-up.server.ts';
import { BackupUnreadable } from './backup-file.ts';
import { restore, RestoreRefused } from './restore.server.ts';

const clock = new ManualClock('2026-11-21T12:00:00Z');
const seal = createSeal('a key for tests that is long enough to be one');
const SHOP = 'a.myshopify.com';

let folder: string;
let file: string;
const open: TestDatabase[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandmill-backup-'));
  file = join(folder, 'sandmill.backup');
});
afterEach(async () => {
  for (const test of open.splice(0)) await test.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function database(dialect: Dialect): Promise<TestDatabase> {
  const test = await createTestDatabase(dialect);
  open.push(test);
  return test;
}

async function fill(db: Database, shop = SHOP): Promise<void> {
  await db.write(async (trx) => {
    await trx
      .insertInto('shop')
      .values({
        shop,
        name: 'Çà & là “shop” 🏜',
        currency: 'EUR',
        timezone: 'Europe/Rome',
        ingest_key: `key-${shop}`,
        settings: JSON.stringify({ text: 'two\nlines' }),
        installed_at: 1_763_000_000_000,
      })
      .execute();
    await trx
      .insertInto('fact')
      .values(facts(shop, 0, 1500))
      .execute();
  });
}

const facts = (shop: string, from: number, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    shop,
    id: `f-${from + index}`,
    kind: 'product.viewed',
    occurred_at: 1_763_000_000_000 + index,
    received_at: 1_763_000_000_000,
    identity: 'client:c1',
    verified: index % 2,
    subject: index % 3 === 0 ? null : String(index),
    amount: index % 5 === 0 ? -index : null,
  }));

async function saveSession(url: string, db: Database): Promise<Session> {
  const table = await openSessionTable(url);
  const storage = createSessionStorage({ table, db, seal, log: silentLog });
  const session = new Session({
    id: `offline_${SHOP}`,
    shop: SHOP,
    state: 's',
    isOnline: false,
    accessToken: 'shpat_secret',
    expires: new Date('2026-11-21T13:00:00.123Z'),
  });
  await storage.storeSession(session);
  await table.$disconnect();
  return session;
}

async function readSession(url: string, db: Database): Promise<Session | undefined> {
  const table = await openSessionTable(url);
  const session = await createSessionStorage({ table, db, seal, log: silentLog }).loadSession(`offline_${SHOP}`);
  await table.$disconnect();
  return session;
}

const everyFact = (db: Database) => db.read.selectFrom('fact').selectAll().orderBy('id').execute();
const everyShop = (db: Database) => db.read.selectFrom('shop').selectAll().orderBy('shop').execute();

describe.each([
  ['sqlite', 'sqlite'],
  ['postgres', 'postgres'],
  ['sqlite', 'postgres'],
  ['postgres', 'sqlite'],
] as const)('a backup of [%s] restored on [%s]', (from, to) => {
  it('has every row, and Shopify sessions that open', async () => {
    const source = await database(from);
    await fill(source.db);
    const session = await saveSession(source.url, source.db);
    const sums = await backUp({ databaseUrl: source.url, clock }, file);
    expect(sums.fact?.rows).toBe(1500);
    expect(statSync(file).mode & 0o077).toBe(0);

    const target = await database(to);
    expect(await restore(target.url, file)).toEqual(sums);
    expect(await everyFact(target.db)).toEqual(await everyFact(source.db));
    expect(await everyShop(target.db)).toEqual(await everyShop(source.db));
    const read = await readSession(target.url, target.db);
    expect(read?.accessToken).toBe('shpat_secret');
    expect(read?.expires).toEqual(session.expires);
    expect(read?.isOnline).toBe(false);
  });
});

describe.each(DIALECTS)('a backup [%s]', (dialect) => {
  it('made while facts are written holds one moment: a batch is in it whole or not at all', async () => {
    const source = await database(dialect);
    await fill(source.db);
    let writing = true;
    let batches = 0;
    const writes = (async () => {
      while (writing && batches < 100) {
        await source.db.write(async (trx) => {
          await trx
            .insertInto('fact')
            .values(facts(SHOP, 10_000 + batches * 10, 10))
            .execute();
          await trx
            .updateTable('shop')
            .set({ name: String(++batches) })
            .execute();
        });
        await new Promise((resolve) => setImmediate(resolve));
      }
    })();
    while (batches < 3) await new Promise((resolve) => setImmediate(resolve));
    await backUp({ databaseUrl: source.url, clock }, file);
    const written = batches;
    writing = false;
    await writes;

    const target = await database(dialect);
    await restore(target.url, file);
    const [shop] = await everyShop(target.db);
    const count = (await everyFact(target.db)).length;
    expect(Number(shop?.name)).toBeGreaterThanOrEqual(1);
    expect(Number(shop?.name)).toBeLessThanOrEqual(written);
    expect(count).toBe(1500 + 10 * Number(shop?.name));
  });

  it('replaces what is there only when that is asked for', async () => {
    const source = await database(dialect);
    await fill(source.db);
    await backUp({ databaseUrl: source.url, clock }, file);
    const target = await database(dialect);
    await fill(target.db, 'other.myshopify.com');
    await expect(restore(target.url, file)).rejects.toThrow(RestoreRefused);
    expect((await everyShop(target.db)).map(({ shop }) => shop)).toEqual(['other.myshopify.com']);
    await restore(target.url, file, { force: true });
    expect((await everyShop(target.db)).map(({ shop }) => shop)).toEqual([SHOP]);
  });

  it('that is cut off or is something else changes nothing', async () => {
    const source = await database(dialect);
    await fill(source.db);
    await backUp({ databaseUrl: source.url, clock }, file);
    const cut = join(folder, 'cut.backup');
    copyFileSync(file, cut);
    truncateSync(cut, Math.floor(statSync(file).size / 2));
    const target = await database(dialect);
    await expect(restore(target.url, cut)).rejects.toThrow(BackupUnreadable);
    await expect(restore(target.url, import.meta.filename)).rejects.toThrow(BackupUnreadable);
    await expect(restore(target.url, join(folder, 'none'))).rejects.toThrow(BackupUnreadable);
    expect(await everyShop(target.db)).toEqual([]);
  });
});
