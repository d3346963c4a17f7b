// A database of the first release, with data in every table, is brought to this version: the data lives, the app works.
import { execFileSync } from 'node:child_process';
import { createHash, createHmac } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite from 'better-sqlite3';
import pg from 'pg';
import { afterEach, describe, expect, inject, it, vi } from 'vitest';
import { orderPayload } from '../../bench/order-payload.ts';
import { createApp } from '../../app/composition.server.ts';
import { openStore } from '../../app/platform/backup/open-store.server.ts';
import type { PortableRow, Table } from '../../app/platform/backup/table-store.ts';
import { readEnv } from '../../app/platform/env.server.ts';
import { DIALECTS, type Dialect } from '../databases.ts';

const FIRST = '20261121221543_init';
const SHOP = 'first.myshopify.com';
const SECRET = 'upgrade-secret';

const MIGRATIONS_TABLE = `create table _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at INSTANT, migration_name varchar(255) not null,
  logs text, rolled_back_at INSTANT, started_at INSTANT not null default current_timestamp,
  applied_steps_count integer not null default 0)`;

/** What some columns must hold for the rest of the app to make sense of the row. */
const MEANT: Record<string, PortableRow> = {
  shop: { currency: 'EUR', timezone: 'Europe/Rome', locale: 'en', settings: '{}', uninstalled_at: null },
  fact: { id: 'order:7:cancelled', subject: '7' },
  product: { tags: '["linen"]' },
  score_entry: {
    id: 'order.cancelled:order:7:cancelled',
    rule: 'order.cancelled',
    contact: 'ada',
    fact: 'order:7:cancelled',
  },
};

/** What migrations since have made of it. */
const BECAME: Record<string, PortableRow> = { score_entry: { id: 'order.cancelled:ada:order:7' } };

let cleanUp: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const undo of cleanUp.toReversed()) await undo();
  cleanUp = [];
});

async function firstRelease(dialect: Dialect): Promise<string> {
  const folder = dialect === 'sqlite' ? 'prisma/migrations' : 'prisma/postgres/migrations';
  const script = readFileSync(`${folder}/${FIRST}/migration.sql`, 'utf8');
  const record = `insert into _prisma_migrations (id, checksum, finished_at, migration_name, applied_steps_count)
    values ('1', '${createHash('sha256').update(script).digest('hex')}', current_timestamp, '${FIRST}', 1)`;
  if (dialect === 'sqlite') {
    const place = mkdtempSync(join(tmpdir(), 'sandmill-upgrade-'));
    cleanUp.push(async () => rmSync(place, { recursive: true, force: true }));
    const db = new BetterSqlite(join(place, 'old.db'));
    db.exec(script);
    db.exec(MIGRATIONS_TABLE.replaceAll('INSTANT', 'datetime'));
    db.exec(record);
    db.close();
    return `file:${join(place, 'old.db')}`;
  }
  const url = new URL(inject('postgresUrl'));
  const name = `upgrade_${process.pid}`;
  const admin = new pg.Client({ connectionString: url.href });
  await admin.connect();
  await admin.query(`create database "${name}"`);
  cleanUp.push(async () => {
    await admin.query(`drop database if exists "${name}" with (force)`);
    await admin.end();
  });
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  await client.query(script);
  await client.query(MIGRATIONS_TABLE.replaceAll('INSTANT', 'timestamptz'));
  await client.query(record);
  await client.end();
  return url.href;
}

/** `table.column` → its type, as the script says it. */
function typesIn(dialect: Dialect): Map<string, string> {
  const folder = dialect === 'sqlite' ? 'prisma/migrations' : 'prisma/postgres/migrations';
  const script = readFileSync(`${folder}/${FIRST}/migration.sql`, 'utf8');
  const types = new Map<string, string>();
  for (const [, table, body] of script.matchAll(/CREATE TABLE "(\w+)" \(([\s\S]*?)\n\);/g)) {
    for (const [, column, type] of (body ?? '').matchAll(/^\s+"(\w+)" (\w+)/gm))
      types.set(`${table}.${column}`, type ?? '');
  }
  return types;
}

function rowOf(table: Table, types: Map<string, string>): PortableRow {
  const row: PortableRow = {};
  for (const { name, kind } of table.columns) {
    if (name === 'shop') row[name] = SHOP;
    else if (kind === 'flag') row[name] = true;
    else if (kind === 'instant') row[name] = '2026-11-21T12:00:00.000Z';
    else row[name] = types.get(`${table.name}.${name}`) === 'TEXT' ? `${table.name} ${name}` : 7;
  }
  return { ...row, ...MEANT[table.name] };
}

async function fillEveryTable(url: string, dialect: Dialect): Promise<Map<string, PortableRow>> {
  const store = await openStore(url, { write: true });
  const types = typesIn(dialect);
  const rows = new Map<string, PortableRow>();
  for (const table of await store.tables()) {
    const row = rowOf(table, types);
    await store.insert(table, table.columns, [row]);
    rows.set(table.name, row);
  }
  await store.commit();
  await store.close();
  return rows;
}

describe.each(DIALECTS)('an upgrade from the first release [%s]', (dialect) => {
  it('keeps a row of every table, and the app works on what it finds', async () => {
    const url = await firstRelease(dialect);
    const before = await fillEveryTable(url, dialect);
    expect(before.size).toBeGreaterThan(25);

    const migrate = () =>
      execFileSync(process.execPath, ['scripts/migrate.ts'], {
        env: { ...process.env, DATABASE_URL: url, QUIET: '1' },
        stdio: ['ignore', 'ignore', 'inherit'],
      });
    migrate();
    // and again, as every start of a container does
    migrate();

    const store = await openStore(url, { write: false });
    const tables = new Map((await store.tables()).map((table) => [table.name, table]));
    for (const [name, row] of before) {
      const found: PortableRow[] = [];
      for await (const rows of store.read(tables.get(name)!)) found.push(...rows);
      // a migration may have asked for work
      expect(found, name).toContainEqual(expect.objectContaining({ ...row, ...BECAME[name] }));
    }
    await store.close();

    const app = await createApp(
      readEnv({
        SHOPIFY_API_KEY: 'key',
        SHOPIFY_API_SECRET: SECRET,
        SHOPIFY_APP_URL: 'https://app.example',
        DATABASE_URL: url,
        SMTP_URL: 'smtp://127.0.0.1:9',
        ENCRYPTION_KEY: 'a key for tests that is long enough to be one',
        LOG_LEVEL: 'silent',
      }),
    );
    cleanUp.push(() => app.close());
    const ready = await app.doors.request('/readyz');
    expect(await ready.json()).toMatchObject({ ok: true, reasons: [] });
    await app.runner.start();
    const body = orderPayload(1_000_001);
    const answer = await app.doors.request('/webhooks', {
      method: 'POST',
      body,
      headers: {
        'content-length': String(Buffer.byteLength(body)),
        'x-shopify-topic': 'orders/create',
        'x-shopify-shop-domain': SHOP,
        'x-shopify-webhook-id': 'after-the-upgrade',
        'x-shopify-hmac-sha256': createHmac('sha256', SECRET).update(body).digest('base64'),
      },
    });
    expect(answer.status).toBe(200);
    const buyer = () =>
      app.db.read
        .selectFrom('contact')
        .select('orders_count')
        .where('shop', '=', SHOP)
        .where('email', 'like', 'customer%')
        .executeTakeFirst();
    await vi.waitFor(async () => expect(await buyer()).toEqual({ orders_count: 1 }), { timeout: 20_000, interval: 50 });
  }, 240_000);
});
