// The one process: doors first, Remix for the rest, and the runner that works off the rows.
import { createServer } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { createApp } from './app/composition.server.ts';
import { EnvironmentError, readEnv } from './app/platform/env.server.ts';
import { parseRole } from './app/platform/role.ts';
import { openRemix } from './app/remix.server.ts';

const YEAR_S = 365 * 24 * 60 * 60;

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const role = parseRole(process.argv.slice(2), env.DATABASE_URL);
  const development = env.NODE_ENV === 'development';
  const app = await createApp(env);
  const remix = await openRemix({ context: { app: app.admin }, root: import.meta.dirname, development });

  const hono = new Hono();
  hono.route('/', app.doors);
  if (!development) {
    // hashed names: a changed file has another address
    const forever = `public, max-age=${YEAR_S}, immutable`;
    const onFound = (_path: string, c: { header(name: string, value: string): void }) =>
      c.header('Cache-Control', forever);
    hono.use('/assets/*', serveStatic({ root: './build/client', onFound }));
    hono.use('*', serveStatic({ root: './build/client' }));
  }
  hono.all('*', (c) => remix.handle(c.req.raw));

  const listener = getRequestListener(hono.fetch);
  const server = createServer(async (request, response) => {
    if (await remix.assets?.(request, response)) return;
    await listener(request, response);
  });
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
    await remix.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());
}

try {
  await main();
} catch (error) {
  // what a person can mend is one line; the rest keeps its stack
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
}
