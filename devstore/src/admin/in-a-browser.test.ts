import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sparticuz from '@sparticuz/chromium';
import { chromium, type Browser, type Frame, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { REFUSED_MEMBERS, SIMULATED_MEMBERS } from './bridge-members.ts';
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

describe('App Bridge', () => {
  const press = async (frame: Frame, id: string): Promise<void> => {
    await frame.evaluate(() => (document.querySelector('#result')!.textContent = ''));
    await frame.locator(`#${id}`).click();
  };
  const result = async (frame: Frame): Promise<string> => {
    await frame.locator('#result:not(:empty)').waitFor({ state: 'attached' });
    return (await frame.locator('#result').textContent()) ?? '';
  };

  it('lets the merchant pick products by keyboard, as many as asked for, and hands them over', async () => {
    const { page, frame } = await openAdmin('/admin');
    const [first, second] = running.devstore.store.products.all();
    await press(frame, 'pick');
    const dialog = page.getByRole('dialog', { name: 'Add products' });
    await dialog.locator('li').first().waitFor();
    expect(await dialog.getByRole('button', { name: 'Add' }).isDisabled()).toBe(true);
    const names = dialog.locator('li .name');
    const all = await names.count();
    await dialog.getByRole('searchbox').fill(first!.title);
    // it stands first before it is looked for, too
    await expect.poll(() => names.count()).toBeLessThan(all);
    expect(await names.first().textContent()).toBe(first!.title);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await dialog.getByText('1/2 product selected').waitFor();
    await dialog.getByRole('searchbox').fill(second!.title);
    await expect.poll(() => dialog.locator('li .name').first().textContent()).toBe(second!.title);
    await dialog.locator('input[data-resource]').first().check();
    await dialog.getByText('2/2 products selected').waitFor();
    await dialog.getByRole('searchbox').fill('');
    await expect.poll(() => dialog.locator('input:disabled').count()).toBeGreaterThan(0);
    await dialog.getByRole('button', { name: 'Add' }).click();
    expect(JSON.parse(await result(frame))).toEqual([first!.title, second!.title]);
  });

  it('shows what was chosen before, and gives nothing when the merchant turns away', async () => {
    const { page, frame } = await openAdmin('/admin');
    const product = running.devstore.store.products.all().find((one) => one.variants.length > 1)!;
    const id = `gid://shopify/ProductVariant/${product.variants[1]!.id}`;
    await frame.locator('#pick-variant').evaluate((button, data) => Object.assign(button.dataset, data), {
      id,
      query: product.title,
    });
    await press(frame, 'pick-variant');
    const dialog = page.getByRole('dialog', { name: 'Select variants' });
    await expect.poll(() => dialog.locator(`[data-variant="${id}"]`).isChecked()).toBe(true);
    await dialog.getByRole('button', { name: 'Select' }).click();
    expect(JSON.parse(await result(frame))).toEqual([id]);
    await press(frame, 'pick-variant');
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    expect(await result(frame)).toBe('null');
  });

  it('asks the merchant for more scopes, and does not give back what is required', async () => {
    const { page, frame } = await openAdmin('/admin');
    await press(frame, 'scopes');
    await page.getByRole('button', { name: 'Decline' }).click();
    expect(await result(frame)).toBe('"declined-all"');
    await press(frame, 'scopes');
    await page.getByRole('button', { name: 'Grant' }).click();
    expect(await result(frame)).toBe('"granted-all"');
    expect(running.devstore.store.app.installation().scopes).toContain('write_discounts');
    await press(frame, 'revoke');
    expect(await result(frame)).toContain('required');
  });

  it('opens a modal with its title and buttons', async () => {
    const { frame } = await openAdmin('/admin');
    await frame.locator('#open-modal').click();
    await frame.locator('dialog[open]', { hasText: 'A question' }).waitFor();
    await frame.locator('dialog[open]').getByRole('button', { name: 'Yes' }).click();
    await frame.locator('dialog[open]').waitFor({ state: 'detached' });
  });

  it('has the members that are declared, and throws for those that it lacks', async () => {
    const { frame } = await openAdmin('/admin');
    await press(frame, 'members');
    expect(JSON.parse(await result(frame))).toEqual([...SIMULATED_MEMBERS, ...REFUSED_MEMBERS].sort());
    await press(frame, 'intents');
    expect(await result(frame)).toBe('devstore does not simulate shopify.intents.invoke of App Bridge');
    await press(frame, 'reviews');
    expect(await result(frame)).toBe('devstore does not simulate shopify.reviews.request of App Bridge');
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
