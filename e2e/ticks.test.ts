// Contacts that are ticked in the list, as a mouse and as a thumb do it.
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

describe.each([1280, 375])('contacts that are ticked, %i px wide,', (width) => {
  it('are given a tag, lose it, and have it again', async () => {
    const { app, open, accessibility, sideways, close } = await openAdmin(browser, world, { width });
    const tag = `Ticked at ${width}`;
    const act = async (name: string) => {
      if (width < 500) await app.getByRole('button', { name: 'Actions' }).click();
      await app.getByRole('button', { name, exact: true }).first().click();
    };
    await open('/app/contacts?stage=loyal');
    for (const row of [0, 2]) {
      const box = app.getByRole('checkbox', { name: /^Select [A-Z]/ }).nth(row);
      await box.click({ force: true });
    }
    // some are ticked and some are not: a box between the two
    expect(await app.locator('input[aria-checked=mixed]').count()).toBeGreaterThan(0);
    expect(await accessibility()).toEqual([]);
    expect(await sideways()).toBeLessThanOrEqual(0);
    await act('Give a tag');
    await app.getByLabel('Tag', { exact: true }).fill(tag);
    await app.getByRole('button', { name: 'Give a tag' }).last().click();
    await app.getByText(`2 contacts were given the tag “${tag}”`).waitFor();

    const page = width < 500 ? { name: 'Select this page' } : {};
    await app.getByRole('checkbox', page).first().click({ force: true });
    await app.getByRole('button', { name: /^Select all/ }).click();
    await act('Take a tag');
    await app.getByPlaceholder('Look for a tag').fill(tag);
    await app.getByRole('option', { name: tag }).click();
    expect(await accessibility()).toEqual([]);
    await app.getByRole('button', { name: 'Take a tag' }).last().click();
    await app.getByText(`2 contacts lost the tag “${tag}”`).waitFor();
    await app.getByRole('button', { name: 'Undo' }).first().click();
    await app.getByText(`2 contacts have the tag “${tag}” again`).waitFor();
    expect(await sideways()).toBeLessThanOrEqual(0);
    await close();
  }, 240_000);
});
