// The embedded admin as a merchant meets it: a page of the local Shopify admin with the app in its frame.
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { PERSON_AGENT } from './browser.ts';
import type { World } from './devstore-client.ts';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'];
const APP_FRAME = 'iframe';

export interface AdminPage {
  page: Page;
  app: FrameLocator;
  /** what the browser complained of since the page was opened */
  complaints: string[];
  /** @param path of the app, for instance /app/contacts */
  open(path: string): Promise<void>;
  /** each broken rule with the first element that breaks it */
  accessibility(): Promise<string[]>;
  /** pixels by which the app's page is wider than its frame */
  sideways(): Promise<number>;
  close(): Promise<void>;
}

export async function openAdmin(browser: Browser, world: World, options: { width: number }): Promise<AdminPage> {
  const context = await browser.newContext({
    viewport: { width: options.width, height: 900 },
    userAgent: PERSON_AGENT,
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(45_000);
  const app = page.frameLocator(APP_FRAME);
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  return {
    page,
    app,
    complaints,
    async open(path) {
      complaints.length = 0;
      await page.goto(`${world.devstoreOrigin}/admin/apps/sandmill${path}`);
      await app.locator('.Polaris-Page').evaluate(hydrated);
    },
    async accessibility() {
      // a mail preview runs no scripts: the checker would wait in it for ever
      await app.locator('html').evaluate((html) => {
        const clear = () => html.querySelectorAll('iframe').forEach((frame) => frame.remove());
        clear();
        // some come late
        new MutationObserver(clear).observe(html, { childList: true, subtree: true });
      });
      const { violations, passes } = await new AxeBuilder({ page })
        .include([APP_FRAME, '.Polaris-Page'])
        .withTags(RULES)
        .analyze();
      if (passes.length === 0) throw new Error('no rule looked into the frame of the app');
      return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`);
    },
    sideways: () =>
      app.locator('html').evaluate((html) => html.scrollWidth - (html.ownerDocument.defaultView?.innerWidth ?? 0)),
    close: () => context.close(),
  };
}

/**
 * What is typed or clicked before React has taken the whole page over is lost: nobody is that quick but a test. React
 * goes through a page from its first to its last element, and then commits it in one step.
 */
async function hydrated(page: Element): Promise<void> {
  const last = () => [...page.querySelectorAll('a[href], button, input')].at(-1) ?? page;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  while (!Object.keys(last()).some((key) => key.startsWith('__reactFiber'))) await frame();
  await frame();
  await frame();
}
