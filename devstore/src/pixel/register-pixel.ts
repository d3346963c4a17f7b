import { join } from 'node:path';
import type { Hono } from 'hono';
import { getCookie } from 'hono/cookie';
import type { Devstore } from '../devstore.ts';
import { onlyLocal } from '../control/only-local.ts';
import { bundled, serveBrowserScript } from '../browser/browser-script.ts';
import { pixelExtension } from './pixel-extension.ts';

/** The web pixels manager, and the sandbox in which the app's pixel runs. */
export function registerPixel(app: Hono, devstore: Devstore): void {
  const visitors: unknown[] = [];
  const extension = pixelExtension(join(devstore.config.appDir, 'extensions', 'pixel'));
  app.get('/wpm.js', serveBrowserScript('pixel/browser/wpm.ts'));
  app.get('/wpm/sandbox.js', async (c) => {
    const sandbox = await bundled('pixel/browser/sandbox.ts');
    const pixel = await extension
      .script()
      .catch((error: unknown) => `console.error(${JSON.stringify(`The pixel does not build: ${String(error)}`)});`);
    return c.body(`${sandbox}\n${pixel}`, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': 'no-cache',
    });
  });

  // What `Shopify.analytics.visitor` tells goes to the shop alone: no pixel hears it, no customer comes to be.
  app.post('/shopify/visitors', async (c) => {
    const told = (await c.req.json().catch(() => null)) as Record<string, unknown> | null;
    if (!told) return c.body(null, 400);
    const { email, phone, appId } = told;
    visitors.unshift({ email, phone, appId, clientId: getCookie(c, '_shopify_y') ?? null, at: devstore.clock.iso() });
    visitors.splice(100);
    return c.body(null, 204);
  });
  app.get('/devstore/visitors', onlyLocal, (c) => c.json({ visitors }));
}
