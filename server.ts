// The one process: doors first, Remix for the rest, and the runner that works off the rows. On PostgreSQL there may be many:
// `--role web` answers and wakes, `--role worker` works and answers for its health alone.
import { readFileSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import { createApp } from './app/composition.server.ts';
import { securityHeaders } from './app/doors/security-headers.ts';
import { EnvironmentError, readEnv } from './app/platform/env.server.ts';
import { withRequestId } from './app/platform/log/request-id.ts';
import { parseRole } from './app/platform/role.ts';
import { createEnding } from './app/platform/work/ending.ts';
import { openRemix, type RemixDoor } from './app/remix.server.ts';

const YEAR_S = 365 * 24 * 60 * 60;

type App = Awaited<ReturnType<typeof createApp>>;

async function main(): Promise<void> {
  const env = readEnv(process.env);
  const role = parseRole(process.argv.slice(2), env.DATABASE_URL);
  const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8')) as { version: string };
  const app = await createApp(env, role, version);
  endOnFatalErrors(app);

  const development = env.NODE_ENV === 'development';
  const remix =
    role === 'worker'
      ? undefined
      : await openRemix({ context: { app: app.admin }, root: import.meta.dirname, development });
  const listener = getRequestListener(
    (remix ? everything(app, remix, development, env.SHOPIFY_APP_URL) : app.operations).fetch,
  );
  const server = createServer();
  const ending = createEnding({
    server,
    log: app.log,
    withinMs: env.STOP_SECONDS * 1000,
    work: {
      ...app,
      close: async () => {
        await app.close();
        await remix?.close();
      },
    },
    exit: (code) => process.exit(code),
  });
  const answer = answering(app, remix, (request, response) => void listener(request, response));
  server.on('request', (request, response) => {
    ending.answering(response);
    answer(request, response);
  });
  const port = role === 'worker' ? env.WORKER_PORT : env.PORT;
  const begun = listening(server, port, env.HOST).then(() => app.runner.start());
  // who asks it to end while it begins is heard, and answered when it has begun
  const end = () => void begun.then(() => ending.end());
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  await begun;
  app.log.info({ port, role, database: app.db.dialect, version }, 'Sandmill is up');
}

function everything(app: App, remix: RemixDoor, development: boolean, appUrl: string): Hono {
  const hono = new Hono();
  hono.route('/', app.doors);
  // behind the doors: what they answer is no page, and hot
  hono.use('*', securityHeaders({ appUrl }));
  if (!development) {
    // hashed names: a changed file has another address
    const forever = `public, max-age=${YEAR_S}, immutable`;
    const onFound = (_path: string, c: { header(name: string, value: string): void }) =>
      c.header('Cache-Control', forever);
    hono.use('/assets/*', serveStatic({ root: './build/client', onFound }));
    hono.use('*', serveStatic({ root: './build/client' }));
  }
  hono.all('*', (c) => remix.handle(c.req.raw));
  return hono;
}

/** Gives every request its id, and measures how long its door took. */
function answering(app: App, remix: RemixDoor | undefined, next: RequestListener): RequestListener {
  return (request, response) =>
    withRequestId(request.headers['x-request-id'], async (id) => {
      const started = performance.now();
      const door = doorOf(request.url ?? '/');
      response.setHeader('x-request-id', id);
      if (door === ADMIN) response.once('close', app.pageOpened());
      response.once('finish', () =>
        app.metrics.answered(door, response.statusCode, (performance.now() - started) / 1000),
      );
      if (await remix?.assets?.(request, response)) return;
      next(request, response);
    });
}

const ADMIN = 'admin';
const DOORS: readonly (readonly [string, string])[] = [
  ['/webhooks', 'webhooks'],
  ['/collect', 'collect'],
  ['/proxy/', 'storefront'],
  ['/m/', 'mail links'],
  ['/mail-events/', 'mail events'],
  ['/api/', 'API'],
  ['/assets/', 'assets'],
  ['/healthz', 'health'],
  ['/readyz', 'health'],
  ['/metrics', 'health'],
];

function doorOf(url: string): string {
  return DOORS.find(([beginning]) => url.startsWith(beginning))?.[1] ?? ADMIN;
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const refused = (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new EnvironmentError(`Port ${port} is taken: set another PORT.`) : error);
    server.once('error', refused);
    server.listen(port, host, () => {
      server.off('error', refused);
      resolve();
    });
  });
}

/** What nobody caught leaves the process in a state that nobody knows: it is told, and begun anew by whoever watches it. */
function endOnFatalErrors(app: App): void {
  const end = (error: unknown) => {
    app.log.error({ err: error }, 'the process ends on an error that nobody caught');
    const told = app.reportError(error instanceof Error ? error : new Error(String(error)), 'nobody caught this');
    void told.finally(() => process.exit(1));
  };
  process.on('uncaughtException', end);
  process.on('unhandledRejection', end);
}

try {
  await main();
} catch (error) {
  // what a person can mend is one line; the rest keeps its stack
  console.error(error instanceof EnvironmentError ? error.message : error);
  process.exit(1);
}
