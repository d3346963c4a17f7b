// The whole demo as a child process in a folder of its own, for figures that need the local Shopify around the app.
import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface DemoProcess {
  appOrigin: string;
  devstoreOrigin: string;
  shop: string;
  /** the address of a page as Shopify's admin opens it, with a fresh session token */
  documentUrl(path: string): string;
  stop(): Promise<void>;
}

const READY = 'Ctrl-C stops everything';
const STARTS_WITHIN_MS = 240_000;

/** Installs the app in a demo, stops it, lets its database be filled, and starts it again. */
export async function openDemo(fill: (databaseUrl: string, shop: string) => Promise<void>): Promise<DemoProcess> {
  const data = mkdtempSync(join(tmpdir(), 'sandmill-bench-'));
  const folder = join(data, 'demo');
  const port = await freePorts();
  let demo = await startDemo(data, port);
  const devstoreOrigin = `http://localhost:${port + 1}`;
  const state = (await (await fetch(`${devstoreOrigin}/devstore/state`)).json()) as { shop: { domain: string } };
  const shop = state.shop.domain;
  await stopDemo(demo);
  await fill(`file:${join(folder, 'sandmill.db')}`, shop);
  demo = await startDemo(data, port);
  const keys = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as { apiKey: string; apiSecret: string };
  const host = Buffer.from(`${shop}/admin`).toString('base64url');
  return {
    appOrigin: `http://localhost:${port}`,
    devstoreOrigin,
    shop,
    documentUrl(path) {
      const url = new URL(path, `http://localhost:${port}`);
      url.searchParams.set('embedded', '1');
      url.searchParams.set('shop', shop);
      url.searchParams.set('host', host);
      url.searchParams.set('id_token', sessionToken(shop, keys));
      return url.href;
    },
    async stop() {
      await stopDemo(demo);
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/** https://shopify.dev/docs/apps/build/authentication-authorization/session-tokens */
function sessionToken(shop: string, { apiKey, apiSecret }: { apiKey: string; apiSecret: string }): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: `https://${shop}/admin`,
    dest: `https://${shop}`,
    aud: apiKey,
    sub: '1',
    exp: now + 60,
    nbf: now - 5,
    iat: now,
    jti: randomUUID(),
    sid: randomUUID(),
  };
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', apiSecret).update(signed).digest('base64url')}`;
}

function startDemo(data: string, port: number): Promise<ChildProcess> {
  const demo = spawn(process.execPath, ['devstore/bin/demo.ts', '--still', '--port', String(port)], {
    env: { ...process.env, DEMO_DATA: data, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    let said = '';
    const late = setTimeout(() => {
      demo.kill('SIGTERM');
      reject(new Error(`the demo did not start in time:\n${said}`));
    }, STARTS_WITHIN_MS);
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (!said.includes(READY)) return;
      clearTimeout(late);
      resolve(demo);
    };
    demo.stdout.on('data', hear);
    demo.stderr.on('data', hear);
    demo.once('exit', () => {
      clearTimeout(late);
      reject(new Error(`the demo ended:\n${said}`));
    });
  });
}

async function stopDemo(demo: ChildProcess): Promise<void> {
  if (demo.exitCode !== null) return;
  const ended = new Promise((resolve) => demo.once('exit', resolve));
  demo.kill('SIGTERM');
  await ended;
}

/** The demo takes four ports in a row. */
async function freePorts(): Promise<number> {
  for (let port = 5480; port < 5900; port += 10) {
    const free = await Promise.all([0, 1, 2, 3].map((step) => isFree(port + step)));
    if (free.every(Boolean)) return port;
  }
  throw new Error('no four free ports in a row');
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, () => server.close(() => resolve(true)));
  });
}
