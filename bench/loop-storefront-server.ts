// The storefront's door and, beside it, one that only checks the signature. Argument: the database's URL.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { createBannerChoice } from '../app/decide/banners/choose-version.server.ts';
import { createVisitors } from '../app/decide/banners/visitors.server.ts';
import { createBlocksService } from '../app/decide/blocks/service.server.ts';
import { createShopViews } from '../app/decide/blocks/shop-view.server.ts';
import { createProofService } from '../app/decide/proof/service.server.ts';
import { createRecommendationsService } from '../app/decide/recommendations/service.server.ts';
import { verifyProxy } from '../app/doors/storefront/proxy-signature.ts';
import { createRecogniser } from '../app/doors/storefront/recogniser.ts';
import { storefrontDoor } from '../app/doors/storefront/storefront.ts';
import { systemClock as clock } from '../app/platform/clock/clock.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { silentLog as log } from '../app/platform/log/log.ts';
import { SECRET } from './app-process.ts';

const db = openDatabase(process.argv[2] ?? '');
const app = new Hono();

app.get('/signature-only', (c) => {
  const { url } = c.req;
  const verdict = verifyProxy(new URLSearchParams(url.slice(url.indexOf('?') + 1)), SECRET, clock.now());
  return verdict.ok ? c.json({}) : c.json({ error: verdict.reason }, verdict.status);
});
app.route(
  '/',
  storefrontDoor({
    secret: SECRET,
    clock,
    log,
    shops: createShopViews({ db, clock }),
    blocks: createBlocksService({
      proof: createProofService({ db, clock }),
      recommendations: createRecommendationsService({ db, clock }),
      visitors: createVisitors({ db, clock }),
      banners: createBannerChoice({ db, clock, log }),
    }),
    recogniser: createRecogniser({ db, clock, log, onHeard: () => {} }),
    readVisitorToken: async () => null,
  }),
);

serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => process.send?.({ port }));
