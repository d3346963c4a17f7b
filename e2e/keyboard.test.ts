import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { openAdmin, type AdminPage } from './admin-page.ts';
import { launchBrowser } from './browser.ts';
import { devstoreClient } from './devstore-client.ts';

const world = inject('world');
const PAGES = [
  '/app',
  '/app/contacts?stage=loyal&spent=500&sort=spent',
  '/app/contacts/rfm',
  '/app/segments',
  '/app/segments/new/edit',
  '/app/journeys/recovery',
  '/app/campaigns/templates/new',
  '/app/settings/brand',
  '/app/storefront',
  '/app/storefront/new',
  '/app/settings',
  '/app/settings/imports',
  '/app/settings/deliveries',
  '/app/settings/privacy',
  '/app/contacts/new',
];

let browser: Browser;

beforeAll(async () => {
  await devstoreClient(world).settle();
  browser = await launchBrowser();
});
afterAll(() => browser.close());

describe.each([1280, 375])('the keyboard, %i px wide,', (width) => {
  let admin: AdminPage;
  beforeAll(async () => {
    admin = await openAdmin(browser, world, { width });
  });
  afterAll(() => admin.close());

  it.each(PAGES)(
    'reaches everything on %s, and one sees where it is',
    async (path) => {
      await admin.open(path);
      await admin.app.locator('html').evaluate(prepare);
      const count = await admin.app.locator('[data-reachable]').count();
      expect(count).toBeGreaterThan(0);
      await admin.app.locator('body').evaluate((body) => {
        body.tabIndex = -1;
        body.focus();
      });
      const hidden = new Set<string>();
      for (let press = 0; press < count + 30; press++) {
        await admin.page.keyboard.press('Tab');
        const seen = await admin.app.locator('html').evaluate(look);
        if (seen === 'out') break;
        if (seen !== 'fine') hidden.add(seen);
      }
      const missed = await admin.app
        .locator('[data-reachable="no"]')
        .evaluateAll((elements) => elements.map((element) => element.outerHTML.slice(0, 160)));
      expect(missed).toEqual([]);
      expect([...hidden]).toEqual([]);
    },
    180_000,
  );
});

/** Marks what a keyboard has to reach: of radio buttons with one name only one is a stop. */
function prepare(html: Element): void {
  const radios = new Set<string>();
  for (const element of html.querySelectorAll<HTMLElement>(
    'a[href], button, input, select, textarea, [tabindex="0"]',
  )) {
    const shown = element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
    const off = element.matches(':disabled, [tabindex="-1"], [type=hidden], [inert] *');
    if (!shown || off) continue;
    if (element instanceof HTMLInputElement && element.type === 'radio') {
      const checked = html.querySelector(`input[type=radio][name="${CSS.escape(element.name)}"]:checked`);
      if (radios.has(element.name) || (checked && checked !== element)) continue;
      radios.add(element.name);
    }
    element.dataset.reachable = 'no';
  }
}

/** Notes where the focus is, and whether one sees it: on the element, beside it or around it, as Polaris draws it. */
function look(html: Element): string {
  const { activeElement: focused, body, defaultView } = html.ownerDocument;
  if (!(focused instanceof HTMLElement) || focused === body || !defaultView) return 'out';
  if (focused.dataset.reachable) focused.dataset.reachable = 'yes';
  if (focused instanceof HTMLIFrameElement) return 'fine';
  const beside = focused.parentElement ? [...focused.parentElement.children] : [];
  const around = [focused.parentElement, focused.parentElement?.parentElement, focused.firstElementChild];
  const drawn = [focused, ...beside, ...around].some((element) => {
    if (!element) return false;
    return [undefined, '::after', '::before'].some((pseudo) => {
      const style = defaultView.getComputedStyle(element, pseudo);
      const outlined = style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0;
      return outlined || style.boxShadow !== 'none';
    });
  });
  return drawn ? 'fine' : focused.outerHTML.slice(0, 160);
}
