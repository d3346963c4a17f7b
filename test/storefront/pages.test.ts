import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, PERSON_AGENT } from '../../e2e/browser.ts';
import { layoutShifts, watchLayoutShifts } from './layout-shift.ts';
import { openStorefront, type OpenStorefront } from './open-storefront.ts';

/** Looking at a page thoroughly takes seconds: on a phone, where only the layout differs, a few stand for the others. */
const THOROUGH_ON_PHONES = new Set(['/', '/blogs/journal', '/cart', '/checkout']);
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];

describe('the pages of the local shop, with our blocks in them', () => {
  let shop: OpenStorefront;
  let browser: Browser;

  beforeAll(async () => {
    [shop, browser] = await Promise.all([openStorefront(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });

  async function visit(width: number, use: (page: Page) => Promise<void>) {
    const context = await browser.newContext({ userAgent: PERSON_AGENT, viewport: { width, height: 900 } });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    await watchLayoutShifts(page);
    await use(page);
    await context.close();
    expect(complaints).toEqual([]);
  }

  /** In legacy mode axe opens no page of its own, which would take the focus and close an open list. */
  async function violations(page: Page): Promise<string[]> {
    const found = await new AxeBuilder({ page }).setLegacyMode().withTags(RULES).analyze();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(' ')}`);
  }

  it.each([1280, 375])(
    'are accessible, nothing moves and nothing sticks out (%i px)',
    { timeout: 120_000 },
    async (width) => {
      const product = shop.store.products.all()[0]!;
      const order = shop.store.orders.all().at(-1)!;
      const buyer = shop.store.customers.get(order.customerId!)!;
      const paths = [
        '/',
        '/collections/ceramics',
        `/products/${product.handle}`,
        '/blogs/journal',
        '/blogs/journal/why-linen-softens',
        '/search?q=linen',
        '/search?q=zzzz',
        '/account/login',
        '/cart',
        '/account',
        `/account/orders/${order.id}`,
        '/account/addresses',
        '/checkout',
      ];
      await visit(width, async (page) => {
        const variant = product.variants.find(({ inventoryQuantity }) => inventoryQuantity > 0)!;
        for (const path of paths) {
          if (path === '/cart')
            await page.request.post(`${shop.origin}/cart/add.js`, { data: { id: variant.id, quantity: 1 } });
          if (path === '/account')
            await page.request.post(`${shop.origin}/account/login`, { form: { email: buyer.email! } });
          await page.goto(shop.origin + path, { waitUntil: 'load' });
          if (width > 500 || THOROUGH_ON_PHONES.has(path)) expect(await violations(page), path).toEqual([]);
          expect(
            (await layoutShifts(page)).flatMap(({ moved }) => moved),
            path,
          ).toEqual([]);
          const wide = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          );
          expect(wide, path).toBeLessThanOrEqual(0);
        }
      });
    },
  );

  it('carry the embed and load no script of ours where no block stands', async () => {
    await visit(1280, async (page) => {
      for (const [path, blocks] of [
        ['/search?q=linen', 0],
        ['/blogs/journal', 1],
        ['/blogs/journal/why-linen-softens', 1],
      ] as const) {
        await page.goto(shop.origin + path, { waitUntil: 'load' });
        expect(await page.locator('[data-sandmill=page]').count()).toBe(1);
        expect(await page.locator('script[src*="sandmill.js"]').count(), path).toBe(blocks);
      }
    });
  });

  it('can be searched with the keyboard alone', { timeout: 60_000 }, async () => {
    await visit(1280, async (page) => {
      await page.goto(`${shop.origin}/`, { waitUntil: 'load' });
      await page.locator('[data-search-opener] summary').focus();
      await page.keyboard.press('Enter');
      // the panel tells that it is open a moment later; letters typed before are nobody's
      await page.locator('#search-header-input:focus').waitFor();
      await page.keyboard.type('scented candle');
      const list = page.locator('#search-header-input-suggestions [role=option]');
      await list.filter({ hasText: 'Search for “scented candle”' }).waitFor();
      await page.keyboard.press('ArrowDown');
      const input = page.locator('#search-header-input');
      expect(await input.getAttribute('aria-activedescendant')).toBe(await list.first().getAttribute('id'));
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press('Escape');
      expect(await input.getAttribute('aria-expanded')).toBe('false');
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/search\?q=scented\+candle/);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip-link');
    });
  });

  it('tell what leaves the cart, in place', async () => {
    await visit(1280, async (page) => {
      const variant = shop.store.products.all()[1]!.variants.find(({ inventoryQuantity }) => inventoryQuantity > 2)!;
      await page.request.post(`${shop.origin}/cart/add.js`, { data: { id: variant.id, quantity: 2 } });
      await page.goto(`${shop.origin}/cart`, { waitUntil: 'load' });
      await page.locator('[data-line]').fill('1');
      await page.locator('[data-line]').blur();
      await expect.poll(() => page.locator('[data-cart-count]').textContent()).toBe('1');
      await page.locator('[data-remove]').click();
      await page.locator('.empty').waitFor();
      expect(page.url()).toBe(`${shop.origin}/cart`);
    });
  });
});
