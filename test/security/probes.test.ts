// Hostile input at every door: no answer of 5xx, nothing of another shop, nothing reflected as it came.
import { gzipSync } from 'node:zlib';
import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createApiKeys } from '../../app/shop/access/api-keys.server.ts';
import { A, B, BROWSER, proxyQuery, SECRET, webhookHeaders } from './open-app.ts';
import { probedApp } from './probed-app.ts';
import { BODIES, TEXTS } from './probes.ts';

const texts = Object.entries(TEXTS);
const bodies = Object.entries(BODIES);
const app = probedApp();

/** Nothing that a browser would run comes back as it was sent. */
function expectHarmless(answer: { status: number; text: string; headers?: Headers }): void {
  expect(answer.status < 500 ? 'fine' : `${answer.status} ${answer.text}`).toBe('fine');
  const html = answer.headers?.get('content-type')?.includes('html') ?? false;
  if (html) expect(/<script>alert|<img src=x|<svg\/onload|onmouseover="alert/.test(answer.text)).toBe(false);
  expect(answer.headers?.get('set-cookie') ?? null).toBeNull();
  const location = answer.headers?.get('location') ?? '';
  expect(/evil\.example|javascript:|169\.254/.test(location)).toBe(false);
}

const told = async (response: Response) => ({
  status: response.status,
  text: await response.text(),
  headers: response.headers,
});

describe('webhooks', () => {
  const post = async (body: string | Buffer, headers: Record<string, string>) =>
    told(await app.opened.door('/webhooks', { method: 'POST', body: body as never, headers }));

  it.each(texts)('%s as the payload of every field, as B', async (_name, text) => {
    const payload = {
      id: text,
      token: text,
      email: text,
      name: text,
      tags: text,
      note: text,
      updated_at: text,
      line_items: text,
    };
    const fine = {
      id: 900000000000001,
      token: 'tk',
      email: `x${text}@example.com`,
      first_name: text,
      last_name: text,
      tags: text,
      title: text,
      handle: text,
      currency: 'EUR',
      total_price: '1.00',
      landing_site: text,
      referring_site: text,
      created_at: '2026-01-01T00:00:00Z',
      updated_at: '2026-01-01T00:00:00Z',
      line_items: [],
      variants: [],
    };
    for (const topic of ['orders/create', 'customers/update', 'checkouts/create', 'products/update', 'carts/update']) {
      for (const body of [JSON.stringify(payload), JSON.stringify(fine)]) {
        expectHarmless(await post(body, webhookHeaders(B, topic, body)));
      }
    }
    await app.opened.work();
  });

  it.each(bodies)('%s as the body of every topic, as B', async (_name, body) => {
    const topics = [
      'orders/create',
      'customers/create',
      'customers/redact',
      'customers/data_request',
      'refunds/create',
    ];
    for (const topic of [...topics, 'no/such/topic']) expectHarmless(await post(body, webhookHeaders(B, topic, body)));
    await app.opened.work();
  });

  it.each(texts)('%s in the headers', async (_name, text) => {
    for (const header of [
      'x-shopify-shop-domain',
      'x-shopify-topic',
      'x-shopify-webhook-id',
      'x-shopify-api-version',
      'x-shopify-triggered-at',
      'x-shopify-hmac-sha256',
    ]) {
      const headers = new Headers(webhookHeaders(B, 'orders/create', '{}'));
      try {
        headers.set(header, text);
      } catch {
        continue; // no server ever sees it
      }
      expectHarmless(await post('{}', Object.fromEntries(headers)));
    }
  });

  it.each([
    ['no signature', ''],
    ['another secret', Buffer.alloc(32).toString('base64')],
    ['hex instead of base64', 'ab'.repeat(32)],
    ['too short', 'YQ=='],
    ['of another body', webhookHeaders(B, 'x', 'other')['x-shopify-hmac-sha256'] ?? ''],
  ])('signed with %s is 401, and not kept', async (_name, signature) => {
    const headers = { ...webhookHeaders(A, 'orders/create', '{}'), 'x-shopify-hmac-sha256': signature };
    expect((await post('{}', headers)).status).toBe(401);
  });

  it.each([
    ['bytes that are no text', randomBytes(2000)],
    ['a compressed bomb', gzipSync(Buffer.alloc(10_000_000))],
    ['six megabytes', Buffer.alloc(6_000_000, 'x')],
  ])('%s', async (_name, body) => {
    expectHarmless(await post(body, webhookHeaders(B, 'orders/create', body)));
    await app.opened.work();
  });

  it('says a length that it does not have', async () => {
    expect(
      (await post('{}', { ...webhookHeaders(B, 'orders/create', '{}'), 'content-length': '99999999999' })).status,
    ).toBe(413);
  });
});

describe('the collect door', () => {
  const post = async (body: string, headers: Record<string, string> = {}) =>
    told(
      await app.opened.door('/collect', {
        method: 'POST',
        body,
        headers: { 'content-type': 'text/plain', ...headers },
      }),
    );

  it.each(texts)('%s in every part of an event', async (_name, text) => {
    const whole = {
      id: 'e1',
      name: 'product_viewed',
      clientId: 'client-of-b-01',
      timestamp: text,
      url: text,
      referrer: text,
    };
    const data = { productId: text, title: text, query: text, quantity: text };
    const events = [
      { ...whole, data },
      { ...whole, id: text },
      { ...whole, name: text },
      { ...whole, clientId: text },
    ];
    expectHarmless(await post(JSON.stringify({ key: `key-of-${B}`, events })));
    expectHarmless(await post(JSON.stringify({ key: text, events })));
    await app.opened.work();
  });

  it.each(bodies)('%s as the body', async (_name, body) => {
    expectHarmless(await post(body));
    expectHarmless(await post(body, { 'content-type': 'application/x-www-form-urlencoded' }));
    expectHarmless(await post(body, { 'content-encoding': 'gzip', 'content-length': '-1' }));
  });
});

describe('the API', () => {
  let own = '';
  let calls = 0;
  const post = async (body: string | Buffer, headers: Record<string, string> = {}) => {
    const keys = createApiKeys({ db: app.opened.db, clock: app.opened.app.admin.clock });
    // another key now and then: what is probed is the door, not its limit
    if (calls++ % 60 === 0) own = (await keys.create(B, 'Probe', ['facts:write'], 'user:1')) ?? '';
    const authorization = `Bearer ${own}`;
    const init = { method: 'POST', body: body as never, headers: { authorization, ...headers } };
    return told(await app.opened.door('/api/v1/facts', init));
  };

  it.each(texts)('%s in every part of a fact', async (_name, text) => {
    const whole = { kind: 'page.viewed', email: 'b@example.com', properties: { url: 'https://b.test/' } };
    const texts = { title: text, url: text, referrer: text, query: text, productId: text, collectionId: text };
    const facts = [
      { ...whole, id: 'x1', properties: texts },
      { ...whole, id: 'x2', properties: { ...whole.properties, title: text, referrer: text } },
      ...['id', 'kind', 'email', 'customerId', 'clientId', 'occurredAt', 'shop'].map((name) => ({
        ...whole,
        id: 'x3',
        [name]: text,
      })),
    ];
    expectHarmless(await post(JSON.stringify({ facts })));
    expectHarmless(await post(JSON.stringify({ facts, [text]: text, shop: A })));
    await app.opened.work();
  });

  it.each(bodies)('%s as the body', async (_name, body) => {
    expectHarmless(await post(body));
    expectHarmless(await post(`{"facts":[${body}]}`));
  });

  it.each([
    ['bytes that are no text', randomBytes(2000)],
    ['a compressed bomb', gzipSync(Buffer.alloc(10_000_000))],
    ['six megabytes', Buffer.alloc(6_000_000, 'x')],
  ])('%s', async (_name, body) => expectHarmless(await post(body)));

  it('opens to no key that was changed, and to no other sign of a shop', async () => {
    const { apiKey } = app.filled;
    const wrong = [
      `${apiKey.slice(0, -1)}x`,
      apiKey.toUpperCase(),
      apiKey.slice(9),
      `key-of-${A}`,
      `${apiKey},${apiKey}`,
    ];
    for (const key of wrong) {
      const body = JSON.stringify({ facts: [{ id: '1', kind: 'chat.used', email: 'eve@example.com' }] });
      const answer = await post(body, { authorization: `Bearer ${key}`, 'x-shopify-shop-domain': A });
      expect(answer.status).toBe(401);
    }
  });
});

describe('the storefront door', () => {
  const get = async (query: string) => told(await app.opened.door(`/proxy/decide?${query}`));

  it.each(texts)('%s in every parameter of a signed call', async (_name, text) => {
    const wide = { blocks: 'proof,banner,recs', product: '1', visitor: 'visitor-of-b-01' };
    for (const name of [
      'blocks',
      'product',
      'visitor',
      'token',
      'locale',
      'banner',
      'limit',
      'logged_in_customer_id',
    ]) {
      expectHarmless(await get(proxyQuery({ ...wide, [name]: text }, B)));
    }
    expectHarmless(await get(`${proxyQuery(wide, B)}&${new URLSearchParams({ [text]: text }).toString()}`));
  });

  it.each([
    ['old', (): string => proxyQuery({}, B, SECRET, Date.now() - 600_000), 401],
    ['ahead', () => proxyQuery({}, B, SECRET, Date.now() + 600_000), 401],
    ['signed with another secret', () => proxyQuery({}, B, 'another'), 401],
    ['with its shop changed', () => proxyQuery({}, B).replace(B, A), 401],
    ['with a parameter added', () => `${proxyQuery({}, B)}&logged_in_customer_id=1`, 401],
    ['with its shop twice', () => `${proxyQuery({}, B)}&shop=${A}`, 400],
    ['without a signature', () => `shop=${A}&timestamp=1`, 400],
    ['with a timestamp that is none', () => proxyQuery({ timestamp: 'NaN' }, B), 401],
  ] as [string, () => string, number][])('%s is refused', async (_name, query, status) => {
    expect((await get(query())).status).toBe(status);
  });

  it('a visitor token of one shop says nothing in another', async () => {
    const answer = await get(
      proxyQuery({ blocks: 'banner', visitor: 'visitor-of-b-02', token: app.filled.visitor }, B),
    );
    expectHarmless(answer);
    await app.opened.work();
  });

  it('tells a flood to wait', async () => {
    const query = proxyQuery({ visitor: 'visitor-flood-1' }, B);
    let last = await app.opened.door(`/proxy/decide?${query}`);
    for (let n = 0; n < 310; n++) last = await app.opened.door(`/proxy/decide?${query}`);
    expect(last.status).toBe(429);
    expect(Number(last.headers.get('retry-after'))).toBeGreaterThan(0);
    const other = await app.opened.door(`/proxy/decide?${proxyQuery({ visitor: 'visitor-calm-01' }, B)}`);
    expect(other.status).toBe(200);
  });
});

describe('links of mails', () => {
  let caller = 0;
  // each from an address of its own: what is probed is the door, not its limit
  const call = async (path: string, init: RequestInit = {}): ReturnType<typeof told> =>
    told(
      await app.opened.door(path, {
        ...init,
        redirect: 'manual',
        headers: { 'x-forwarded-for': `10.1.${caller >> 8}.${caller++ & 255}` },
      }),
    );

  it.each(texts)('%s as a token, and as what is posted', async (_name, text) => {
    for (const kind of ['c', 'u', 'p']) {
      for (const token of [
        encodeURIComponent(wellFormed(text)),
        `${encodeURIComponent(wellFormed(text))}.${app.filled.click.split('.').at(-1)}`,
      ]) {
        expectHarmless(await call(`/m/${kind}/${token}`));
        expectHarmless(
          await call(`/m/${kind}/${token}`, {
            method: 'POST',
            body: new URLSearchParams({ action: text, shown: text, on: text, asked: text, automated: text }),
          }),
        );
      }
    }
  });

  it('changed tokens are not ours', async () => {
    const [body = '', signature = ''] = app.filled.click.replace('/m/c/', '').split('.');
    const other = Buffer.from(JSON.stringify([B, app.filled.ids.message, 0])).toString('base64url');
    const tokens = [
      `${other}.${signature}`,
      `${body}.${signature.slice(0, -1)}x`,
      body,
      `${body}.`,
      `.${signature}`,
      `${body}.${signature}.x`,
    ];
    for (const token of tokens) expect((await call(`/m/c/${token}`)).status).toBe(404);
    // a click's signature is no unsubscription's
    expect((await call(`/m/u/${body}.${signature}`)).status).toBe(404);
  });

  it('lead to the shop that sent them, and nowhere that the caller says', async () => {
    const answer = await app.opened.door(`${app.filled.click}?next=https://evil.example&url=//evil.example`, {
      redirect: 'manual',
      headers: { 'user-agent': 'Googlebot/2.1', 'x-forwarded-for': '10.9.9.9' },
    });
    expect([answer.status, new URL(answer.headers.get('location') ?? '').host]).toEqual([302, A]);
    // that a link of hers was followed is all that a shop keeps of it
    const { db } = app.opened;
    const heard = await db.write((trx) =>
      trx.deleteFrom('reaction').where('kind', '=', 'click').returning(['shop', 'agent']).execute(),
    );
    expect(heard).toEqual([{ shop: A, agent: 'scanner' }]);
  });

  it.each(texts)('%s as what is chosen on the page of preferences', async (_name, text) => {
    const body = new URLSearchParams({ shown: text, on: text, asked: text, automated: text });
    expectHarmless(await call(app.filled.preferences, { method: 'POST', body }));
    const said = app.opened.db.read.selectFrom('fact').select('id').where('kind', '=', 'automation.changed');
    expect(await said.execute()).toEqual([]);
  });

  it('GET never unsubscribes', async () => {
    const answer = await call(app.filled.unsubscribe);
    expect(answer.status).toBe(200);
    const left = app.opened.db.read.selectFrom('suppression').selectAll().where('reason', '=', 'unsubscribed');
    expect(await left.execute()).toEqual([]);
  });

  it('tell a flood to wait', async () => {
    let last = new Response();
    for (let n = 0; n < 125; n++)
      last = await app.opened.door('/m/c/guess', { headers: { 'x-forwarded-for': '10.8.8.8' } });
    expect([last.status, Number(last.headers.get('retry-after')) > 0]).toEqual([429, true]);
  });
});

it('are more than two hundred', () => {
  expect(texts.length * 5 + bodies.length * 3).toBeGreaterThan(200);
  expect(BROWSER).not.toMatch(/bot/i);
});

/** What an address can carry. */
function wellFormed(text: string): string {
  return text.toWellFormed();
}
