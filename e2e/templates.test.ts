import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openAdmin, type AdminPage } from './admin-page.ts';
import { launchBrowser } from './browser.ts';
import { devstoreClient } from './devstore-client.ts';

const world = inject('world');
let browser: Browser;

beforeAll(async () => {
  await devstoreClient(world).settle();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

/** One dot. */
const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

/** Goes on with Tab until what is named has the focus. */
async function tabTo({ page, app }: AdminPage, name: string): Promise<void> {
  for (let press = 0; press < 150; press++) {
    const named = await app.locator('html').evaluate((html) => {
      const { activeElement } = html.ownerDocument;
      if (!activeElement) return '';
      const label = html.ownerDocument.querySelector(`label[for="${CSS.escape(activeElement.id)}"]`);
      return activeElement.getAttribute('aria-label') ?? label?.textContent ?? activeElement.textContent ?? '';
    });
    if (named.startsWith(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`the keyboard does not reach “${name}”`);
}

const preview = ({ app }: AdminPage) => app.frameLocator('iframe.preview-mail');
const rows = async ({ app }: AdminPage) => app.locator('.mail-row-kind').allTextContents();

describe('a template', () => {
  let admin: AdminPage;
  beforeAll(async () => {
    admin = await openAdmin(browser, world, { width: 1280 });
  });
  afterAll(() => admin.close());

  it('is built by the keyboard alone, made ready, and seen as a contact would get it', async () => {
    const { page, app } = admin;
    const { keyboard } = page;
    await admin.open('/app/campaigns/templates/new');
    await app.getByRole('button', { name: 'Begin with an empty page' }).focus();
    await keyboard.press('Enter');
    await app.locator('.mail-row').first().waitFor();
    expect(await rows(admin)).toEqual(['Text', 'Footer']);

    await tabTo(admin, 'Subject');
    await keyboard.type('Hello {{first');
    await app.getByRole('option', { name: /First name/ }).waitFor();
    await keyboard.press('Enter');
    await expect.poll(() => app.getByLabel('Subject', { exact: true }).inputValue()).toContain('{{ contact.first_name');

    await tabTo(admin, 'Add a block');
    await keyboard.press('Enter');
    await app.getByRole('button', { name: 'Heading', exact: true }).waitFor();
    await tabTo(admin, 'Heading');
    await keyboard.press('Enter');
    await expect.poll(() => rows(admin)).toEqual(['Text', 'Heading', 'Footer']);
    await expect.poll(() => app.locator('.mail-row-name:focus').count()).toBe(1);
    await keyboard.press('Alt+ArrowUp');
    await expect.poll(() => rows(admin)).toEqual(['Heading', 'Text', 'Footer']);
    await app.getByText('now 1 of 3').waitFor({ state: 'attached' });
    await keyboard.press('Control+z');
    await expect.poll(() => rows(admin)).toEqual(['Text', 'Heading', 'Footer']);
    await keyboard.press('Control+Shift+Z');
    await expect.poll(() => rows(admin)).toEqual(['Heading', 'Text', 'Footer']);

    await tabTo(admin, 'Text');
    await keyboard.press('Control+a');
    await keyboard.type('Autumn is here');
    await preview(admin).getByText('Autumn is here').waitFor();

    await tabTo(admin, 'As this contact');
    const field = app.getByRole('combobox', { name: 'As this contact' });
    // down through the list, which opens by and by, to somebody of the shop
    await expect
      .poll(async () => {
        await keyboard.press('ArrowDown');
        const marked = await field.getAttribute('aria-activedescendant');
        return marked ? app.locator(`[id="${marked}"]`).textContent() : '';
      })
      .not.toMatch(/^(Somebody made up)?$/);
    await keyboard.press('Enter');
    await expect.poll(() => field.inputValue()).not.toMatch(/^(Somebody made up)?$/);
    const person = await field.inputValue();
    const [first = ''] = person.split(' ');
    await expect.poll(() => app.locator('.mail-head p').first().textContent()).toContain(first);

    await page.getByRole('button', { name: 'Save' }).focus();
    await keyboard.press('Enter');
    await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'hidden' });
    await app.getByRole('button', { name: 'Make it ready' }).focus();
    await keyboard.press('Enter');
    await app.getByText('Ready to send').waitFor();
    expect(await admin.sideways()).toBeLessThanOrEqual(0);
    expect(await admin.accessibility()).toEqual([]);
  });
});

describe('the editor', () => {
  it('takes a block by the pointer into a column, keeps it for other mails, and sends it as a test', async () => {
    const admin = await openAdmin(browser, world, { width: 1280 });
    const { page, app } = admin;
    // both ends of the way are in sight
    await page.setViewportSize({ width: 1280, height: 1600 });
    const add = async (kind: string) => {
      await app.getByRole('button', { name: 'Add a block' }).click();
      await app.getByRole('button', { name: kind, exact: true }).click();
    };
    await admin.open('/app/campaigns/templates/new');
    await app.getByRole('button', { name: 'Begin with an empty page' }).click();
    await app.locator('.mail-row').first().waitFor();
    await app.getByLabel('Subject', { exact: true }).fill('Dragged');
    await add('Columns');
    await add('Heading');
    await app.locator('.mail-row-name:focus').press('Enter');

    const column = app.locator('.mail-column').first();
    const from = await app.locator('.mail-rows > .mail-row').nth(2).locator('.mail-handle').boundingBox();
    const to = await column.boundingBox();
    if (!from || !to) throw new Error('nothing to drag');
    await page.mouse.move(from.x + 6, from.y + from.height / 2);
    await page.mouse.down();
    await page.mouse.move(from.x + 20, from.y - 10, { steps: 4 });
    await page.mouse.move(to.x + 100, to.y + to.height / 2, { steps: 10 });
    await column.and(app.locator('[data-over]')).waitFor();
    await page.mouse.up();
    await expect.poll(() => column.locator('.mail-row-kind').allTextContents()).toEqual(['Heading']);

    await column.getByRole('button', { name: /^What to do with/ }).click();
    await app.getByRole('button', { name: 'Keep for other mails' }).click();
    await page.getByText('Block kept').waitFor();
    await app.getByRole('button', { name: 'Add a block' }).click();
    await app.getByText('Kept blocks').waitFor();
    await page.keyboard.press('Escape');

    const address = `test${Math.floor(performance.now())}@sandmill.example`;
    await app.getByRole('button', { name: 'Send a test' }).click();
    await app.getByLabel('Your own address').fill(address);
    await app.getByRole('button', { name: 'Send test' }).click();
    await page.getByText(`Test mail sent to ${address}`).waitFor();
    await expect
      .poll(async () => (await devstoreClient(world).mails(address)).map(({ subject }) => subject))
      .toEqual(['[Test] Dragged']);
    await admin.close();
  });

  it('takes a picture from the desk, which goes to Shopify and is seen in the mail', async () => {
    const admin = await openAdmin(browser, world, { width: 1280 });
    const { app } = admin;
    await admin.open('/app/campaigns/templates/new');
    await app.getByRole('button', { name: 'Begin with an empty page' }).click();
    await app.getByRole('button', { name: 'Add a block' }).click();
    await app.getByRole('button', { name: 'Picture', exact: true }).click();
    const choose = app.getByLabel('Upload a picture', { exact: true });
    await choose.setInputFiles({ name: 'mill.png', mimeType: 'image/png', buffer: Buffer.from('<svg/>') });
    await app.getByText('mill.png was not uploaded').waitFor();
    await choose.setInputFiles({ name: 'Mill at dusk.png', mimeType: 'image/png', buffer: PICTURE });
    // no wider than twice what is shown
    const shown = preview(admin).locator('img[src*="/cdn/shop/files/Mill-at-dusk"][src*="width=1088"]');
    await expect.poll(() => shown.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(1);
    expect(await app.getByLabel('Address of the picture', { exact: true }).inputValue()).not.toContain('width=');
    expect(await admin.sideways()).toBeLessThanOrEqual(0);
    expect(admin.complaints).toEqual([]);
    expect(await admin.accessibility()).toEqual([]);
    await admin.close();
  });

  it.each([
    [1280, 'en'],
    [375, 'it'],
  ])('holds every kind of block without complaint, %i px wide, in %s', async (width, locale) => {
    const admin = await openAdmin(browser, world, { width });
    const { app } = admin;
    await admin.open(`/app/campaigns/templates/new?locale=${locale}`);
    const use = locale === 'it' ? /^Usa questo/ : /^Use this one/;
    await app.getByRole('button', { name: use }).first().click();
    await app.locator('.mail-row').first().waitFor();
    for (const row of await app.locator('.mail-row-name').all()) {
      await row.click();
      await app.locator('.mail-row-fields').waitFor();
    }
    await app.locator('.mail-checks').waitFor({ state: 'attached' });
    expect(await admin.sideways()).toBeLessThanOrEqual(0);
    expect(await admin.accessibility()).toEqual([]);
    await admin.close();
  });

  it('tells who saves over another’s save, and offers both', async () => {
    const one = await openAdmin(browser, world, { width: 1280 });
    const other = await openAdmin(browser, world, { width: 1280 });
    await one.open('/app/campaigns/templates/new');
    await one.app.getByRole('button', { name: 'Begin with an empty page' }).click();
    await one.app.locator('.mail-row').first().waitFor();
    const path = await one.app.locator('html').evaluate((html) => html.ownerDocument.location.pathname);
    await other.open(path);
    for (const [admin, subject] of [
      [one, 'Mine'],
      [other, 'Theirs'],
    ] as const) {
      await admin.app.getByLabel('Subject', { exact: true }).fill(subject);
    }
    await other.page.getByRole('button', { name: 'Save' }).click();
    await other.page.getByRole('button', { name: 'Save' }).waitFor({ state: 'hidden' });
    await one.page.getByRole('button', { name: 'Save' }).click();
    await one.app.getByText('Somebody else saved this template meanwhile').waitFor();
    expect(await one.app.getByLabel('Subject', { exact: true }).inputValue()).toBe('Mine');
    await one.app.getByRole('button', { name: 'Save mine over it' }).click();
    await one.page.getByRole('button', { name: 'Save' }).waitFor({ state: 'hidden' });
    await other.open(path);
    expect(await other.app.getByLabel('Subject', { exact: true }).inputValue()).toBe('Mine');
    await one.close();
    await other.close();
  });
});
