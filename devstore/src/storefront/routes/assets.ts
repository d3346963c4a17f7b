import { readFile } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import type { Context, Hono } from 'hono';
import { serveBrowserScript } from '../../browser/browser-script.ts';
import { extensionAssets } from '../extension/extension.ts';
import type { Storefront } from '../storefront.ts';
import { themeFolder } from '../theme/theme.ts';

const types: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** Files of the theme and of the app's extension, as a CDN would serve them: for ever, under a versioned address. */
export function registerAssets(app: Hono, storefront: Storefront): void {
  const { appDir } = storefront.devstore.config;
  app.get('/cdn/shop/t/1/assets/:file', (c) => serveFile(c, join(themeFolder, 'assets'), c.req.param('file')));
  app.get(`${extensionAssets}/:file`, (c) =>
    serveFile(c, join(appDir, 'extensions', 'storefront', 'assets'), c.req.param('file')),
  );
  app.get('/cdn/shopifycloud/consent.js', serveBrowserScript('storefront/browser/consent.ts'));
  app.get('/favicon.ico', (c) => c.body(null, 204));
}

async function serveFile(c: Context, folder: string, file: string): Promise<Response> {
  if (normalize(file) !== file || file.includes('/')) return c.notFound();
  const body = await readFile(join(folder, file)).catch(() => undefined);
  const type = types[extname(file)];
  if (!body || !type) return c.notFound();
  return c.body(new Uint8Array(body), 200, {
    'Content-Type': type,
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': c.req.query('v') ? 'public, max-age=31536000, immutable' : 'no-cache',
  });
}
