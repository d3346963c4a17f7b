import type { AddressInfo } from 'node:net';
import { serve, type ServerType } from '@hono/node-server';
import { Hono } from 'hono';
import { registerAdmin } from './admin/register-admin.ts';
import { registerControl } from './control/register-control.ts';
import type { Devstore, Register, ShopAddress } from './devstore.ts';
import { registerFiles } from './files/register-files.ts';
import { registerFidelity } from './fidelity/register-fidelity.ts';
import { registerBulkResults } from './graphql/bulk/register-bulk.ts';
import { registerGraphql } from './graphql/register-graphql.ts';
import { registerMailbox } from './mailbox/register-mailbox.ts';
import { registerOAuth } from './oauth/register-oauth.ts';
import { openDevstore, type OpenDevstore, type OpenOptions } from './open-devstore.ts';
import { registerPanel } from './panel/register-panel.ts';
import { registerPixel } from './pixel/register-pixel.ts';
import { registerProxy } from './proxy/register-proxy.ts';
import { registerPictures } from './seed/pictures-routes.ts';
import { registerPush } from './push/register-push.ts';
import { registerSocial } from './social/register-social.ts';
import { registerTexts } from './texts/register-texts.ts';
import { registerStorefront } from './storefront/register-storefront.ts';
import { startTunnel } from './tunnel/start-tunnel.ts';

/** The storefront comes last: it answers whatever is left with a page that says so. */
const PARTS: Register[] = [
  registerOAuth,
  registerGraphql,
  registerBulkResults,
  registerControl,
  registerPanel,
  registerFidelity,
  registerAdmin,
  registerPush,
  registerSocial,
  registerTexts,
  registerMailbox,
  registerPictures,
  registerFiles,
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
  /** Every shop; `devstore` is the first of them. */
  shops: OpenDevstore[];
  ports: Ports;
  close(): Promise<void>;
}

/**
 * Opens the state and starts the web server, the tunnel to the app and the mail server, on the loopback address.
 * Other shops share time and mailbox with the first, and nothing else: each has its own state and its own address.
 */
export async function startDevstore(
  options: OpenOptions,
  ports: Ports,
  others: OpenOptions[] = [],
): Promise<RunningDevstore> {
  const devstore = openDevstore(options);
  const shops = [devstore];
  const closers: (() => Promise<void>)[] = [() => devstore.close()];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    const addresses = devstore.shops() as ShopAddress[];
    for (const other of others) {
      const { clock, mailbox, push, social, texts } = devstore;
      const shop = openDevstore({ ...other, beside: { clock, mailbox, push, social, texts, addresses } });
      shops.push(shop);
      closers.push(() => shop.close());
    }
    const smtp = await devstore.mailbox.listen(ports.smtp);
    const { server, port: web } = await listen(doorOf(shops), ports.web);
    closers.push(() => stop(server));
    const { appOrigin, origin } = options.config;
    const framedBy = addresses.map((one) => one.origin);
    const tunnel = await startTunnel({ port: ports.tunnel, appOrigin, devstoreOrigin: origin, framedBy });
    closers.push(() => tunnel.close());
    return { devstore, shops, ports: { web, tunnel: tunnel.port, smtp }, close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Door = (request: Request) => Response | Promise<Response>;

/**
 * Which shop is meant: the permanent address that an API call was sent to, else the address of the storefront.
 * One shop alone answers to any name.
 */
function doorOf(shops: OpenDevstore[]): Door {
  const doors = shops.map((shop) => ({ shop, app: createServerApp(shop) }));
  const [first] = doors;
  return (request) => {
    if (doors.length > 1) {
      const meant = request.headers.get('x-devstore-host');
      const host = request.headers.get('host');
      const door = meant?.endsWith('.myshopify.com')
        ? doors.find(({ shop }) => shop.store.shop.domain === meant)
        : doors.find(({ shop }) => new URL(shop.config.origin).host === host);
      if (door) return door.app.fetch(request);
      if (meant?.endsWith('.myshopify.com')) return Response.json({ errors: 'Not Found' }, { status: 404 });
    }
    return first ? first.app.fetch(request) : new Response(null, { status: 503 });
  };
}

function listen(fetch: Door, port: number): Promise<{ server: ServerType; port: number }> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch, port, hostname: '127.0.0.1' }, (address: AddressInfo) =>
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
