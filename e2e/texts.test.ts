// Texts as a merchant meets them: the editor, a campaign that sends one, and what is put away and comes back.
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type AdminPage, openAdmin } from './admin-page.ts';
import { launchBrowser } from './browser.ts';

let browser: Browser;
let admin: AdminPage;
beforeAll(async () => {
  browser = await launchBrowser();
  admin = await openAdmin(browser, inject('world'), { width: 1280 });
});
afterAll(() => browser.close());

async function isFineAtBothWidths() {
  for (const width of [375, 1280]) {
    await admin.page.setViewportSize({ width, height: 900 });
    await expect.poll(() => admin.sideways()).toBeLessThanOrEqual(0);
    expect(await admin.accessibility()).toEqual([]);
  }
  expect(admin.complaints).toEqual([]);
}

describe('texts and notifications', () => {
  it.each(['New SMS', 'New WhatsApp message', 'New push notification'])('%s opens an editor', async (name) => {
    await admin.open('/app/campaigns/texts');
    await admin.app.getByRole('button', { name, exact: true }).click();
    await admin.app.getByRole('heading', { name: 'Try it' }).waitFor();
    await isFineAtBothWidths();
  });

  it('are shown as a phone will show them where a campaign is written, in its own words', async () => {
    const { app, page } = admin;
    await admin.open('/app/campaigns');
    await app.getByRole('button', { name: 'By another channel' }).click();
    await app.getByRole('button', { name: 'New campaign by SMS', exact: true }).click();
    await app.getByLabel('Template').selectOption({ label: 'Weekend offer' });
    await app.getByRole('figure', { name: 'The text as a phone shows it' }).getByText('15% off').waitFor();
    await app.getByText('the effect of the SMS itself').waitFor();
    await app.getByRole('button', { name: 'Try another variant' }).click();
    const metrics = app.getByLabel('The winner is the one that is').locator('option');
    expect(await metrics.allTextContents()).toEqual(['clicked most', 'bought from most']);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Save' }).waitFor({ state: 'hidden' });
    await isFineAtBothWidths();
  });

  it('come back with one press when they were put away, from another page too', async () => {
    const { app, page } = admin;
    const line = app.getByRole('button', { name: 'Remove Weekend offer' });
    await admin.open('/app/campaigns/texts');
    await line.click();
    await page.getByText('Template removed').first().waitFor();
    await line.waitFor({ state: 'detached' });
    await app.locator('a[href="/app/settings/mail"]').last().click();
    await app.getByRole('link', { name: 'Add a sender', exact: true }).first().waitFor();
    const sent = (url: string, method: string) => method === 'POST' && new URL(url).pathname.startsWith('/app/');
    const restored = page.waitForResponse((answer) => sent(answer.url(), answer.request().method()));
    await page.getByRole('button', { name: 'Undo' }).first().click();
    const answer = await restored;
    expect([answer.status(), new URL(answer.url()).pathname]).toEqual([200, '/app/campaigns/texts']);
    await admin.open('/app/campaigns/texts');
    await line.waitFor();
  });
});
