import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../test/databases.ts';
import { createCollect } from '../listen/collect/collect.server.ts';
import { installShop, SHOP } from '../listen/inbox/inbox.fixture.ts';
import { DAY, ManualClock } from '../platform/clock/clock.ts';
import { silentLog } from '../platform/log/log.ts';
import { collectDoor } from './collect.ts';

const KEY = 'test-ingest-key';
const BROWSER =
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36';

let count = 0;
const viewed = (changes: object = {}) => ({
  id: `e-${count++}`,
  name: 'product_viewed',
  timestamp: '2026-11-21T11:59:00.000Z',
  clientId: 'client-0001',
  url: 'https://shop.test/products/mug?utm_source=news&email=x@y.z',
  referrer: 'https://www.google.com/?q=x',
  data: { productId: 'gid://shopify/Product/42', title: 'Mug' },
  ...changes,
});

describe.each(DIALECTS)('the collect door [%s]', (dialect) => {
  let test: TestDatabase;
  const clock = new ManualClock('2026-11-21T12:00:00Z');
  afterEach(() => test.dispose());

  async function open() {
    test = await createTestDatabase(dialect);
    await installShop(test.db);
    const collect = createCollect({ db: test.db, clock, wake: () => {}, limits: { perClient: 5, perAddress: 60 } });
    const door = collectDoor({ collect, log: silentLog });
    const post = (body: unknown, headers: Record<string, string> = {}) => {
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      const all = { 'content-type': 'text/plain', 'user-agent': BROWSER, ...headers };
      return door.request('/collect', { method: 'POST', body: text, headers: all });
    };
    return { post, door, collect };
  }

  const facts = () => test.db.read.selectFrom('fact').selectAll().orderBy('id').execute();

  it('keeps a view as an unverified fact of the device, with its origin', async () => {
    const { post } = await open();
    const answer = await post({ key: KEY, events: [viewed({ id: 'e1' })] });
    expect(answer.status).toBe(204);
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    const [fact] = await facts();
    expect(fact).toMatchObject({
      shop: SHOP,
      id: 'pixel:e1',
      kind: 'product.viewed',
      identity: 'client:client-0001',
      verified: 0,
      subject: '42',
      occurred_at: Date.parse('2026-11-21T11:59:00Z'),
    });
    expect(JSON.parse(fact?.data ?? '')).toEqual({
      origin: { landingPage: '/products/mug', referrer: 'www.google.com/', utm: { source: 'news' } },
      path: '/products/mug',
      title: 'Mug',
    });
  });

  it('keeps of a browser only on what kind of device it runs, with the pages that are viewed', async () => {
    const { post } = await open();
    const phone = 'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36';
    await post({ key: KEY, events: [viewed({ id: 'a', name: 'page_viewed' })] }, { 'user-agent': phone });
    await post({ key: KEY, events: [viewed({ id: 'b', name: 'page_viewed' })] });
    const kept = (await facts()).map(({ data }) => data);
    expect(kept.map((data) => JSON.parse(data).device)).toEqual(['mobile', 'desktop']);
    expect(kept.join()).not.toContain('Pixel 9');
  });

  it('hears the same event once, and no instant that is ahead or long past', async () => {
    const { post } = await open();
    const ahead = viewed({ id: 'a', timestamp: '2030-01-01T00:00:00Z' });
    const old = viewed({ id: 'b', timestamp: '2001-01-01T00:00:00Z' });
    const odd = viewed({ id: 'c', timestamp: 'yesterday' });
    await post({ key: KEY, events: [ahead, ahead, old] });
    await post({ key: KEY, events: [odd] });
    const now = clock.now();
    expect((await facts()).map((fact) => fact.occurred_at)).toEqual([now, now - DAY, now]);
  });

  it('lets any origin ask', async () => {
    const { door } = await open();
    const answer = await door.request('/collect', { method: 'OPTIONS' });
    expect([answer.status, answer.headers.get('access-control-allow-methods')]).toEqual([204, 'POST']);
  });

  it.each([
    ['not json', 400],
    ['null', 400],
    ['{"key":"test-ingest-key","events":[]}', 400],
    [{ key: 'some-other-key', events: [viewed()] }, 401],
    [{ key: KEY, events: Array.from({ length: 51 }, () => viewed()) }, 400],
    [{ key: KEY, events: [viewed({ data: { title: 'x'.repeat(70_000) } })] }, 413],
  ])('refuses %#', async (body, status) => {
    const { post } = await open();
    expect((await post(body)).status).toBe(status);
    expect(await facts()).toEqual([]);
  });

  it('keeps what is as agreed of a mixed report and counts the rest', async () => {
    const { post, collect } = await open();
    const hostile = [
      viewed({ clientId: "x' or 1=1 --" }),
      viewed({ name: 'checkout_completed' }),
      viewed({ name: 'constructor' }),
      { __proto__: { id: 1 } },
      7,
    ];
    expect(
      (await post({ key: KEY, events: [...hostile, viewed({ data: { productId: 'x', title: 'a\0b' } })] })).status,
    ).toBe(204);
    expect(await facts()).toMatchObject([{ subject: null }]);
    expect(collect.refused(SHOP)).toEqual({ 'not as agreed': 5 });
  });

  it('does not count a bot', async () => {
    const { post } = await open();
    expect((await post({ key: KEY, events: [viewed()] }, { 'user-agent': 'Googlebot/2.1' })).status).toBe(204);
    expect(await facts()).toEqual([]);
  });

  it('a flood from one device or one address does not count as interest', async () => {
    const { post, collect } = await open();
    for (let round = 0; round < 10; round++) await post({ key: KEY, events: [viewed(), viewed()] });
    expect(await facts()).toHaveLength(5);
    expect(collect.refused(SHOP)).toEqual({ 'too many': 15 });
    const strangers = Array.from({ length: 50 }, (_, index) => viewed({ clientId: `client-x${index}` }));
    expect((await post({ key: KEY, events: strangers })).status).toBe(429);
    expect((await post({ key: KEY, events: strangers }, { 'x-forwarded-for': '1.2.3.4, 5.6.7.8' })).status).toBe(204);
  });
});
