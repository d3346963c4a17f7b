import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchBrowser, PERSON_AGENT } from '../../e2e/browser.ts';
import { openStorefront, type OpenStorefront } from './open-storefront.ts';

interface Reported {
  name: string;
  clientId: string;
  data: Record<string, unknown>;
}

interface Privacy {
  analyticsProcessingAllowed(): boolean;
  marketingAllowed(): boolean;
  preferencesProcessingAllowed(): boolean;
  saleOfDataAllowed(): boolean;
  saleOfDataRegion(): boolean;
  shouldShowBanner(): boolean;
  getRegion(): string;
  currentVisitorConsent(): Record<string, string>;
  setTrackingConsent(consent: Record<string, boolean>, done: () => void): void;
}

declare global {
  interface Window {
    heard?: unknown[];
  }
}

describe('what a visitor allows', () => {
  let shop: OpenStorefront;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  let reported: Reported[];

  beforeAll(async () => {
    [shop, browser] = await Promise.all([openStorefront(), launchBrowser()]);
    shop.store.app.saveWebPixel({ accountID: 'key', collectUrl: `${shop.origin}/collect` });
  });
  afterAll(async () => {
    await browser?.close();
    await shop?.close();
  });
  beforeEach(async () => {
    reported = [];
    await visitFrom('IT');
  });
  afterEach(() => context.close());

  async function visitFrom(region: string, options: { gpc?: boolean } = {}) {
    await context?.close();
    context = await browser.newContext({ userAgent: PERSON_AGENT });
    await context.request.post(`${shop.origin}/devstore/storefront`, { data: { region } });
    await context.route('**/collect', async (route) => {
      const { events } = JSON.parse(route.request().postData() ?? '{}') as { events: Reported[] };
      reported.push(...events);
      await route.fulfill({ status: 204 });
    });
    if (options.gpc)
      await context.addInitScript(() => Object.defineProperty(navigator, 'globalPrivacyControl', { value: true }));
    page = await context.newPage();
  }

  const open = (path: string) => page.goto(shop.origin + path, { waitUntil: 'load' });
  const names = () => reported.map(({ name }) => name);
  const cookies = async () => (await context.cookies()).map(({ name }) => name);
  const privacy = () =>
    page.evaluate(() => {
      const api = (window as unknown as { Shopify: { customerPrivacy: Privacy } }).Shopify.customerPrivacy;
      return {
        analytics: api.analyticsProcessingAllowed(),
        marketing: api.marketingAllowed(),
        preferences: api.preferencesProcessingAllowed(),
        sale: api.saleOfDataAllowed(),
        saleRegion: api.saleOfDataRegion(),
        banner: api.shouldShowBanner(),
        region: api.getRegion(),
        said: api.currentVisitorConsent(),
      };
    });
  const set = (consent: Record<string, boolean>) =>
    page.evaluate(
      (given) =>
        new Promise<unknown>((done) => {
          document.addEventListener('visitorConsentCollected', (event) => done((event as CustomEvent).detail), {
            once: true,
          });
          (window as unknown as { Shopify: { customerPrivacy: Privacy } }).Shopify.customerPrivacy.setTrackingConsent(
            given,
            () => {},
          );
        }),
      consent,
    );

  it('is nothing until she answers, where the law asks first; what she did on this page follows then', async () => {
    await open('/search?q=linen');
    expect(await privacy()).toEqual({
      analytics: false,
      marketing: false,
      preferences: false,
      sale: false,
      saleRegion: false,
      banner: true,
      region: 'IT',
      said: { analytics: '', marketing: '', preferences: '', sale_of_data: '', gpc: '' },
    });
    expect(await cookies()).not.toContain('_shopify_y');
    await page.locator('#shopify-pc__banner__btn-accept').click();
    await expect.poll(names).toEqual(['page_viewed', 'search_submitted']);
    expect(reported[1]!.data).toEqual({ query: 'linen' });
    await expect.poll(cookies).toContain('sandmill_visitor');
    await page.locator('#shopify-pc__banner').waitFor({ state: 'detached' });
  });

  it('is all but what she declines where the law lets her opt out, and the browser may say it for her', async () => {
    await visitFrom('USCA');
    await open('/');
    expect(await page.locator('#shopify-pc__banner').count()).toBe(0);
    expect(await privacy()).toMatchObject({ analytics: true, sale: true, saleRegion: true, region: 'USCA' });
    await expect.poll(names).toContain('page_viewed');
    expect(await set({ sale_of_data: false })).toMatchObject({ saleOfDataAllowed: false, analyticsAllowed: true });
    expect((await privacy()).said).toMatchObject({ sale_of_data: 'no', analytics: '' });
    await visitFrom('USCA', { gpc: true });
    await open('/');
    expect(await privacy()).toMatchObject({ analytics: true, sale: false });
  });

  it('may be chosen purpose by purpose', async () => {
    await open('/');
    await page.locator('#shopify-pc__banner__btn-manage-prefs').click();
    await page.locator('#shopify-pc__prefs [name=preferences]').check();
    await page.locator('#shopify-pc__prefs__header-save').click();
    await expect
      .poll(async () => (await privacy()).said)
      .toMatchObject({ preferences: 'yes', analytics: 'no', marketing: 'no' });
    expect(reported).toEqual([]);
    await page.locator('#shopify-pc__banner').waitFor({ state: 'detached' });
  });

  it('ends when she takes it back: nothing more is reported, and no cookie stays', async () => {
    await open('/');
    await page.locator('#shopify-pc__banner__btn-accept').click();
    await expect.poll(cookies).toContain('sandmill_visitor');
    await expect.poll(names).toEqual(['page_viewed']);
    await set({ analytics: false, marketing: false, preferences: false, sale_of_data: false });
    await expect.poll(cookies).not.toContain('sandmill_visitor');
    expect(await cookies()).not.toContain('_shopify_y');
    const product = shop.store.products.all()[0]!;
    await open(`/products/${product.handle}`);
    await page.locator('.sandmill-card').first().waitFor();
    expect(names()).toEqual(['page_viewed']);
    expect(shop.standIn.calls.at(-1)?.get('visitor') ?? null).toBeNull();
  });

  it('does not stand in the way of telling who she is: the shop hears it, the pixels do not', async () => {
    await open('/');
    const visitor = (info: unknown, options: unknown = {}) =>
      page.evaluate(
        ([first, second]) => {
          const { Shopify } = window as unknown as {
            Shopify: { analytics: { visitor(info: unknown, options: unknown): boolean } };
          };
          try {
            return Shopify.analytics.visitor(first, second);
          } catch (error) {
            return String(error);
          }
        },
        [info, options],
      );
    expect(await visitor({ email: 'ada@example.com' }, { appId: '1234' })).toBe(true);
    expect(await visitor({ email: 'nobody' })).toBe(false);
    expect(await visitor({})).toContain('Error');
    expect(await visitor({ email: 7 })).toContain('Error');
    const heard = async () =>
      ((await (await context.request.get(`${shop.origin}/devstore/visitors`)).json()) as { visitors: unknown[] })
        .visitors;
    await expect.poll(async () => (await heard()).length).toBe(1);
    expect(await heard()).toMatchObject([{ email: 'ada@example.com', appId: '1234' }]);
    expect(shop.store.customers.byEmail('ada@example.com')).toBeUndefined();
    expect(reported).toEqual([]);
  });

  it('reaches the checkout’s own events, each once', async () => {
    const heard: string[] = [];
    const told = async () => {
      const setup = await page.locator('#web-pixels-manager-setup').textContent();
      heard.push(...(JSON.parse(setup ?? '{}') as { events: { name: string }[] }).events.map(({ name }) => name));
    };
    const variant = shop.store.products.all()[0]!.variants.find(({ inventoryQuantity }) => inventoryQuantity > 0)!;
    await page.request.post(`${shop.origin}/cart/add.js`, { data: { id: variant.id, quantity: 1 } });
    await open('/checkout');
    await told();
    await page.reload();
    await told();
    await page.locator('#email').fill('ada@example.com');
    await page.locator('form:has(#email) button.button').click();
    await page.locator('[name=address1]').waitFor();
    await told();
    for (const [name, value] of Object.entries({
      first_name: 'Ada',
      last_name: 'Prova',
      address1: 'Via Lunga 1',
      zip: '40100',
      city: 'Bologna',
    }))
      await page.locator(`[name=${name}]`).fill(value);
    await page.locator('form:has([name=address1]) button.button').click();
    await page.locator('#pay').waitFor();
    await told();
    await page.locator('#pay').click();
    await page.locator('.thanks').waitFor();
    await told();
    await page.reload();
    await told();
    expect(heard.filter((name) => name !== 'page_viewed')).toEqual([
      'checkout_started',
      'checkout_contact_info_submitted',
      'checkout_address_info_submitted',
      'checkout_shipping_info_submitted',
      'payment_info_submitted',
      'checkout_completed',
    ]);
  });
});
