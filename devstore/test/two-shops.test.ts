import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mintSessionToken } from '../src/oauth/session-token.ts';
import { HUDSON_ITALIANS } from '../src/seed/crowds.ts';
import { secondShop, seedShop } from '../src/seed/seed-shop.ts';
import { startDevstore, type RunningDevstore } from '../src/server.ts';
import { API_KEY, API_SECRET } from './open-test-devstore.ts';

let running: RunningDevstore;
let folder: string;
const first = 'http://localhost:5421';
const second = 'http://127.0.0.1:5421';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'devstore-two-'));
  writeFileSync(join(folder, 'shopify.app.toml'), '[access_scopes]\nscopes = "read_products,read_orders"\n');
  const config = {
    dataDir: join(folder, 'one'),
    appDir: folder,
    origin: first,
    appOrigin: 'http://127.0.0.1:9',
    appUrl: 'http://localhost:5422',
    apiKey: API_KEY,
    apiSecret: API_SECRET,
    apiVersion: '2026-10',
  };
  running = await startDevstore(
    { config, contents: (today) => seedShop({ today, customers: 200 }) },
    { web: 5421, tunnel: 5422, smtp: 5423 },
    [
      {
        config: { ...config, dataDir: join(folder, 'two'), origin: second },
        contents: (today) =>
          seedShop({
            today,
            customers: 200,
            seed: 'b',
            shop: secondShop,
            crowd: HUDSON_ITALIANS,
            idsFrom: 500_000,
          }),
      },
    ],
  );
});

afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

const api = async (domain: string, path: string, body: unknown, token = '') =>
  fetch(`${first}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'x-devstore-host': domain, 'x-shopify-access-token': token },
  });

test('two shops have nothing in common: other money, other time, other ids', () => {
  const [one, two] = running.shops;
  expect([one!.store.shop.currency, two!.store.shop.currency]).toEqual(['EUR', 'USD']);
  expect(two!.store.orders.all()[0]!.currency).toBe('USD');
  expect(one!.store.shop.zone).not.toBe(two!.store.shop.zone);
  const ids = (shop: typeof one) => shop!.store.orders.all().map((order) => order.id);
  expect(ids(one).filter((id) => ids(two).includes(id))).toEqual([]);
});

test('nobody buys in both, and the second speaks Italian first', async () => {
  const [one, two] = running.shops;
  const mails = new Set(one!.store.customers.all().map(({ email }) => email));
  const people = two!.store.customers.all();
  expect(people.filter(({ email }) => mails.has(email))).toEqual([]);
  expect(people.filter(({ locale }) => locale === 'it').length).toBeGreaterThan(people.length / 2);
  expect(people.every(({ address }) => !address || address.countryCode === 'US')).toBe(true);
  const page = async (path: string) => (await fetch(`${second}${path}`)).text();
  expect(await page('/')).toContain('<html lang="it"');
  expect(await page('/en')).toContain('<html lang="en"');
  expect(await page('/en/collections/ceramics')).toContain('href="/en/products/');
  const [product] = two!.store.products.all();
  expect([product!.title, product!.translations.en!.title]).toEqual(['Copripiumino Dune', 'Dune Duvet Cover']);
  const picture = await page(`/cdn/products/${product!.handle}.svg`);
  const drawn = await (await fetch(`${first}/cdn/products/${product!.handle}.svg`)).text();
  expect(shapesIn(picture)).toEqual(shapesIn(drawn));
  expect(await page(`/en/products/${product!.handle}`)).toContain('Dune Duvet Cover');
  expect(await page('/collections/ceramics')).not.toContain('/it/products/');
  expect(await (await fetch(`${first}/`)).text()).toContain('<html lang="en"');
  expect(await page('/admin')).toMatch(/locale=it/);
  expect(await page('/admin/orders')).toContain('Ordini');
});

test('a call goes to the shop that it names; a token of one is worth nothing to the other', async () => {
  const [one, two] = running.shops;
  const grant = async (shop: typeof one, session: string) => {
    const answer = await api(shop!.store.shop.domain, '/admin/oauth/access_token', {
      client_id: API_KEY,
      client_secret: API_SECRET,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: session,
      subject_token_type: 'urn:ietf:params:oauth:token-type:id_token',
      requested_token_type: 'urn:shopify:params:oauth:token-type:offline-access-token',
      expiring: '1',
    });
    return (await answer.json()) as { access_token?: string; error?: string };
  };
  const { access_token: token } = await grant(two, mintSessionToken(two!));
  expect(await grant(two, mintSessionToken(one!))).toMatchObject({ error: 'invalid_subject_token' });
  expect([one!.store.app.installation().installed, two!.store.app.installation().installed]).toEqual([false, true]);
  const ask = (domain: string) =>
    api(domain, '/admin/api/2026-10/graphql.json', { query: '{ shop { name currencyCode } }' }, token);
  expect(await (await ask(two!.store.shop.domain)).json()).toMatchObject({
    data: { shop: { name: 'Sandmill Hudson', currencyCode: 'USD' } },
  });
  expect((await ask(one!.store.shop.domain)).status).toBe(401);
  expect((await ask('nobody.myshopify.com')).status).toBe(404);
});

test('each has its storefront, its admin and its panel on an address of its own, and leads to the other', async () => {
  const page = async (address: string) => (await fetch(address)).text();
  expect(await page(`${first}/collections/all`)).not.toBe(await page(`${second}/collections/all`));
  const product = running.shops[1]!.store.products.all()[0]!;
  expect(await page(`${second}/products/${product.handle}`)).toContain('$');
  for (const address of [first, second]) {
    const admin = await page(`${address}/admin/orders`);
    expect(admin).toContain(`${first}/admin`);
    expect(admin).toContain(`${second}/admin`);
    expect(await page(`${address}/devstore`)).toContain(`${second}/devstore`);
  }
  const state = (await (await fetch(`${second}/devstore/state`)).json()) as { shop: { domain: string } };
  expect(state.shop.domain).toBe('sandmill-hudson.myshopify.com');
});

/** Which shapes a picture is made of, whatever their colours. */
function shapesIn(svg: string): string[] {
  return svg.match(/<(path|rect|ellipse|circle)/g) ?? [];
}
