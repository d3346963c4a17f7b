import { join } from 'node:path';
import type { Hono } from 'hono';
import type { Devstore } from '../devstore.ts';
import { bundled, serveBrowserScript } from '../browser/browser-script.ts';
import { pixelExtension } from './pixel-extension.ts';

/** The web pixels manager, and the sandbox in which the app's pixel runs. */
export function registerPixel(app: Hono, devstore: Devstore): void {
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
}
