// The one process: doors first, Remix for the rest, and the runner that works off the rows.
import { createServer } from 'node:http';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { createRequestHandler, type ServerBuild } from '@remix-run/server-runtime';
import { Hono } from 'hono';
import type { ViteDevServer } from 'vite';
import { createApp } from './app/composition.server.ts';
import { parseRole } from './app/platform/role.ts';
import { EnvironmentError, readEnv } from './app/platform/env.server.ts';

const YEAR_S = 365 * 24 * 60 * 60;

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const role = parseRole(process.argv.slice(2), env.DATABASE_URL);
  const app = await createApp(env);
  const hono = new Hono();
  hono.route('/', app.doors);

  const vite = env.NODE_ENV === 'development' ? await startVite() : undefined;
  if (!vite) {
    // hashed names: a changed file has another address
    hono.use(
      '/assets/*',
      serveStatic({
        root: './build/client',
        onFound: (_path, c) => c.header('Cache-Control', `public, max-age=${YEAR_S}, immutable`),
      }),
    );
    hono.use('*', serveStatic({ root: './build/client' }));
  }
  const build = vite
    ? () => vite.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>
    : ((await import(pathToFileURL(resolve('build/server/index.js')).href)) as ServerBuild);
  const remix = createRequestHandler(build, env.NODE_ENV);
  hono.all('*', (c) => remix(c.req.raw, { app }));

  const listener = getRequestListener(hono.fetch);
  const server = createServer((request, response) => {
    if (!vite) return void listener(request, response);
    vite.middlewares(request, response, () => void listener(request, response));
  });
  server.keepAliveTimeout = 65_000;
  server.listen(env.PORT, env.HOST);
  if (role !== 'web') app.runner.start();
  app.log.info({ port: env.PORT, role, database: app.db.dialect }, 'Sandmill is up');

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    server.close();
    server.closeIdleConnections();
    await app.close();
    await vite?.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

async function startVite(): Promise<ViteDevServer> {
  const { createServer: createVite } = await import('vite');
  return createVite({ server: { middlewareMode: true }, appType: 'custom' });
}

try {
  await main();
} catch (error) {
  // what a person can mend is one line; the rest keeps its stack
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
}
