import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { createToldFacts } from '../../listen/told-by-api/told-facts.server.ts';
import { DAY, MINUTE } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { type ApiKeysService, createApiKeys, MOST_KEYS } from '../../shop/access/api-keys.server.ts';
import { createTestShop, NOW, type TestShop } from '../../understand/testing/shop.ts';
import { factsDoor } from './facts.ts';

interface Answer {
  status: number;
  results?: { id: string | null; state: string; reason?: string }[];
  error?: { code: string; message: string };
  headers: Headers;
}

describe.each(DIALECTS)('the API [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  let shop: TestShop;
  let keys: ApiKeysService;
  let key: string;
  let door: ReturnType<typeof factsDoor>;
  let woken: string[];
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());
  beforeEach(async () => {
    shop = await createTestShop(test.db, `shop${shops++}`);
    keys = createApiKeys({ db: test.db, clock: shop.clock });
    key = (await keys.create(shop.shop, 'Chat', ['facts:write'], 'user:1')) ?? '';
    woken = [];
    const told = createToldFacts({
      db: test.db,
      clock: shop.clock,
      wake: (kind, of) => void woken.push(`${kind} ${of}`),
    });
    door = factsDoor({ keys, told, log: silentLog, callerOf: () => 'caller' });
  });

  const call = async (body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const answer = await door.request('/api/v1/facts', {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const told = (await answer.json()) as Omit<Answer, 'status' | 'headers'>;
    return { status: answer.status, headers: answer.headers, ...told };
  };
  const tell = (...facts: object[]) => call({ facts });
  const chat = (id: string, more: object = {}) => ({ id, kind: 'chat.used', email: 'ada@example.com', ...more });
  const facts = async (of = shop.shop) => {
    const rows = test.db.read.selectFrom('fact').selectAll().where('shop', '=', of).orderBy('id');
    return rows.execute();
  };

  it('takes what happened, once, and it counts for whom it names', async () => {
    const first = await tell(chat('1', { properties: { title: ' Sizes ', url: 'https://x.test/help?token=1' } }));
    expect(first).toMatchObject({ status: 202, results: [{ id: '1', state: 'accepted' }] });
    expect(woken).toEqual([`understand ${shop.shop}`]);
    expect(await tell(chat('1'), chat('2'))).toMatchObject({
      status: 202,
      results: [
        { id: '1', state: 'known' },
        { id: '2', state: 'accepted' },
      ],
    });
    expect(await facts()).toMatchObject([
      { id: 'api:1', kind: 'chat.used', identity: 'email:ada@example.com', verified: 1, occurred_at: NOW },
      { id: 'api:2' },
    ]);
    expect(JSON.parse((await facts())[0]!.data)).toEqual({ title: 'Sizes', path: '/help' });
    await shop.understand();
    const contact = test.db.read.selectFrom('contact').selectAll().where('shop', '=', shop.shop);
    const { id, email, stage } = await contact.executeTakeFirstOrThrow();
    expect([email, stage]).toEqual(['ada@example.com', 'lead']);
    // the rule that ships: a chat is three points, once a day
    const earned = test.db.read.selectFrom('score_entry').select(['rule', 'points']).where('shop', '=', shop.shop);
    expect(await earned.where('contact', '=', id).execute()).toEqual([{ rule: 'chat.used', points: 3 }]);
  });

  it('takes a device beside a person as hers, and a device alone for no more than a device', async () => {
    await tell(chat('1', { clientId: 'device-0001' }), { id: '2', kind: 'form.sent', clientId: 'device-0002' });
    expect(await facts()).toMatchObject([
      { identity: 'email:ada@example.com', verified: 1, data: '{"also":["client:device-0001"]}' },
      { identity: 'client:device-0002', verified: 0 },
    ]);
    await shop.understand();
    const stages = test.db.read.selectFrom('contact').select('stage').where('shop', '=', shop.shop);
    expect((await stages.execute()).map(({ stage }) => stage).toSorted()).toEqual(['lead', 'visitor']);
  });

  it('joins nobody, and says so', async () => {
    const both = await tell(chat('1', { customerId: '7' }));
    expect(both).toMatchObject({ status: 422, results: [{ state: 'refused' }] });
    expect(both.results?.[0]?.reason).toMatch(/not by both/);
    await tell(chat('2', { clientId: 'device-0001' }), {
      id: '3',
      kind: 'chat.used',
      email: 'bob@example.com',
      clientId: 'device-0001',
    });
    await shop.understand();
    const people = test.db.read.selectFrom('contact').select('email').where('shop', '=', shop.shop).orderBy('email');
    expect(await people.execute()).toEqual([{ email: 'ada@example.com' }, { email: 'bob@example.com' }]);
  });

  it('takes the visits that another tool measured, of people, and starts nothing by what is long past', async () => {
    const at = (days: number) => new Date(NOW - days * DAY).toISOString();
    const visit = { email: 'Ada@Example.com', occurredAt: at(30) };
    const answer = await tell(
      {
        id: 'a',
        kind: 'page.viewed',
        ...visit,
        properties: { url: 'https://x.test/?utm_source=ad&utm_campaign=june' },
      },
      { id: 'b', kind: 'product.viewed', ...visit, properties: { productId: 'gid://shopify/Product/12' } },
      { id: 'c', kind: 'search.submitted', ...visit, occurredAt: NOW - 1000, properties: { query: 'lamp' } },
      { id: 'd', kind: 'product.viewed', clientId: 'device-0001', properties: { productId: '12' } },
      { id: 'e', kind: 'product.viewed', ...visit },
    );
    expect(answer.results?.map(({ state, reason }) => reason ?? state)).toEqual([
      'accepted',
      'accepted',
      'accepted',
      expect.stringContaining('come from the web pixel'),
      'properties.productId: product.viewed needs it',
    ]);
    const rows = await facts();
    expect(rows.map(({ subject, verified }) => [subject, verified])).toEqual([
      ['/', 1],
      ['12', 1],
      ['lamp', 1],
    ]);
    expect(rows.map(({ data }) => JSON.parse(data).history ?? false)).toEqual([true, true, false]);
    await shop.understand();
    const came = test.db.read.selectFrom('contact').select('first_campaign').where('shop', '=', shop.shop);
    expect(await came.execute()).toEqual([{ first_campaign: 'june' }]);
  });

  it('speaks for the shop of the key alone, as long as the key and the shop are there', async () => {
    const other = await createTestShop(test.db, `other${shops}`);
    const theirs = (await keys.create(other.shop, 'Theirs', ['facts:write'], 'user:2')) ?? '';
    expect(await call({ facts: [chat('1')], shop: shop.shop }, { authorization: `Bearer ${theirs}` })).toMatchObject({
      status: 422,
    });
    await call({ facts: [chat('1')] }, { authorization: `bearer ${theirs}`, 'x-shopify-shop-domain': shop.shop });
    expect([(await facts()).length, (await facts(other.shop)).length]).toEqual([0, 1]);
    // the same id is another fact in another shop
    expect(await tell(chat('1'))).toMatchObject({ results: [{ state: 'accepted' }] });
    const [line] = await keys.list(other.shop);
    await keys.revoke(shop.shop, line!.id);
    expect(await keys.holderOf(theirs)).toMatchObject({ shop: other.shop });
    await keys.revoke(other.shop, line!.id);
    const revoked = await call({ facts: [chat('2')] }, { authorization: `Bearer ${theirs}` });
    expect(revoked).toMatchObject({ status: 401, error: { code: 'unknown_key' } });
    await keys.restore(other.shop, line!.id);
    expect(await keys.holderOf(theirs)).not.toBeNull();
    await test.db.write((trx) =>
      trx.updateTable('shop').set({ uninstalled_at: NOW }).where('shop', '=', other.shop).execute(),
    );
    expect(await keys.holderOf(theirs)).toBeNull();
    expect(await facts(other.shop)).toHaveLength(1);
  });

  it('keeps of a key its hash, its beginning, and when it was used', async () => {
    await tell(chat('1'));
    const text = JSON.stringify(await test.db.read.selectFrom('api_key').selectAll().execute());
    expect(text).not.toContain(key);
    const [line] = await keys.list(shop.shop);
    expect(line).toMatchObject({ name: 'Chat', hint: key.slice(0, 13), usedAt: NOW, revokedAt: null });
    shop.clock.advance(10 * MINUTE);
    await tell(chat('2'));
    expect((await keys.list(shop.shop))[0]?.usedAt).toBe(NOW + 10 * MINUTE);
  });

  it('has so many keys and no more, however they come, and gives none back where others took their place', async () => {
    for (let n = 1; n < MOST_KEYS - 1; n++) expect(await keys.create(shop.shop, `${n}`, [], 'user:1')).not.toBeNull();
    const first = (await keys.list(shop.shop)).at(-1)!.id;
    expect(await keys.restore(shop.shop, first)).toBe(true);
    const twoAtOnce = await Promise.all([1, 2].map((n) => keys.create(shop.shop, `last ${n}`, [], 'user:1')));
    expect(twoAtOnce.filter((one) => one !== null)).toHaveLength(1);
    expect(await keys.create(shop.shop, 'one too many', [], 'user:1')).toBeNull();
    await keys.revoke(shop.shop, first);
    expect(await keys.create(shop.shop, 'in its place', [], 'user:1')).not.toBeNull();
    expect(await keys.restore(shop.shop, first)).toBe(false);
    expect((await keys.list(shop.shop)).filter(({ revokedAt }) => revokedAt === null)).toHaveLength(MOST_KEYS);
  });

  it.each([
    ['no key', '', 401, 'unknown_key'],
    ['another kind of credentials', 'Basic YTpi', 401, 'unknown_key'],
    ['a key that nobody has', `Bearer sandmill_${'x'.repeat(43)}`, 401, 'unknown_key'],
    ['a key with more behind it', (own: string) => `Bearer ${own}x`, 401, 'unknown_key'],
  ])('refuses %s', async (_name, authorization, status, code) => {
    const header = typeof authorization === 'string' ? authorization : authorization(key);
    const answer = await call({ facts: [chat('1')] }, { authorization: header });
    expect([answer.status, answer.error?.code, answer.headers.get('www-authenticate')]).toEqual([
      status,
      code,
      'Bearer',
    ]);
    expect(await facts()).toEqual([]);
  });

  it('says what is wrong with a body, and with each fact', async () => {
    const refused = async (body: unknown) => (await call(body)).error?.code;
    expect(await refused('{"facts": [')).toBe('not_json');
    expect(await refused('[]')).toBe('not_as_documented');
    expect(await refused({ facts: [] })).toBe('not_as_documented');
    expect(await refused({ facts: Array.from({ length: 101 }, (_, n) => chat(`${n}`)) })).toBe('not_as_documented');
    expect(await call('x'.repeat(300 * 1024))).toMatchObject({ status: 413 });
    const wrong: [object, RegExp][] = [
      [{ ...chat('1'), kind: 'order.placed' }, /^kind: is one of chat\.used/],
      [{ ...chat('1'), email: 'ada' }, /^email: is not an e-mail address/],
      [{ id: '1', kind: 'chat.used' }, /name who it was/],
      [{ ...chat('a b') }, /^id: is 1 to 100/],
      [chat('1', { occurredAt: 'yesterday' }), /^occurredAt: is a text such as/],
      [chat('1', { occurredAt: NOW + DAY }), /^occurredAt: lies ahead/],
      [chat('1', { occurredAt: NOW - 800 * DAY }), /^occurredAt: is more than two years ago/],
      [chat('1', { amount: 5 }), /takes no amount/],
      [chat('1', { properties: { price: 5 } }), /^properties: takes no price/],
      [{ ...chat('1'), kind: 'event.told' }, /^properties\.title: event\.told needs it/],
      [{ id: '1', kind: 'chat.used', customerId: 'x' }, /^customerId: is the number of a customer/],
    ];
    for (const [fact, reason] of wrong) {
      const { status, results } = await tell(fact);
      expect([status, results?.[0]?.state]).toEqual([422, 'refused']);
      expect(results?.[0]?.reason).toMatch(reason);
    }
    const strange = await call({ facts: [null, 7, 'x', [], chat('1')] });
    expect(strange.status).toBe(202);
    expect(strange.results?.map(({ state }) => state)).toEqual([
      'refused',
      'refused',
      'refused',
      'refused',
      'accepted',
    ]);
    expect(await tell(chat('1', { email: 'bob@example.com' }))).toMatchObject({ results: [{ state: 'refused' }] });
    expect(await facts()).toHaveLength(1);
  });

  it('keeps texts as far as both databases can hold them', async () => {
    const title = 'a\0b \ud800 <script>\u202e';
    expect(await tell(chat('1', { kind: 'event.told', properties: { title } }))).toMatchObject({ status: 202 });
    expect(await facts()).toMatchObject([{ subject: 'ab \ufffd <script>\u202e' }]);
    await shop.understand();
  });

  it('tells a flood to wait, with a key and without', async () => {
    let last: Answer = await tell(chat('0'));
    for (let n = 0; n < 120; n++) last = await call('{}');
    expect([last.status, Number(last.headers.get('retry-after')) > 0]).toEqual([429, true]);
    for (let n = 0; n < 31; n++) last = await call('{}', { authorization: 'guess' });
    expect([last.status, last.error?.code]).toEqual([429, 'too_many_calls']);
  });

  it('looks up no key for whoever has guessed too often, and shuts out no other address', async () => {
    let looked = 0;
    const watched: Pick<ApiKeysService, 'holderOf'> = { holderOf: (text) => (looked++, keys.holderOf(text)) };
    const told = createToldFacts({ db: test.db, clock: shop.clock, wake: () => {} });
    let caller = 'a stranger';
    door = factsDoor({ keys: watched, told, log: silentLog, callerOf: () => caller });
    const guess = `Bearer sandmill_${'x'.repeat(40)}`;
    for (let n = 0; n < 50; n++) await call('{}', { authorization: guess });
    expect(looked).toBeLessThanOrEqual(30);
    expect(await tell(chat('1'))).toMatchObject({ status: 429 });
    caller = 'the shop';
    expect(await tell(chat('1'))).toMatchObject({ status: 202 });
  });

  it('has one call', async () => {
    for (const [method, path] of [
      ['GET', '/api/v1/facts'],
      ['POST', '/api/v2/facts'],
      ['DELETE', '/api/v1/contacts'],
    ] as const) {
      const answer = await door.request(path, { method });
      expect([answer.status, ((await answer.json()) as Answer).error?.code]).toEqual([404, 'no_such_call']);
    }
  });
});
