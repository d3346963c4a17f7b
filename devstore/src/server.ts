import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { registerAdmin } from './admin/register-admin.ts';
import { registerControl } from './control/register-control.ts';
import type { Devstore, Register } from './devstore.ts';
import { registerBulkResults } from './graphql/bulk/register-bulk.ts';
import { registerGraphql } from './graphql/register-graphql.ts';
import { registerMailbox } from './mailbox/register-mailbox.ts';
import { registerOAuth } from './oauth/register-oauth.ts';
import { openDevstore, type OpenDevstore, type OpenOptions } from './open-devstore.ts';
import { registerPanel } from './panel/register-panel.ts';
import { registerPixel } from './pixel/register-pixel.ts';
import { registerProxy } from './proxy/register-proxy.ts';
import { registerPictures } from './seed/pictures-routes.ts';
import { registerStorefront } from './storefront/register-storefront.ts';
import { startTunnel } from './tunnel/start-tunnel.ts';

/** The storefront comes last: it answers whatever is left with a page that says so. */
const PARTS: Register[] = [
  registerOAuth,
  registerGraphql,
  registerBulkResults,
  registerControl,
  registerPanel,
  registerAdmin,
  registerMailbox,
  registerPictures,
  registerProxy,
  registerPixel,
  registerStorefront,
];

/** Shopify, as far as it goes here, as one web server. */
export function createServerApp(devstore: Devstore, parts: Register[] = PARTS): Hono {
  const app = new Hono();
  for (const register of parts) register(app, devstore);
  return app;
}

export interface Ports {
  /** 0 takes any free port. */
  web: number;
  tunnel: number;
  smtp: number;
}

export interface RunningDevstore {
  devstore: OpenDevstore;
  ports: Ports;
  close(): Promise<void>;
}

/** Opens the state and starts the web server, the tunnel to the app and the mail server, on the loopback address. */
export async function startDevstore(options: OpenOptions, ports: Ports): Promise<RunningDevstore> {
  const devstore = openDevstore(options);
  const closers: (() => Promise<void>)[] = [() => devstore.close()];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const smtp = await devstore.mailbox.listen(ports.smtp);
    const { server, port: web } = await listen(createServerApp(devstore), ports.web);
    closers.push(() => stop(server));
    const { appOrigin, origin } = options.config;
    const tunnel = await startTunnel({ port: ports.tunnel, appOrigin, devstoreOrigin: origin });
    closers.push(() => tunnel.close());
    return { devstore, ports: { web, tunnel: tunnel.port, smtp }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function listen(app: Hono, port: number): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, (address: AddressInfo) =>
      resolve({ server, port: address.port }),
    );
    server.on('error', reject);
  });
}

function stop(server: ServerType): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    if ('closeAllConnections' in server) server.closeAllConnections();
  });
}
