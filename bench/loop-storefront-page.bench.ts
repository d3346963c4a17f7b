// What the blocks do to a page while it is drawn: nothing may move, and nothing of ours may hold it up.
import { launchBrowser, PERSON_AGENT } from '../e2e/browser.ts';
import { layoutShifts, watchLayoutShifts } from '../test/storefront/layout-shift.ts';
import { openStorefront } from '../test/storefront/open-storefront.ts';
import { type Figure, figure } from './figure.ts';

export const prefix = 'loop.storefront.page';

export async function* figures(): AsyncIterable<Figure> {
  const shop = await openStorefront();
  const browser = await launchBrowser();
  const products = shop.store.products.all();
  const path = `/products/${products[0]?.handle}`;
  const filled = () =>
    Response.json({
      proof: { kind: 'bought', count: 20, hours: 48 },
      banner: { title: 'We have missed you', text: 'Come in.', link: '/collections/all', label: 'Look round' },
      recs: {
        currency: 'EUR',
        products: products.slice(5, 9).map(({ id, title, handle, picture }) => {
          return { id, title, url: `/products/${handle}`, image: picture.src, price: 4200, why: 'best_seller' };
        }),
      },
    });

  async function draw(answer: () => Response, page: string) {
    shop.standIn.answer = answer;
    shop.standIn.calls = [];
    const context = await browser.newContext({ userAgent: PERSON_AGENT, viewport: { width: 375, height: 800 } });
    const tab = await context.newPage();
    await watchLayoutShifts(tab);
    await tab.goto(shop.origin + page, { waitUntil: 'networkidle' });
    const shift = (await layoutShifts(tab)).reduce((sum, each) => sum + each.value, 0);
    const blocking = await tab.evaluate(
      () =>
        performance
          .getEntriesByType('resource')
          .filter((entry) => entry.name.includes('/cdn/extensions/'))
          .filter((entry) => 'renderBlockingStatus' in entry && entry.renderBlockingStatus === 'blocking').length,
    );
    await context.close();
    return { shift, blocking };
  }

  try {
    let added = 0;
    let blocking = 0;
    let before = 0;
    for (const page of [path, '/']) {
      const quiet = await draw(() => new Response(null, { status: 503 }), page);
      const full = await draw(filled, page);
      added += Math.max(0, full.shift - quiet.shift);
      before += quiet.shift;
      blocking += full.blocking;
    }
    yield figure({
      name: 'loop.storefront.page.layout_shift',
      value: added,
      unit: 'CLS added',
      baseline: before,
      must: '0 added by the blocks',
      ok: added === 0,
    });
    yield figure({
      name: 'loop.storefront.page.render_blocking',
      value: blocking,
      unit: 'requests',
      baseline: 0,
      must: '0',
      ok: blocking === 0,
    });
  } finally {
    await browser.close();
    await shop.close();
  }
}
