import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openAdmin } from './admin-page.ts';
import { launchBrowser } from './browser.ts';
import { devstoreClient } from './devstore-client.ts';

const world = inject('world');
let browser: Browser;

beforeAll(async () => {
  await devstoreClient(world).settle();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe('a segment that is filled by hand', () => {
  it.each([1280, 375])(
    'takes pasted addresses, says why somebody is in it, and lets her go, %i px wide',
    async (width) => {
      const list = await openAdmin(browser, world, { width: 1280 });
      await list.open('/app/contacts?stage=loyal');
      const address = await list.app.locator('tbody .row-quiet', { hasText: '@' }).first().textContent();
      await list.close();

      const admin = await openAdmin(browser, world, { width });
      const { app } = admin;
      await admin.open('/app/segments/new/people');
      await app.getByLabel('Name').fill(`By hand ${width}`);
      await app.getByLabel('Addresses').fill(`${address}, nobody@example.org`);
      await app.getByRole('button', { name: 'Put in' }).click();
      await app.getByText('1 contact was put in').waitFor();
      await app.getByText('nobody@example.org', { exact: true }).waitFor();
      expect(await admin.sideways()).toBeLessThanOrEqual(0);
      expect(await admin.accessibility()).toEqual([]);

      await app.getByRole('link', { name: 'Open the segment' }).click();
      await app.getByText('Filled by hand').waitFor();
      await app.getByRole('button', { name: /^Why / }).first().click();
      await app.getByText(/Put in by hand on/).waitFor();
      await admin.page.keyboard.press('Escape');
      await app.locator('tbody a, .narrow-row a').first().click();
      await app.getByRole('link', { name: `By hand ${width}` }).waitFor();
      await app.getByRole('button', { name: 'Why not in others?' }).click();
      await app.getByText('Not in these, the nearest first').waitFor();
      expect(await admin.sideways()).toBeLessThanOrEqual(0);
      expect(await admin.accessibility()).toEqual([]);
      await app.getByRole('button', { name: `Take out of By hand ${width}` }).click();
      await app.getByRole('link', { name: `By hand ${width}` }).waitFor({ state: 'detached' });
      await admin.close();
    },
  );
});

describe('a segment', () => {
  it('is made of contacts that are ticked in the list', async () => {
    const { page, app, open, close } = await openAdmin(browser, world, { width: 1280 });
    await open('/app/contacts');
    await app.getByRole('checkbox').nth(1).click({ force: true });
    await app.getByRole('button', { name: 'Put into a segment' }).first().click();
    await app.getByText('1 contact that you ticked').waitFor();
    await app.getByLabel('Name').fill('Ticked');
    await app.getByRole('button', { name: 'Put in', exact: true }).click();
    await page.getByText('1 contact was put in').waitFor();
    await open('/app/segments');
    await app.getByRole('link', { name: 'Ticked' }).click();
    await app.getByText('1 member').waitFor();
    await close();
  });

  it('that Shopify has is read from there', async () => {
    const { app, open, close } = await openAdmin(browser, world, { width: 1280 });
    await open('/app/segments/shopify');
    await app.getByRole('button', { name: 'Use “Customers who have purchased more than once”' }).click();
    await app.getByText(/Read from Shopify on/).waitFor();
    await app.getByRole('button', { name: /^Why / }).first().click();
    await app.getByText(/Shopify counts this contact in/).waitFor();
    await close();
  });
});
