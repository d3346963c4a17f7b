// The admin of a shop with 100,000 contacts and 1,000,000 facts: what the server takes for each page, and what a merchant
// sees of it in a browser, inside the frame of the local Shopify admin.
import type { Browser } from 'playwright-core';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { launchBrowser, PERSON_AGENT } from '../e2e/browser.ts';
import { fillBigShop, LONGEST } from './big-shop.ts';
import { type DemoProcess, openDemo } from './demo-process.ts';
import { type Figure, figure, type Wants } from './figure.ts';

export const prefix = 'foundation.pages';

const ROUNDS = 25;
const MOST_MS = 150;
const MOST_LCP_MS = 1500;
const MOST_CLS = 0.05;

const PAGES: Record<string, string[]> = {
  home: ['/app'],
  contacts: [
    '/app/contacts',
    '/app/contacts?stage=loyal&sort=spent',
    '/app/contacts?group=champions,at_risk',
    '/app/contacts?group=new&score=205&sort=name&dir=asc',
    '/app/contacts?spent=200&sort=score',
    '/app/contacts?orders=some&within=30',
    '/app/contacts?q=rossi',
    '/app/contacts?q=person77777',
    '/app/contacts?q=nobody-has-this-name',
    `/app/contacts?after=${laterPage()}`,
  ],
  contact: [`/app/contacts/${LONGEST}`],
  rfm: ['/app/contacts/rfm'],
  recovery: ['/app/journeys/recovery'],
  storefront: ['/app/storefront'],
  deliveries: ['/app/settings/deliveries'],
  settings: ['/app/settings'],
  imports: ['/app/settings/imports'],
};

export async function* figures(wants: Wants): AsyncIterable<Figure> {
  const demo = await openDemo(async (databaseUrl, shop) => {
    const db = openDatabase(databaseUrl);
    await fillBigShop(db, shop, Date.now());
    await db.close();
  });
  try {
    const floor = await timed(() => demo.appOrigin + '/healthz');
    if (wants('foundation.pages.server')) yield* serverFigures(demo, floor);
    if (wants('foundation.pages.browser')) yield* browserFigures(demo);
  } finally {
    await demo.stop();
  }
}

async function* serverFigures(demo: DemoProcess, floor: number[]): AsyncIterable<Figure> {
  const all: number[] = [];
  for (const [name, paths] of Object.entries(PAGES)) {
    const took: number[] = [];
    for (const path of paths) took.push(...(await timed(() => demo.documentUrl(path))));
    all.push(...took);
    yield serverFigure(name, took, floor);
  }
  yield serverFigure('all', all, floor);
}

function serverFigure(name: string, took: number[], floor: number[]): Figure {
  const value = quantile(took, 0.95);
  return figure({
    name: `foundation.pages.server.${name}`,
    value,
    unit: 'ms p95',
    baseline: quantile(floor, 0.95),
    must: `<= ${MOST_MS} ms for the whole document, the first request included`,
    ok: value <= MOST_MS,
  });
}

/** Each request one after the other, as a merchant makes them: the whole document, rendered on the server. */
async function timed(url: () => string): Promise<number[]> {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const address = url();
    const started = performance.now();
    const response = await fetch(address, { headers: { 'user-agent': PERSON_AGENT }, redirect: 'manual' });
    const text = await response.text();
    took.push(performance.now() - started);
    if (response.status !== 200) throw new Error(`${address} answered ${response.status}: ${text.slice(0, 300)}`);
  }
  return took;
}

async function* browserFigures(demo: DemoProcess): AsyncIterable<Figure> {
  const browser = await launchBrowser();
  try {
    for (const width of [1280, 375]) {
      let lcp = 0;
      let cls = 0;
      for (const [path = ''] of Object.values(PAGES)) {
        const seen = await look(browser, demo, path, width);
        if (process.env.BENCH_VERBOSE) console.error(width, path, JSON.stringify(seen));
        lcp = Math.max(lcp, seen.lcp);
        cls = Math.max(cls, seen.cls);
      }
      const pages = `in the slowest of ${Object.keys(PAGES).length} pages, ${width} px wide`;
      yield figure({
        name: `foundation.pages.browser.lcp.${width}`,
        value: lcp,
        unit: 'ms',
        baseline: MOST_LCP_MS,
        must: `<= ${MOST_LCP_MS} ms ${pages}`,
        ok: lcp > 0 && lcp <= MOST_LCP_MS,
      });
      yield figure({
        name: `foundation.pages.browser.cls.${width}`,
        value: cls,
        unit: 'CLS',
        baseline: MOST_CLS,
        must: `<= ${MOST_CLS} ${pages}`,
        ok: cls <= MOST_CLS,
      });
    }
  } finally {
    await browser.close();
  }
}

/** The vitals of the app's own frame, once it has come to rest: the median of three visits for the time. */
async function look(browser: Browser, demo: DemoProcess, path: string, width: number) {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    userAgent: width < 500 ? `${PERSON_AGENT} Mobile` : PERSON_AGENT,
  });
  await context.addInitScript(observe);
  const seen: { lcp: number; cls: number; moved: string[] }[] = [];
  for (let visit = 0; visit < 3; visit++) {
    const page = await context.newPage();
    await page.goto(`${demo.devstoreOrigin}/admin/apps/sandmill${path}`, { waitUntil: 'networkidle' });
    const frame = page.frames().find((each) => each.url().includes('/app') && each !== page.mainFrame());
    if (!frame) throw new Error(`no frame of the app at ${path}`);
    await frame.locator('.Polaris-Page').first().waitFor();
    seen.push(await frame.evaluate(() => (globalThis as unknown as { vitals: () => never }).vitals()));
    await page.close();
  }
  await context.close();
  const lcps = seen.map(({ lcp }) => lcp).sort((a, b) => a - b);
  return {
    lcp: lcps[1] ?? 0,
    cls: Math.max(...seen.map(({ cls }) => cls)),
    moved: [...new Set(seen.flatMap(({ moved }) => moved))],
  };
}

/** Runs in every frame before its page does. */
function observe() {
  let lcp = 0;
  let cls = 0;
  const moved: string[] = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) lcp = entry.startTime;
  }).observe({ type: 'largest-contentful-paint', buffered: true });
  interface Shift extends PerformanceEntry {
    value: number;
    hadRecentInput: boolean;
    sources?: { node?: { className?: string; nodeName?: string } | null }[];
  }
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries() as Shift[]) {
      if (entry.hadRecentInput) continue;
      cls += entry.value;
      for (const { node } of entry.sources ?? []) moved.push(`${node?.nodeName} ${node?.className} ${entry.value}`);
    }
  }).observe({ type: 'layout-shift', buffered: true });
  Object.assign(globalThis, { vitals: () => ({ lcp, cls, moved }) });
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0;
}

/** Behind the contacts of half a year: the key that the list itself would have written. */
function laterPage(): string {
  return Buffer.from(JSON.stringify([Date.now() - 180 * 86_400_000, 'c'])).toString('base64url');
}
