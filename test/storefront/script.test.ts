import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { launchBrowser, PERSON_AGENT } from '../../e2e/browser.ts';
import { layoutShifts, watchLayoutShifts } from './layout-shift.ts';
import { openStorefront, type OpenStorefront } from './open-storefront.ts';

/** As long as a busy machine needs. */
const soon = (check: () => unknown) => vi.waitFor(check, 30_000);

const VISITOR = 'visitor-00000001';

it('costs all blocks together at most 10,000 bytes', () => {
  const sizes = ['sandmill.js', 'sandmill-push.js'].map(
    (file) => gzipSync(readFileSync(`extensions/storefront/assets/${file}`), { level: 9 }).length,
  );
  expect(sizes.reduce((sum, size) => sum + size)).toBeLessThanOrEqual(6000);
});

describe('the blocks in a real page', () => {
  let shop: OpenStorefront;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [shop, browser] = await Promise.all([openStorefront(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });
  beforeEach(async () => {
    shop.standIn.calls = [];
    shop.standIn.answer = () => Response.json(everything());
    complaints = [];
    context = await browser.newContext({ userAgent: PERSON_AGENT, viewport: { width: 1280, height: 900 } });
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // the browser itself notes an answer that failed; no script can keep it from that
      if (message.type() === 'error' && !message.text().startsWith('Failed to load resource'))
        complaints.push(message.text());
    });
    await watchLayoutShifts(page);
  });
  afterEach(async () => {
    expect(complaints).toEqual([]);
    await context.close();
  });

  const products = () => shop.store.products.all();
  const productPath = () => `/products/${products()[0]?.handle}`;
  const banner = {
    id: 'x',
    title: 'We have missed you',
    text: 'Come in.',
    link: '/collections/all',
    label: 'Look round',
  };

  function everything() {
    const shown = products().slice(5, 9);
    return {
      proof: { kind: 'bought', count: 20, hours: 48 },
      banner,
      recs: {
        currency: 'EUR',
        products: shown.map(({ id, title, handle, picture }) => ({
          id,
          title: `Ours: ${title}`,
          url: `/products/${handle}`,
          image: picture.src,
          price: 123456,
          why: 'bought_together',
        })),
      },
    };
  }

  async function consent(given: boolean) {
    const answer = given ? '1' : '0';
    const value = JSON.stringify({ v: '2.1', con: { CMP: { a: answer, m: answer, p: answer, s: answer } } });
    await context.addCookies([
      { name: '_tracking_consent', value: encodeURIComponent(value), url: shop.origin },
      { name: 'sandmill_visitor', value: VISITOR, url: shop.origin },
    ]);
  }

  const open = async (path: string) => {
    await page.goto(shop.origin + path, { waitUntil: 'load' });
  };
  const asked = () => soon(() => expect(shop.standIn.calls.length).toBeGreaterThan(0));
  const shown = (selector: string) => page.locator(selector).first();
  const cookies = async () => (await context.cookies()).map((cookie) => cookie.name);
  const cartVisitor = () =>
    page.evaluate(
      async () => ((await (await fetch('/cart.js')).json()) as { attributes: Record<string, string> }).attributes,
    );

  it.each([1280, 375])(
    'fills them in their places, with one call and without moving anything (%i px)',
    async (width) => {
      await page.setViewportSize({ width, height: 900 });
      await consent(true);
      await open(productPath());
      await soon(async () =>
        expect(await shown('.sandmill-proof__text').textContent()).toBe('20+ orders in the last 48 hours'),
      );
      await soon(async () => expect(await shown('.sandmill-card__title').textContent()).toMatch(/^Ours: /));
      expect(await shown('.sandmill-card__price').textContent()).toBe('€1,234.56');
      expect(await page.locator('.sandmill-card:not([data-empty])').count()).toBe(4);
      await shown('.sandmill-recs').scrollIntoViewIfNeeded();
      expect((await layoutShifts(page)).flatMap(({ moved }) => moved)).toEqual([]);
      const [call, ...others] = shop.standIn.calls;
      expect(others).toEqual([]);
      expect(Object.fromEntries(call ?? [])).toMatchObject({
        blocks: 'proof,recs',
        product: products()[0]?.id,
        visitor: VISITOR,
        locale: 'en',
        limit: '4',
        shop: shop.store.shop.domain,
      });
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(wide).toBeLessThanOrEqual(0);
    },
  );

  it.each([1280, 375])('swaps the banner in the same box (%i px)', async (width) => {
    await page.setViewportSize({ width, height: 900 });
    let release = () => {};
    const held = new Promise<void>((done) => (release = done));
    shop.standIn.answer = async () => {
      await held;
      return Response.json({ banner: { ...banner, text: 'word '.repeat(100) } });
    };
    await open('/');
    expect(await shown('.sandmill-banner__title').textContent()).toBe('Good to see you');
    const before = await shown('.sandmill-banner').boundingBox();
    release();
    await soon(async () => expect(await shown('.sandmill-banner__title').textContent()).toBe(banner.title));
    expect(await shown('.sandmill-banner').boundingBox()).toEqual(before);
    expect(await shown('.sandmill-banner__button').getAttribute('href')).toBe('/collections/all');
    expect((await layoutShifts(page)).flatMap(({ moved }) => moved)).toEqual([]);
  });

  it('keeps the theme’s defaults when the app is down, slow or talks nonsense', async () => {
    const answers = [
      () => new Response('no', { status: 500 }),
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      () => new Promise<Response>(() => {}),
      () => Response.json({ recs: null, proof: { kind: 'constructor', count: 1 }, banner: 7 }),
    ];
    for (const answer of answers) {
      shop.standIn.calls = [];
      shop.standIn.answer = answer;
      await open(productPath());
      await asked();
      expect(await shown('.sandmill-proof').isVisible()).toBe(false);
      expect(await page.locator('.sandmill-card:not([data-empty])').count()).toBe(4);
      expect(await shown('.sandmill-card__title').textContent()).not.toMatch(/^Ours/);
    }
  });

  it('speaks Italian, with the store’s own titles and prices', async () => {
    await open(`/it${productPath()}`);
    await soon(async () =>
      expect(await shown('.sandmill-proof__text').textContent()).toBe('20 ordini o più in 48 ore'),
    );
    expect(await shown('.sandmill-recs__heading').textContent()).toBe('Potrebbero piacerti anche');
    const fifth = products()[5];
    await soon(async () =>
      expect(await shown('.sandmill-card__link').getAttribute('href')).toBe(`/it/products/${fifth?.handle}`),
    );
    expect(await shown('.sandmill-card__title').textContent()).toBe(fifth?.translations.it?.title ?? fifth?.title);
    expect(shop.standIn.calls[0]?.get('locale')).toBe('it');
  });

  it('sends and keeps no visitor where consent was refused, and still works', async () => {
    await consent(false);
    await open(productPath());
    await soon(async () => expect(await shown('.sandmill-proof').isVisible()).toBe(true));
    expect(shop.standIn.calls.map((call) => call.get('visitor'))).toEqual([null]);
    expect(await cookies()).not.toContain('sandmill_visitor');
    expect(await page.evaluate(() => sessionStorage.length)).toBe(0);
  });

  it('asks once for a while when one goes back and forth', async () => {
    await consent(true);
    await open(productPath());
    await soon(async () => expect(await shown('.sandmill-proof').isVisible()).toBe(true));
    await open(productPath());
    await soon(async () => expect(await shown('.sandmill-proof').isVisible()).toBe(true));
    expect(shop.standIn.calls).toHaveLength(1);
  });

  it('reads the token of a mail link once and takes it out of the address', async () => {
    await open(`${productPath()}?sandmill=token-12345&variant=1`);
    await asked();
    expect(page.url()).toBe(`${shop.origin}${productPath()}?variant=1`);
    expect(shop.standIn.calls[0]?.get('token')).toBe('token-12345');
    // the pixel's cookie comes later: then the link is told together with the visitor
    await consent(true);
    await soon(() => expect(shop.standIn.calls).toHaveLength(2));
    expect(shop.standIn.calls[1]?.get('token')).toBe('token-12345');
    expect(shop.standIn.calls[1]?.get('visitor')).toBe(VISITOR);
  });

  it('ties the cart to its visitor, once, and with consent only', async () => {
    const add = () =>
      page.evaluate(async (id) => {
        await fetch('/cart/add.js', {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ id, quantity: 1 }),
        });
      }, products()[0]?.variants[0]?.id);
    await open(productPath());
    await add();
    await consent(false);
    await open('/cart');
    expect(await cartVisitor()).toEqual({});
    await consent(true);
    await open('/cart');
    await soon(async () => expect(await cartVisitor()).toEqual({ _sandmill_visitor: VISITOR }));
    const updates: string[] = [];
    page.on('request', (request) => request.url().includes('/cart/update') && updates.push(request.url()));
    await open(productPath());
    await asked();
    expect(updates).toEqual([]);
  });

  it('loads nothing on a page without a block', async () => {
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.url()));
    await consent(true);
    await open('/account/login');
    // nor does it ask through the proxy, whose path has the name in it, too
    expect(loaded.filter((url) => url.includes('sandmill'))).toEqual([]);
  });

  it('holds up no drawing: one deferred script, and no other request before the page is there', async () => {
    await open(productPath());
    const ours = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.includes('/cdn/extensions/'))
        .map((entry) => [
          entry.name.replace(/.*\/|\?.*/g, ''),
          (entry as PerformanceResourceTiming & { renderBlockingStatus: string }).renderBlockingStatus,
        ]),
    );
    expect(ours).toEqual([['sandmill.js', 'non-blocking']]);
  });
});
