import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestShop } from '../fixtures/open-test-shop.ts';
import { renderPage } from '../render-page.ts';
import { themeLoader } from '../theme/theme.ts';
import { createThemeSettings } from '../theme/theme-settings.ts';
import { extensionLoader } from './extension.ts';

const count = (page: string, text: string): number => page.split(text).length - 1;

describe("the app's blocks", () => {
  it("take their settings' defaults from the schema, their texts from the extension, and the page's product", async () => {
    const { browser, devstore } = openTestShop();
    const product = devstore.store.products.all()[0]!;
    const english = await browser.page(`/products/${product.handle}`);
    expect(english).toContain(`3 people like ${product.title}`);
    expect(english).toMatch(/id="shopify-block-main__proof" class="shopify-block shopify-app-block"/);
    const italian = await browser.page(`/it/products/${product.handle}`);
    expect(italian).toContain(`Piace a 3 persone: ${product.translations.it!.title}`);
  });

  it('bring each script and style once, deferred, and only to pages on which they stand', async () => {
    const { browser, devstore } = openTestShop();
    const home = await browser.page('/');
    expect(count(home, 'assets/block.js')).toBe(1);
    expect(home).toMatch(/<script src="\/cdn\/extensions\/sandmill\/assets\/block\.js\?v=\d+" defer>/);
    expect(home.indexOf('assets/block.js')).toBeLessThan(home.indexOf('</head>'));
    const product = await browser.page(`/products/${devstore.store.products.all()[0]!.handle}`);
    expect(product).toContain('assets/block.css');
    expect(await browser.page('/cart')).not.toContain('assets/block.js');
  });

  it('serve their files under the address that asset_url gives', async () => {
    const { browser } = openTestShop();
    const address = /\/cdn\/extensions\/[^"]+block\.js\?v=\d+/.exec(await browser.page('/'))![0];
    const response = await browser.get(address);
    expect(response.headers.get('content-type')).toContain('javascript');
    expect(await response.text()).toContain('standIn');
    expect((await browser.get('/cdn/extensions/sandmill/assets/..%2Fblocks%2Fembed.liquid')).status).toBe(404);
  });

  it('leave nothing behind when the app is uninstalled', async () => {
    const { browser, devstore } = openTestShop();
    devstore.store.app.uninstall();
    const home = await browser.page('/');
    expect(home).not.toContain('stand-in');
    expect(home).not.toContain('/cdn/extensions/');
  });

  it('show an error where something stands that Shopify would not know', async () => {
    const { devstore } = openTestShop();
    const theme = themeLoader();
    const extension = extensionLoader(join(devstore.config.appDir, 'extensions/storefront'))();
    expect(extension.block('broken')!.templates).toBeInstanceOf(Error);
    const shown = theme();
    const template = {
      sections: {
        apps: {
          type: 'apps',
          blocks: { one: { type: 'shopify://apps/sandmill/blocks/broken/1' } },
          block_order: ['one'],
        },
      },
      order: ['apps'],
    };
    const visitor = {
      locale: 'en' as const,
      root: '' as const,
      cart: undefined,
      customer: undefined,
      url: new URL('http://localhost/'),
      path: '/',
    };
    const page = await renderPage({ devstore, theme: { ...shown, template: () => template }, extension }, visitor, {
      template: 'index',
      title: 'x',
    });
    expect(page).toContain('undefined filter: no_such_filter');
    expect(page).toContain('class="footer"');
  });
});

describe('the app embed', () => {
  it('stands at the end of every page, and can be switched off and on again', async () => {
    const { browser, devstore } = openTestShop();
    expect(await browser.page('/cart')).toMatch(/stand-in-embed[\s\S]*<\/body>/);
    createThemeSettings(devstore.config).setEmbed('embed', false);
    expect(await browser.page('/cart')).not.toContain('stand-in-embed');
    const { current } = JSON.parse(devstore.theme.settingsData()) as {
      current: { blocks: Record<string, { type: string; disabled: boolean }> };
    };
    expect(Object.values(current.blocks)).toMatchObject([{ disabled: true }]);
    const form = { block: 'embed', on: 'yes' };
    expect((await browser.post('/admin/themes/embeds', form)).status).toBe(303);
    expect(await browser.page('/cart')).toContain('data-shop="sandmill-demo.myshopify.com"');
  });
});
