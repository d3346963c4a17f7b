import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { AccessDenied } from '../../platform/shopify/admin/access-denied.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { createInstall } from './install.server.ts';
import { createPixelHandler } from './pixel.server.ts';
import { insertShop } from './new-shop.ts';
import { createShopsService } from './shops.server.ts';
import { stopShop } from './stop-shop.ts';

const SHOP = 'a.myshopify.com';
const COLLECT = 'https://sandmill.example/collect';

/** Answers documents by the name of their operation. */
function adminOf(answers: Record<string, (variables: Record<string, unknown>) => unknown>) {
  const asked: { name: string; variables: Record<string, unknown> }[] = [];
  const admin = ((_shop: string) => ({
    query: async (document: { toString(): string }, variables: Record<string, unknown> = {}) => {
      const name = /(?:query|mutation) (\w+)/.exec(document.toString())?.[1] ?? '';
      asked.push({ name, variables });
      return answers[name]?.(variables);
    },
  })) as unknown as Admin;
  return { admin, asked };
}

const details = {
  shop: {
    name: 'Shop A',
    email: 'a@example.com',
    myshopifyDomain: SHOP,
    currencyCode: 'EUR',
    ianaTimezone: 'Europe/Rome',
    primaryDomain: { url: 'https://shop-a.example/' },
  },
};

describe.each(DIALECTS)('installation [%s]', (dialect) => {
  let test: TestDatabase;
  let clock: ManualClock;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    clock = new ManualClock('2026-11-01T10:00:00Z');
  });
  afterEach(() => test.dispose());

  const installed = (admin: Admin, collectUrl = COLLECT) =>
    createInstall({ db: test.db, clock, log: silentLog, admin, collectUrl, wake: () => {} });
  const shops = () => createShopsService({ db: test.db });
  const tasks = () => test.db.read.selectFrom('task').select(['kind', 'state', 'cursor']).orderBy('kind').execute();

  it('makes the shop known and asks for its pixel and its history', async () => {
    const { admin } = adminOf({ ShopDetails: () => details });
    await installed(admin).onInstalled({ shop: SHOP });
    expect(await shops().get(SHOP)).toMatchObject({
      name: 'Shop A',
      url: 'https://shop-a.example',
      currency: 'EUR',
      timezone: 'Europe/Rome',
      uninstalledAt: null,
    });
    expect((await tasks()).map((task) => `${task.kind} ${task.state}`)).toEqual(['history queued', 'pixel queued']);
  });

  it('is done once for the two token exchanges of a first page, and keeps its key when repeated', async () => {
    const { admin, asked } = adminOf({ ShopDetails: () => details });
    const install = installed(admin);
    await Promise.all([install.onInstalled({ shop: SHOP }), install.ensure(SHOP), install.onInstalled({ shop: SHOP })]);
    expect(asked).toHaveLength(1);
    const key = (await shops().get(SHOP))?.ingestKey;
    await install.onInstalled({ shop: SHOP });
    await install.ensure(SHOP);
    expect((await shops().get(SHOP))?.ingestKey).toBe(key);
    expect((await shops().byIngestKey(key!))?.shop).toBe(SHOP);
    expect(await tasks()).toHaveLength(2);
  });

  it('starts again when a shop comes back, with its settings and key as they were', async () => {
    const { admin } = adminOf({ ShopDetails: () => details });
    await installed(admin).onInstalled({ shop: SHOP });
    const key = (await shops().get(SHOP))?.ingestKey;
    await test.db.write((trx) => trx.updateTable('task').set({ state: 'done' }).execute());
    await test.db.write((trx) =>
      trx.insertInto('session').values({ id: 's', shop: SHOP, state: '', accessToken: 'x' }).execute(),
    );
    clock.advance(1000);
    await test.db.write((trx) => stopShop(trx, SHOP, clock.now()));
    expect(await shops().installed()).toEqual([]);
    expect(await test.db.read.selectFrom('session').selectAll().execute()).toEqual([]);

    clock.advance(1000);
    await installed(admin).ensure(SHOP);
    expect(await shops().get(SHOP)).toMatchObject({ ingestKey: key, uninstalledAt: null, installedAt: clock.now() });
    expect((await tasks()).map((task) => task.state)).toEqual(['queued', 'queued']);
    await test.db.write((trx) => stopShop(trx, SHOP, clock.now() - 500));
    expect(await shops().installed()).toHaveLength(1);
  });

  it('sets up a shop that an import made before, once', async () => {
    const { admin } = adminOf({ ShopDetails: () => details });
    await test.db.write((trx) => insertShop(trx, SHOP, { name: SHOP, currency: 'EUR', timezone: 'UTC' }, clock.now()));
    let setUp = 0;
    const options = { db: test.db, clock, log: silentLog, admin, collectUrl: COLLECT, wake: () => {} };
    const install = createInstall({ ...options, onNewShop: async () => void setUp++ });
    await install.ensure(SHOP);
    await install.onInstalled({ shop: SHOP });
    expect(setUp).toBe(1);
    expect(await tasks()).toHaveLength(2);
    expect(await shops().get(SHOP)).toMatchObject({ name: 'Shop A', timezone: 'Europe/Rome' });
  });

  it('can be tried again after it failed', async () => {
    const { admin } = adminOf({
      ShopDetails: () => {
        throw new AccessDenied('not yet');
      },
    });
    await expect(installed(admin).onInstalled({ shop: SHOP })).rejects.toThrow('not yet');
    await installed(adminOf({ ShopDetails: () => details }).admin).ensure(SHOP);
    expect(await shops().installed()).toHaveLength(1);
  });

  it('turns the pixel on, and tells the one that is on when the app has moved', async () => {
    const create = [{ userErrors: [] }, { userErrors: [{ code: 'TAKEN', message: 'taken' }] }];
    const { admin, asked } = adminOf({
      ShopDetails: () => details,
      WebPixelCreate: () => ({ webPixelCreate: create.shift() }),
      WebPixel: () => ({ webPixel: { id: 'gid://shopify/WebPixel/1' } }),
      WebPixelUpdate: () => ({ webPixelUpdate: { userErrors: [] } }),
    });
    const handlers = { pixel: createPixelHandler({ admin }) };
    const worker = createTasksWorker({ db: test.db, clock, log: silentLog, handlers });
    await installed(admin).onInstalled({ shop: SHOP });
    await worker.run(SHOP);
    await installed(admin, 'https://other.example/collect').onInstalled({ shop: SHOP });
    await worker.run(SHOP);

    const key = (await shops().get(SHOP))?.ingestKey;
    const told = asked
      .filter(({ name }) => name.startsWith('WebPixel'))
      .map(({ name, variables }) => [name, variables]);
    const settings = (collectUrl: string) => JSON.stringify({ accountID: key, collectUrl });
    expect(told).toEqual([
      ['WebPixelCreate', { settings: settings(COLLECT) }],
      ['WebPixelCreate', { settings: settings('https://other.example/collect') }],
      ['WebPixel', {}],
      ['WebPixelUpdate', { id: 'gid://shopify/WebPixel/1', settings: settings('https://other.example/collect') }],
    ]);
    expect(await worker.pending()).toEqual([]);
  });
});
