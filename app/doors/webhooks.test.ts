import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../test/databases.ts';
import { createCapture } from '../listen/inbox/capture.server.ts';
import { ManualClock } from '../platform/clock/clock.ts';
import { silentLog } from '../platform/log/log.ts';
import { webhooksDoor } from './webhooks.ts';

const SECRET = 'door-secret';
const sign = (body: string) => createHmac('sha256', SECRET).update(body).digest('base64');

describe.each(DIALECTS)('the webhooks door [%s]', (dialect) => {
  let test: TestDatabase;
  let fault = false;
  const woken: string[] = [];
  afterEach(async () => {
    fault = false;
    woken.length = 0;
    await test.dispose();
  });

  async function open() {
    test = await createTestDatabase(dialect, () => {
      if (fault) throw new Error('disk full');
    });
    const clock = new ManualClock('2026-11-21T12:00:00Z');
    const capture = createCapture({ db: test.db, clock, wake: (kind, shop) => woken.push(`${kind} ${shop}`) });
    const door = webhooksDoor({ secret: SECRET, capture, log: silentLog });
    return async (body: string, headers: Record<string, string | undefined> = {}) => {
      const all = {
        'content-length': String(Buffer.byteLength(body)),
        'x-shopify-hmac-sha256': sign(body),
        'x-shopify-shop-domain': 'a.myshopify.com',
        'x-shopify-topic': 'orders/create',
        'x-shopify-webhook-id': 'w1',
        'x-shopify-triggered-at': '2026-11-21T11:59:00.000Z',
        ...headers,
      };
      const sent = Object.entries(all).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value] as [string, string]],
      );
      return (await door.request('/webhooks', { method: 'POST', body, headers: sent })).status;
    };
  }

  const rows = () => test.db.read.selectFrom('inbox').selectAll().execute();

  it('keeps a signed delivery before it says 200, and wakes the worker', async () => {
    const post = await open();
    expect(await post('{"id":1}')).toBe(200);
    expect(await rows()).toMatchObject([
      { id: 'w1', topic: 'orders/create', payload: '{"id":1}', state: 'queued', triggered_at: 1795262340000 },
    ]);
    expect(woken).toEqual(['inbox a.myshopify.com']);
  });

  it('keeps the same delivery once', async () => {
    const post = await open();
    const answers = await Promise.all(Array.from({ length: 10 }, () => post('{}')));
    expect(answers).toEqual(Array(10).fill(200));
    expect(await rows()).toHaveLength(1);
  });

  it('answers 401 to a bad, empty, short or missing signature and keeps nothing', async () => {
    const post = await open();
    for (const signature of [sign('{"id":2}'), '', 'AAAA', undefined, `${sign('{}')}x`.slice(1)]) {
      expect(await post('{"id":1}', { 'x-shopify-hmac-sha256': signature })).toBe(401);
    }
    expect(await rows()).toEqual([]);
  });

  it('answers 400 without the documented headers, or with hostile ones', async () => {
    const post = await open();
    expect(await post('{}', { 'x-shopify-webhook-id': undefined })).toBe(400);
    expect(await post('{}', { 'x-shopify-topic': "x'; drop table inbox; --" })).toBe(400);
    expect(await post('{}', { 'x-shopify-shop-domain': 'evil.example.com' })).toBe(400);
    expect(await post('{}', { 'x-shopify-shop-domain': 'a.myshopify.com.evil.com' })).toBe(400);
    expect(await rows()).toEqual([]);
  });

  it('does not mind what the body is: that is the worker’s business', async () => {
    const post = await open();
    expect(await post('not json', { 'x-shopify-webhook-id': 'a' })).toBe(200);
    expect(await post('{"__proto__":{"a":1}}', { 'x-shopify-webhook-id': 'b' })).toBe(200);
    expect(await post('', { 'x-shopify-webhook-id': 'c' })).toBe(200);
    expect(await rows()).toHaveLength(3);
  });

  it('answers 503 when it could not be stored, and takes it the next time', async () => {
    const post = await open();
    fault = true;
    expect(await post('{}')).toBe(503);
    fault = false;
    expect(await post('{}')).toBe(200);
    expect(await rows()).toHaveLength(1);
  });

  it('acknowledges what is too large to keep, shows it as refused, and does not read without end', async () => {
    const post = await open();
    const large = 'x'.repeat(5 * 1024 * 1024 + 1);
    expect(await post(large, { 'content-length': undefined })).toBe(200);
    expect(await post(large, { 'x-shopify-webhook-id': 'w2', 'x-shopify-hmac-sha256': sign('') })).toBe(401);
    expect(await post('', { 'x-shopify-webhook-id': 'w3', 'content-length': '900000000' })).toBe(413);
    expect(await rows()).toMatchObject([
      { id: 'w1', state: 'attention', payload: '', reason: 'orders/create: the payload is larger than 5 MB' },
    ]);
    expect(woken).toEqual([]);
  });
});
