// The storefront's decision call, and the script it costs a page.
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { BANNER_SEEDS } from '../app/decide/banners/seeds.ts';
import { writeBanners } from '../app/decide/banners/store.server.ts';
import {
  addContacts,
  addOrders,
  addProducts,
  addViews,
  SAMPLE_SHOP,
  addShop,
} from '../app/decide/blocks/sample-shop.ts';
import { proxySignature } from '../app/doors/storefront/proxy-signature.ts';
import { HOUR } from '../app/platform/clock/clock.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { createBenchDatabase, endAppProcess, SECRET } from './app-process.ts';
import { type Figure, figure } from './figure.ts';
import { load, type Load } from './loop-storefront-client.ts';

export const prefix = 'loop.storefront';

const VISITORS = 10_000;
const PRODUCTS = 400;
const ORDERS = 12_000;
const CONNECTIONS = 64;
const SECONDS = 4;
const ROUNDS = 2;
const MOST_BYTES = 10_000;

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const productId = (index: number) => String(9_000_000_000_000 + index);
const visitorId = (index: number) => `visitor-${String(index).padStart(8, '0')}`;

/** A shop like the seeded one: a tail of slow sellers, a few products in most orders, visitors of every group. */
async function fill(url: string): Promise<void> {
  const db = openDatabase(url);
  const now = Date.now();
  const groups = ['champions', 'loyal', 'at_risk', 'new', 'dormant', 'prospects'];
  const pick = (index: number, turn: number) =>
    productId(Math.floor((PRODUCTS * ((index * 37 + turn * 101) % 997) ** 2) / 997 ** 2));
  try {
    await db.write(async (trx) => {
      await addShop(trx, now);
      await addProducts(
        trx,
        range(PRODUCTS).map((index) => ({ id: productId(index), stock: [20, 20] })),
        now,
      );
      await writeBanners(
        trx,
        SAMPLE_SHOP,
        BANNER_SEEDS.map((seed, index) => ({ ...seed, position: index })),
        now,
      );
    });
    for (const block of range(ORDERS / 500)) {
      const orders = range(500).map((index) => {
        const number = block * 500 + index;
        return {
          id: `o${number}`,
          products: [...new Set([pick(number, 0), pick(number, 1), pick(number, 2)])],
          at: now - number * HOUR,
        };
      });
      await db.write((trx) => addOrders(trx, orders));
    }
    for (const block of range(VISITORS / 500)) {
      const contacts = range(500).map((index) => {
        const number = block * 500 + index;
        const group = groups[number % groups.length] ?? '';
        return {
          id: `c${number}`,
          group,
          stage: group === 'prospects' ? 'visitor' : 'customer',
          identities: [`client:${visitorId(number)}`],
        };
      });
      await db.write((trx) => addContacts(trx, contacts, now));
    }
    await db.write(async (trx) => {
      for (const index of range(4000)) await addViews(trx, pick(index, 3), visitorId(index), [now - index * 10_000]);
    });
  } finally {
    await db.close();
  }
}

/** What Shopify's proxy would send for each visitor, signed now. */
function calls(path: string): Buffer[] {
  const timestamp = String(Math.floor(Date.now() / 1000));
  return range(VISITORS).map((index) => {
    const values = new Map([
      ['blocks', 'banner,proof,recs'],
      ['product', productId((index * 7) % PRODUCTS)],
      ['visitor', visitorId((index * 7919) % VISITORS)],
      ['locale', 'en'],
      ['banner', 'home'],
      ['limit', '4'],
      ['shop', SAMPLE_SHOP],
      ['logged_in_customer_id', ''],
      ['path_prefix', '/apps/sandmill'],
      ['timestamp', timestamp],
    ]);
    const search = new URLSearchParams([...values, ['signature', proxySignature(values, SECRET)]]);
    return Buffer.from(`GET ${path}?${search} HTTP/1.1\r\nhost: app.test\r\naccept: application/json\r\n\r\n`);
  });
}

const mean = (numbers: readonly number[]) => numbers.reduce((sum, each) => sum + each, 0) / numbers.length;

export async function* figures(): AsyncIterable<Figure> {
  const script = gzipSync(readFileSync('extensions/storefront/assets/sandmill.js'), { level: 9 }).length;
  yield figure({
    name: 'loop.storefront.script',
    value: script,
    unit: 'bytes gzip',
    baseline: MOST_BYTES,
    must: '≤ 10,000 bytes for all three blocks',
    ok: script <= MOST_BYTES,
  });

  const database = await createBenchDatabase();
  await fill(database.url);
  const child = fork('bench/loop-storefront-server.ts', [database.url]);
  try {
    const port = await new Promise<number>((done, fail) => {
      child.once('message', (message: { port: number }) => done(message.port));
      child.once('exit', () => fail(new Error('the server ended')));
    });
    const measure = (path: string, seconds: number) => load(port, calls(path), CONNECTIONS, seconds);
    await measure('/signature-only', 1);
    // every visitor and every product once, so that a shop's first minute is not what is measured
    for (let asked = 0; asked < 2 * VISITORS;) asked += (await measure('/proxy/decide', 1)).perSecond;
    const door: Load[] = [];
    const least: Load[] = [];
    for (const _ of range(ROUNDS)) {
      least.push(await measure('/signature-only', SECONDS));
      door.push(await measure('/proxy/decide', SECONDS));
    }
    const failed = [...door, ...least].reduce((sum, each) => sum + each.failed, 0);
    const value = mean(door.map((each) => each.perSecond));
    const baseline = mean(least.map((each) => each.perSecond));
    yield figure({
      name: 'loop.storefront.decide.sqlite',
      value,
      unit: 'calls/s',
      baseline,
      must: '≥ 0.3 × a door that only checks the signature',
      ok: failed === 0 && value >= 0.3 * baseline,
    });
    const p99 = Math.max(...door.map((each) => each.p99));
    yield figure({
      name: 'loop.storefront.decide.sqlite.p99',
      value: p99,
      unit: 'ms',
      baseline: Math.max(...least.map((each) => each.p99)),
      must: '≤ 25 ms',
      ok: failed === 0 && p99 <= 25,
    });
  } finally {
    await endAppProcess(child, 'SIGTERM');
    await database.dispose();
  }
}
