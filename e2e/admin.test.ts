import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openAdmin, type AdminPage } from './admin-page.ts';
import { launchBrowser } from './browser.ts';
import { devstoreClient } from './devstore-client.ts';

const world = inject('world');
const PAGES = [
  '/app',
  '/app/contacts',
  '/app/contacts?stage=loyal',
  '/app/contacts?segment=gid%3A%2F%2Fshopify%2FSegment%2F1',
  '/app/contacts/rfm',
  '/app/contacts/rfm/history?from=2020-01-01',
  '/app/contacts/rfm/moved?before=prospects&group=new',
  '/app/contacts/rfm/shopify',
  '/app/contacts/scoring',
  '/app/contacts/scoring/product.viewed',
  '/app/contacts/scoring/new',
  '/app/contacts/stages',
  '/app/contacts/stages/sql',
  '/app/contacts/personas',
  '/app/contacts/personas/new',
  '/app/contacts/tags',
  '/app/segments',
  '/app/segments/new/edit',
  '/app/segments/new/people',
  '/app/segments/shopify',
  '/app/journeys/recovery',
  '/app/reports',
  '/app/reports/costs',
  '/app/reports/journey/recovery',
  '/app/campaigns/templates',
  '/app/campaigns/templates/new',
  '/app/campaigns/texts',
  '/app/settings/texts/new',
  '/app/settings/brand',
  '/app/campaigns',
  '/app/campaigns/calendar',
  '/app/campaigns/articles',
  '/app/campaigns/social',
  '/app/settings/social',
  '/app/storefront',
  '/app/storefront/new',
  '/app/settings',
  '/app/settings/mail',
  '/app/settings/mail/own',
  '/app/settings/mail/new',
  '/app/settings/mail/bounces',
  '/app/settings/imports',
  '/app/settings/attributes',
  '/app/settings/consent',
  '/app/settings/pace',
  '/app/settings/api',
  '/app/contacts/new',
  '/app/settings/suppressions',
  '/app/settings/suppressions?show=changes',
  '/app/settings/deliveries',
  '/app/settings/privacy',
];

let browser: Browser;

beforeAll(async () => {
  await devstoreClient(world).settle();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each([
  [1280, 'en'],
  [375, 'en'],
  [1280, 'it'],
  [375, 'it'],
])('every page of the admin, %i px wide, in %s', (width, locale) => {
  let admin: AdminPage;
  beforeAll(async () => {
    admin = await openAdmin(browser, world, { width });
  });
  afterAll(() => admin.close());

  it.each(PAGES)('%s opens without complaint, fits, and is accessible', async (path) => {
    await admin.open(`${path}${path.includes('?') ? '&' : '?'}locale=${locale}`);
    expect(await admin.sideways()).toBeLessThanOrEqual(0);
    expect(await admin.accessibility()).toEqual([]);
    expect(admin.complaints.filter((text) => !text.includes('about:srcdoc'))).toEqual([]);
  });

  it('one contact opens without complaint, fits, and is accessible', async () => {
    await admin.open(`/app/contacts?stage=loyal&locale=${locale}`);
    await admin.app.locator('tbody a, .narrow-row a').first().click();
    await admin.app.locator('.rfm-cells').waitFor();
    expect(await admin.sideways()).toBeLessThanOrEqual(0);
    expect(await admin.accessibility()).toEqual([]);
  });
});

describe('a segment', () => {
  it.each([1280, 375])('opens from the list and can be edited, without complaint, %i px wide', async (width) => {
    const admin = await openAdmin(browser, world, { width });
    await admin.open('/app/segments');
    await admin.app.locator('tbody a, .narrow-row a').first().click();
    await admin.app.locator('.figures').waitFor();
    expect(await admin.sideways()).toBeLessThanOrEqual(0);
    expect(await admin.accessibility()).toEqual([]);
    await admin.app.getByRole('link', { name: 'Edit' }).click();
    await admin.app.locator('.condition-leaf').first().waitFor();
    await admin.app.locator('.condition-sample').waitFor();
    expect(await admin.sideways()).toBeLessThanOrEqual(0);
    expect(await admin.accessibility()).toEqual([]);
    await admin.close();
  });
});

describe('a merchant', () => {
  let admin: AdminPage;
  beforeAll(async () => {
    admin = await openAdmin(browser, world, { width: 1280 });
  });
  afterAll(() => admin.close());

  it('sees the Sand-Mill as a picture, and on a phone as a table', async () => {
    await admin.open('/app');
    expect(await admin.app.locator('.mill-picture').isVisible()).toBe(true);
    const phone = await openAdmin(browser, world, { width: 375 });
    await phone.open('/app');
    expect(await phone.app.locator('.mill-picture').isVisible()).toBe(false);
    expect(await phone.app.getByRole('row', { name: /Loyal/ }).first().isVisible()).toBe(true);
    await phone.close();
  });

  it('finds the customers of a stage behind its part of the picture', async () => {
    await admin.open('/app');
    const count = await admin.app.locator('[data-part="loyal"] .mill-count').textContent();
    await admin.app.locator('.mill-picture [data-part="loyal"] .mill-name').click();
    await admin.app.getByText(`${count} contacts`, { exact: true }).waitFor();
  });

  it('opens a cell of the RFM grid and finds as many customers as it said', async () => {
    await admin.open('/app/contacts/rfm');
    const cell = admin.app.locator('.rfm-grid-cell').first();
    const count = await cell.locator('.rfm-grid-count').textContent();
    await cell.click();
    await admin.app.getByText(`${count} contacts`, { exact: true }).waitFor();
  });

  it('sees what other cut-points would change before saving them', async () => {
    await admin.open('/app/settings');
    await admin.app.getByText('Fixed numbers').click();
    await admin.app.getByRole('button', { name: 'See what it would change' }).click();
    await admin.app.getByRole('columnheader', { name: 'With these' }).waitFor();
    // what is not saved would hold the page back from being left
    admin.page.once('dialog', (dialog) => void dialog.accept());
    await admin.page.getByRole('button', { name: 'Discard' }).click();
    await admin.page.getByRole('button', { name: 'Discard' }).waitFor({ state: 'hidden' });
  });

  it('reads why a contact is in its group', async () => {
    await admin.open('/app/contacts?stage=loyal');
    await admin.app.locator('tbody a').first().click();
    await admin.app.locator('.rfm-cells').waitFor();
    await admin.app.getByRole('button', { name: /^Why/ }).first().click();
    await admin.app.getByText('That cell is named').waitFor();
  });

  it('keeps an address off the mails with a reason, takes it off and has it back', async () => {
    await admin.open('/app/settings/suppressions');
    await admin.app.getByRole('button', { name: 'Add an address' }).click();
    await admin.app.getByLabel('Address', { exact: true }).fill('ann@example.com');
    await admin.app.getByRole('button', { name: 'Put it on the list' }).click();
    await admin.app.getByText('Write why').waitFor();
    await admin.app.getByLabel('Why', { exact: true }).fill('rang on Monday');
    await admin.app.getByRole('button', { name: 'Put it on the list' }).click();
    await admin.app.getByRole('button', { name: 'Take off: ann@example.com' }).click();
    await admin.app.getByLabel('Why may this address').fill('rang again');
    await admin.app.getByRole('button', { name: 'Take off', exact: true }).click();
    await admin.app.getByText('The address is off the list').waitFor();
    await admin.app.getByRole('button', { name: 'Undo' }).click();
    await admin.app.getByText('Added by hand: rang on Monday').waitFor();
    await admin.open('/app/settings/suppressions?show=changes');
    await admin.app.getByText('Taken off the list (added by hand): rang again').waitFor();
  });

  it('is told beside the field what is wrong with it, and can save when it is right', async () => {
    await admin.open('/app/settings');
    const address = admin.app.getByLabel('Address', { exact: true });
    const before = await address.inputValue();
    await address.fill('nonsense');
    await admin.page.getByRole('button', { name: 'Save' }).click();
    await admin.app.getByText('This is not an e-mail address').waitFor();
    admin.page.once('dialog', (dialog) => void dialog.accept());
    await admin.page.getByRole('button', { name: 'Discard' }).click();
    await admin.app.getByText('This is not an e-mail address').waitFor({ state: 'detached' });
    const wanted = before === 'hello@sandmill.example' ? 'hi@sandmill.example' : 'hello@sandmill.example';
    await address.fill(wanted);
    await admin.page.getByRole('button', { name: 'Save' }).click();
    await admin.page.getByRole('button', { name: 'Save' }).waitFor({ state: 'hidden' });
    await admin.open('/app/settings');
    expect(await admin.app.getByLabel('Address', { exact: true }).inputValue()).toBe(wanted);
  });

  it('sends a test mail to an address of her own, and is told beside the field when it is none', async () => {
    const to = `owner${Math.floor(performance.now())}@sandmill.example`;
    await admin.open('/app/settings');
    const field = admin.app.getByLabel('Your own address');
    const send = admin.app.getByRole('button', { name: 'Send test' });
    await field.fill('nobody');
    await send.click();
    await admin.app.getByText('Write an e-mail address').waitFor();
    await field.fill(to);
    await send.click();
    await admin.page.getByText(`Test mail sent to ${to}`).waitFor();
    await expect
      .poll(async () => (await devstoreClient(world).mails(to)).map(({ subject }) => subject))
      .toEqual([expect.stringMatching(/^\[Test\] Your cart at/)]);
  });

  it('is told what the app can do with a customer segment that she comes from', async () => {
    await admin.page.goto(
      `${world.devstoreOrigin}/admin/apps/sandmill/app?segment=${encodeURIComponent('gid://shopify/Segment/1')}`,
    );
    await admin.app.getByText('You came from a customer segment in Shopify').waitFor();
    await admin.app.getByRole('button', { name: 'Dismiss notification' }).click();
    await admin.app.getByText('You came from a customer segment').waitFor({ state: 'detached' });
  });

  it('gets from the storefront page to the embed in the theme editor', async () => {
    await admin.open('/app/storefront');
    await admin.app.getByRole('link', { name: 'Open the theme editor' }).click();
    await admin.page.waitForURL(/\/admin\/themes\/current\/editor\?.*activateAppId=/);
    await admin.page.getByText('Sandmill').first().waitFor();
  });

  it('sees the mail in both languages before it is sent', async () => {
    await admin.open('/app/journeys/recovery');
    const subject = admin.app.locator('.mail-head p').first();
    await subject.waitFor();
    const english = await subject.innerText();
    await admin.app.getByRole('button', { name: /^IT/ }).click();
    await expect.poll(() => subject.innerText()).not.toBe(english);
  });

  it('sees the second reminder as a phone shows it, and is told what is missing on another channel', async () => {
    await admin.open('/app/journeys/recovery');
    await expect.poll(() => admin.app.locator('.phone-bubble').innerText()).toContain('is still in your cart');
    await admin.app.getByLabel('Channel').selectOption('push');
    await admin.app.getByText('There is no notification that is ready to send.').waitFor();
    admin.page.once('dialog', (dialog) => void dialog.accept());
    await admin.page.getByRole('button', { name: 'Discard' }).click();
    await expect.poll(() => admin.app.getByLabel('Channel').inputValue()).toBe('sms');
  });

  it('takes a banner version away and has it back with one press', async () => {
    const name = `Version ${Math.floor(performance.now())}`;
    await admin.open('/app/storefront/new');
    await admin.app.getByLabel('Name').fill(name);
    for (const language of [/^EN/, /^IT/]) {
      await admin.app.getByRole('button', { name: language }).click();
      await admin.app.getByLabel('Title').fill('Hello again');
    }
    await admin.page.getByRole('button', { name: 'Save' }).click();
    await admin.app.getByRole('button', { name: 'Remove', exact: true }).click();
    await admin.page.getByRole('button', { name: 'Undo' }).click();
    await admin.app.getByRole('heading', { name }).waitFor();
    await admin.app.getByRole('button', { name: 'Remove', exact: true }).click();
    await admin.app.getByRole('link', { name: 'New banner version' }).waitFor();
    // the page that is left stands until the list has been read
    await admin.app.getByRole('link', { name }).waitFor({ state: 'detached' });
  });

  it('reads everything in Italian when Shopify speaks Italian', async () => {
    await admin.page.goto(`${world.devstoreOrigin}/admin/apps/sandmill/app?locale=it`);
    await admin.app.getByText('Il tuo mulino').waitFor();
  });
});
