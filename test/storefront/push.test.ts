// The invitation to notifications in a real page: what it asks, when, and what it leaves alone.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchBrowser, PERSON_AGENT } from '../../e2e/browser.ts';
import { layoutShifts, watchLayoutShifts } from './layout-shift.ts';
import { openStorefront, type OpenStorefront } from './open-storefront.ts';

/** As long as a busy machine needs. */
const soon = (check: () => unknown) => vi.waitFor(check, 30_000);

describe('the invitation to push', () => {
  let shop: OpenStorefront;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let asked: string[];
  let complaints: string[];
  let yes: boolean;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([openStorefront(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });
  beforeEach(async () => {
    shop.standIn.told = [];
    shop.standIn.takes = true;
    asked = [];
    complaints = [];
    yes = true;
    context = await browser.newContext({ userAgent: PERSON_AGENT, viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => {
      asked.push(dialog.message());
      void (yes ? dialog.accept() : dialog.dismiss());
    });
    await watchLayoutShifts(page);
  });
  afterEach(async () => {
    expect(complaints).toEqual([]);
    await context.close();
  });

  const open = (path = '/') => page.goto(shop.origin + path, { waitUntil: 'load' });
  const block = () => page.locator('.sandmill-push');
  const button = () => page.locator('.sandmill-push__button');
  const said = () => page.locator('.sandmill-push__said').textContent();
  const press = async () => {
    await button().click();
    await soon(async () => expect(await button().isEnabled()).toBe(true));
  };

  it('asks nothing before she presses, lets the shop in, and out again', async () => {
    const requested: string[] = [];
    page.on('request', (request) => requested.push(new URL(request.url()).pathname));
    await open();
    await block().scrollIntoViewIfNeeded();
    expect(await button().innerText()).toBe('Turn on notifications');
    expect(asked).toEqual([]);
    expect(requested.filter((path) => path.includes('/push'))).toEqual([]);
    await press();
    expect(asked).toEqual([expect.stringContaining('wants to show notifications')]);
    expect(await button().innerText()).toBe('Turn off notifications');
    expect(await said()).toBe('They are on, on this device.');
    const scope = await page.evaluate(async () =>
      (await navigator.serviceWorker.getRegistrations()).map((one) => [one.scope, one.active?.state]),
    );
    expect(scope).toEqual([[`${shop.origin}/apps/sandmill/`, 'activated']]);
    const [told] = shop.standIn.told;
    expect(told).toMatchObject({ path: 'push', body: { visitor: null, page: '/' } });
    expect(told?.body['text']).toContain('Be the first to hear');
    expect(told?.body['endpoint']).toContain('/push-service/send/');

    // the next page knows, in any language, and says so in the same box
    await open('/it');
    await soon(async () => expect(await button().innerText()).toBe('Disattiva le notifiche'));
    await press();
    expect(shop.standIn.told[1]).toMatchObject({ path: 'push-off', body: { endpoint: told?.body['endpoint'] } });
    expect(await button().innerText()).toBe('Attiva le notifiche');
    expect(asked).toHaveLength(1);
    expect((await layoutShifts(page)).flatMap(({ moved }) => moved)).toEqual([]);
  });

  it('names the visitor where she agreed to the pixel, and only there', async () => {
    const consent = (answer: string) =>
      encodeURIComponent(JSON.stringify({ v: '2.1', con: { CMP: { a: answer, m: answer, p: answer, s: answer } } }));
    for (const [answer, visitor] of [
      ['1', 'visitor-00000001'],
      ['0', null],
    ] as const) {
      await context.addCookies([
        { name: '_tracking_consent', value: consent(answer), url: shop.origin },
        { name: 'sandmill_visitor', value: 'visitor-00000001', url: shop.origin },
      ]);
      await open('/');
      await press();
      expect(shop.standIn.told.at(-1)?.body['visitor']).toBe(visitor);
      await press();
    }
  });

  it('is not there for who said no, nor where the browser cannot', async () => {
    yes = false;
    await open();
    await press();
    expect(await block().isVisible()).toBe(false);
    await open();
    expect(await block().isVisible()).toBe(false);
    expect(asked).toHaveLength(1);
    expect(shop.standIn.told).toEqual([]);

    await page.addInitScript(() => void Reflect.deleteProperty(window, 'PushManager'));
    await page.evaluate(() => localStorage.clear());
    await open();
    expect(await block().isVisible()).toBe(false);
  });

  it('leaves nothing behind where the app does not take it, and stays to be pressed again', async () => {
    shop.standIn.takes = false;
    await open();
    await press();
    expect(await button().innerText()).toBe('Turn on notifications');
    shop.standIn.takes = true;
    await press();
    expect(await button().innerText()).toBe('Turn off notifications');
    const [first, second] = shop.standIn.told;
    expect(first?.body['endpoint']).not.toBe(second?.body['endpoint']);
  });

  it.each([1280, 375])('fits its page (%i px)', async (width) => {
    await page.setViewportSize({ width, height: 800 });
    await open(width === 375 ? '/it' : '/');
    const size = async () => {
      const { width: across = 0, height = 0 } = (await block().boundingBox()) ?? {};
      return { across, height };
    };
    const before = await size();
    await press();
    expect(await size()).toEqual(before);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    expect(wide).toBeLessThanOrEqual(0);
    if (process.env['SHOTS']) await block().screenshot({ path: `${process.env['SHOTS']}/push-block-${width}.png` });
  });
});
