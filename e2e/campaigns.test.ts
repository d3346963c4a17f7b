import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openAdmin, type AdminPage } from './admin-page.ts';
import { launchBrowser } from './browser.ts';
import { devstoreClient } from './devstore-client.ts';
import { until } from './step.ts';

const world = inject('world');
const SUBJECT = 'A look into the workshop';
let browser: Browser;
let admin: AdminPage;

beforeAll(async () => {
  await devstoreClient(world).settle();
  browser = await launchBrowser();
  admin = await openAdmin(browser, world, { width: 1280 });
});
afterAll(async () => {
  await admin.close();
  await browser.close();
});

describe('a campaign', () => {
  it('is made of an article, sent to a segment, and arrives', async () => {
    const { page, app } = admin;
    const devstore = devstoreClient(world);
    await admin.open('/app/settings/brand');
    await app.getByLabel('Postal address').fill('Via Emilia 5, 40121 Bologna');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').first().waitFor();

    await admin.open('/app/campaigns/articles');
    await app
      .getByRole('button', { name: /^Make a draft of/ })
      .first()
      .click();
    await app.getByLabel('Name', { exact: true }).fill('Workshop');
    await app.getByLabel('To', { exact: true }).selectOption({ index: 1 });
    await app.getByLabel('Subject').fill(SUBJECT);
    await app
      .getByText(/\d+ (people|person)/)
      .first()
      .waitFor();
    expect(await admin.sideways()).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved').first().waitFor();
    expect(await admin.accessibility()).toEqual([]);

    await app.getByRole('link', { name: 'Review and send' }).click();
    await app.getByText('Who gets it').waitFor();
    expect(await admin.accessibility()).toEqual([]);
    await app.getByRole('button', { name: 'Send now' }).click();
    await app.getByText(/It begins on/).waitFor();
    await devstore.moveClock('1m');
    await devstore.settle();
    const arrived = await until(
      'a mail of the campaign',
      async () =>
        (await devstore.get<{ messages: { subject: string }[] }>('/mailbox/api/messages')).messages.filter(
          ({ subject }) => subject === SUBJECT,
        ),
      (mails) => mails.length > 0,
      60_000,
    );
    expect(arrived.length).toBeGreaterThan(0);
    await admin.open('/app/campaigns');
    const campaign = (await app.getByRole('link', { name: 'Workshop' }).getAttribute('href')) ?? '';
    await app.getByRole('link', { name: 'Workshop' }).click();
    const gone = () =>
      app
        .getByText(/On its way|Everything has left/)
        .first()
        .waitFor();
    await gone();
    expect(await admin.accessibility()).toEqual([]);
    // what is out is looked at, also where its edit page is loaded anew
    await admin.open(`${campaign}/edit`);
    await gone();
  });
});
