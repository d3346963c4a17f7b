import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type Frame, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readSessionToken } from '../oauth/session-token.ts';
import { seedShop } from '../seed/seed-shop.ts';
import { startDevstore, type RunningDevstore } from '../server.ts';
import { startFramedApp, type FramedApp } from './fixtures/framed-app.ts';

const origin = 'http://localhost:4270';
const appUrl = 'http://localhost:4271';

let app: FramedApp;
let running: RunningDevstore;
let browser: Browser;
let dataDir: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'devstore-browser-'));
  app = await startFramedApp();
  const appDir = fileURLToPath(new URL('../storefront/fixtures/app', import.meta.url));
  const config = {
    dataDir,
    appDir,
    origin,
    appOrigin: app.origin,
    appUrl,
    apiKey: 'stand-in',
    apiSecret: 'hush',
    apiVersion: '2026-10',
  };
  const contents = (today: number) => seedShop({ today, customers: 40 });
  running = await startDevstore({ config, contents }, { web: 4270, tunnel: 4271, smtp: 4272 });
  running.devstore.store.app.install(['read_products']);
  running.devstore.store.app.saveWebPixel({ collectUrl: `${app.origin}/collect` });
  const installed = [process.env['CHROME_PATH'], '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
    (path) => path && existsSync(path),
  );
  browser = await chromium.launch({
    executablePath: installed ?? (await sparticuz.executablePath()),
    args: ['--no-sandbox', '--disable-gpu'],
  });
});

afterAll(async () => {
  await browser?.close();
  await running?.close();
  app?.close();
  rmSync(dataDir, { recursive: true, force: true });
});

async function openPage(path: string): Promise<Page> {
  const context = await browser.newContext();
  onTestFinished(() => context.close());
  const page = await context.newPage();
  await page.goto(origin + path);
  return page;
}

async function openAdmin(path: string): Promise<{ page: Page; frame: Frame }> {
  const page = await openPage(path);
  const frame = page.frame({ name: 'app-iframe' })!;
  await frame.locator('output:not(:empty)').waitFor();
  return { page, frame };
}

describe('the app in the admin', () => {
  it('signs its own requests with a session token', async () => {
    const { frame } = await openAdmin('/admin');
    const [, token = ''] = (await frame.locator('output').textContent())!.split(' ');
    expect(readSessionToken(running.devstore, token)).toBeDefined();
  });

  it("has its links in the admin's navigation, which changes the app's page and the admin's address", async () => {
    const { page, frame } = await openAdmin('/admin');
    await page.locator('[data-app-nav] >> text=Contacts').click();
    await frame.locator('h1', { hasText: '/app/contacts' }).waitFor();
    await page.waitForURL(`${origin}/admin/apps/sandmill/app/contacts`);
    await page.locator('[data-app-nav] a[aria-current=page]', { hasText: 'Contacts' }).waitFor();
  });

  it('shows title, primary action, toast and save bar around it', async () => {
    const { page, frame } = await openAdmin('/admin/apps/sandmill/app/contacts');
    await page.locator('[data-title]', { hasText: '/app/contacts' }).waitFor();
    await page.getByRole('button', { name: 'Do it' }).click();
    await page.locator('.toast', { hasText: 'Pressed' }).waitFor();
    await frame.locator('#change').click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator('.toast', { hasText: 'Saved' }).waitFor();
    expect(await page.locator('[data-save-bar]').isVisible()).toBe(false);
  });

  it('does not leave something unsaved without asking', async () => {
    const { page, frame } = await openAdmin('/admin');
    await frame.locator('#change').click();
    await page.locator('[data-save-bar]').waitFor();
    const asked = new Promise<string>((resolve) =>
      page.once('dialog', (dialog) => void dialog.dismiss().then(() => resolve(dialog.message()))),
    );
    await page.locator('.side >> text=Orders').click();
    expect(await asked).toContain('not been saved');
    expect(page.url()).toContain('/admin/apps/sandmill');
  });

  it("leads to the admin's own pages", async () => {
    const { page, frame } = await openAdmin('/admin');
    await frame.locator('#customers').click();
    await page.waitForURL(`${origin}/admin/customers`);
  });
});

describe('the web pixel', () => {
  const visitor = async (page: Page): Promise<string | undefined> =>
    (await page.context().cookies()).find(({ name }) => name === 'stand_in_visitor')?.value;

  it('does not run before consent, and then gets what this page told, in order', async () => {
    app.collected.length = 0;
    const product = running.devstore.store.products.all()[0]!;
    const page = await openPage(`/products/${product.handle}`);
    await page.locator('button[name=add]').click();
    await page.locator('[data-said] a').waitFor();
    expect(app.collected).toEqual([]);
    expect((await page.context().cookies()).map(({ name }) => name)).not.toContain('_shopify_y');
    await page.locator('#shopify-pc__banner__btn-accept').click();
    await expect.poll(() => app.collected.length).toBe(3);
    expect(app.collected.sort((a, b) => a.seq - b.seq).map(({ name }) => name)).toEqual([
      'page_viewed',
      'product_viewed',
      'product_added_to_cart',
    ]);
    expect(await visitor(page)).toBe(app.collected[0]!.clientId);
  });

  it('never runs for somebody who declined, who can buy all the same', async () => {
    app.collected.length = 0;
    const page = await openPage('/?consent=no');
    await page.goto(`${origin}/cart`);
    expect(await page.locator('#shopify-pc__banner').count()).toBe(0);
    expect(await visitor(page)).toBeUndefined();
    expect(app.collected).toEqual([]);
  });
});
