import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { createSettingsService, parseSettings, type SettingsService } from './settings-service.server.ts';

const SHOP = 'a.myshopify.com';

describe.each(DIALECTS)('settings [%s]', (dialect) => {
  let test: TestDatabase;
  let settings: SettingsService;

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    settings = createSettingsService({ db: test.db });
    const shop = { shop: SHOP, name: 'A', currency: 'EUR', timezone: 'UTC', ingest_key: 'k', installed_at: 1 };
    await test.db.write((trx) => trx.insertInto('shop').values(shop).execute());
  });
  afterEach(() => test.dispose());

  it('are complete from the first moment', async () => {
    expect(await settings.get(SHOP)).toMatchObject({ recovery: { delayMinutes: 60, holdoutShare: 0 } });
  });

  it('change where they are told to and stay elsewhere', async () => {
    await settings.update(SHOP, { recovery: { holdoutShare: 0.1 } });
    await settings.update(SHOP, { recovery: { delayMinutes: 30 }, sender: { name: 'Shop' } });
    expect(await settings.get(SHOP)).toMatchObject({
      recovery: { delayMinutes: 30, holdoutShare: 0.1 },
      sender: { name: 'Shop', address: '' },
    });
  });

  it('refuse what cannot be, naming the field, and stay as they were', async () => {
    const result = await settings.update(SHOP, { recovery: { delayMinutes: 1 }, sender: { address: 'nobody' } });
    expect(result.ok).toBe(false);
    expect(!result.ok && Object.keys(result.errors).sort()).toEqual(['recovery.delayMinutes', 'sender.address']);
    expect((await settings.get(SHOP)).recovery.delayMinutes).toBe(60);
  });

  it('lose no change when two are made at once', async () => {
    await Promise.all([
      settings.update(SHOP, { sender: { name: 'Shop' } }),
      settings.update(SHOP, { credit: { windowDays: 9 } }),
    ]);
    expect(await settings.get(SHOP)).toMatchObject({ sender: { name: 'Shop' }, credit: { windowDays: 9 } });
  });
});

describe('stored settings', () => {
  it('that no longer fit fall back section by section', () => {
    const stored = JSON.stringify({ recovery: { delayMinutes: 'soon' }, credit: { windowDays: 9 } });
    expect(parseSettings(stored)).toMatchObject({ recovery: { delayMinutes: 60 }, credit: { windowDays: 9 } });
  });
});
