// A shopper in a real browser, in the local storefront.
import type { Browser, Page } from 'playwright-core';
import { PERSON_AGENT } from './browser.ts';
import { expect, until } from './step.ts';

export interface Shopper {
  page: Page;
  /** opens a page of the storefront as a newly opened tab would: nothing remembered by the session */
  open(path: string): Promise<void>;
  acceptCookies(): Promise<void>;
  addToCart(handle: string): Promise<void>;
  /** from the cart to the checkout's second step, leaving an address */
  leaveAddress(email: string, options: { marketing: boolean }): Promise<void>;
  /** from the second step to the thanks */
  pay(): Promise<void>;
  proofText(): Promise<string>;
  bannerTitle(): Promise<string>;
}

export async function openShopper(browser: Browser, origin: string): Promise<Shopper> {
  const context = await browser.newContext({
    userAgent: PERSON_AGENT,
    viewport: { width: 1280, height: 900 },
    locale: 'en-GB',
  });
  const page = await context.newPage();

  return {
    page,
    async open(path) {
      if (page.url().startsWith(origin)) await page.evaluate(() => sessionStorage.clear());
      await page.goto(origin + path, { waitUntil: 'networkidle' });
    },
    async acceptCookies() {
      await page.locator('#shopify-pc__banner__btn-accept').click();
      await until(
        'the pixel to greet the visitor',
        async () => (await context.cookies()).some((cookie) => cookie.name === 'sandmill_visitor'),
        Boolean,
      );
    },
    async addToCart(handle) {
      await page.goto(`${origin}/products/${handle}`, { waitUntil: 'networkidle' });
      const added = page.waitForResponse((response) => response.url().includes('/cart/add'));
      await page.locator('button[name=add]').click();
      expect((await added).ok(), 'the shop refused to add the product');
    },
    async leaveAddress(email, { marketing }) {
      await page.goto(`${origin}/cart`, { waitUntil: 'networkidle' });
      await page.locator('[name=checkout]').click();
      await page.waitForURL(/\/checkouts\//);
      await page.locator('#email').fill(email);
      const box = page.locator('[name=buyer_accepts_marketing]');
      if ((await box.isChecked()) !== marketing) await box.click();
      await page.locator('form:has(#email) button.button').click();
      await page.locator('[name=address1]').waitFor();
    },
    async pay() {
      await page.locator('[name=first_name]').fill('Ada');
      await page.locator('[name=last_name]').fill('Example');
      await page.locator('[name=address1]').fill('Via Roma 1');
      await page.locator('[name=zip]').fill('10121');
      await page.locator('[name=city]').fill('Torino');
      await page.locator('form:has([name=address1]) button.button').click();
      await page.locator('#pay').click();
      await page.locator('.thanks').waitFor();
    },
    proofText: async () => ((await page.locator('[data-sandmill=proof]').textContent()) ?? '').trim(),
    bannerTitle: async () => ((await page.locator('.sandmill-banner__title').first().textContent()) ?? '').trim(),
  };
}
