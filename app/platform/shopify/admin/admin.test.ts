import { Session } from '@shopify/shopify-api';
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, ManualClock, MINUTE } from '../../clock/clock.ts';
import { silentLog } from '../../log/log.ts';
import { ShopDetailsDocument, WebPixelUpdateDocument } from '../generated/graphql.ts';
import { AccessDenied } from './access-denied.ts';
import { type Admin, createAdmin } from './admin.server.ts';
import { AdminUnavailable } from './admin-unavailable.ts';
import { QueryRefused } from './query-refused.ts';
import { QueryTooCostly } from './query-too-costly.ts';

const SHOP = 'a.myshopify.com';
const ID = `offline_${SHOP}`;
const DATA = { shop: { name: 'A' } };

/** The far side of HTTP: answers the queue in order, then DATA; renews tokens as Shopify does, each refresh token once. */
function farSide(clock: ManualClock) {
  const stored = new Map<string, Session>();
  const answers: (() => Response | Promise<Response>)[] = [];
  const seen = { tokens: [] as string[], bodies: [] as { query: string; variables: unknown }[], renewals: 0 };
  const waits: number[] = [];
  const withheld: (readonly string[])[] = [];
  let refreshToken = 'refresh-0';
  const fetch = (async (input: string | URL | Request, init?: RequestInit) => {
    const body = JSON.parse(String(init?.body)) as { refresh_token?: string; query: string; variables: unknown };
    if (String(input).endsWith('/admin/oauth/access_token')) {
      if (body.refresh_token !== refreshToken) return json({ error: 'invalid_grant' }, 400);
      seen.renewals++;
      refreshToken = `refresh-${seen.renewals}`;
      return json({
        access_token: `token-${seen.renewals}`,
        scope: 'read_orders',
        expires_in: 3600,
        refresh_token: refreshToken,
        refresh_token_expires_in: 7_776_000,
      });
    }
    seen.tokens.push(new Headers(init?.headers).get('X-Shopify-Access-Token') ?? '');
    seen.bodies.push(body);
    return (await answers.shift()?.()) ?? json({ data: DATA });
  }) as typeof globalThis.fetch;
  const sessions = {
    loadSession: async (id: string) => stored.get(id),
    storeSession: async (session: Session) => Boolean(stored.set(session.id, session)),
  };
  stored.set(
    ID,
    new Session({
      id: ID,
      shop: SHOP,
      state: '',
      isOnline: false,
      accessToken: 'token-0',
      refreshToken,
      expires: new Date(clock.now() + HOUR),
    }),
  );
  const admin: Admin = createAdmin({
    apiKey: 'key',
    apiSecret: 'secret',
    sessions,
    clock,
    log: silentLog,
    fetch,
    onWithheld: (_shop, fields) => void withheld.push(fields),
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      clock.advance(milliseconds);
    },
  });
  return { admin, answers, seen, stored, waits, withheld };
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

const failing = (code: string, data: unknown = null) =>
  json({ data, errors: [{ message: code, path: ['shop', 'name'], extensions: { code } }] });

describe('the Admin API', () => {
  let clock: ManualClock;
  let side: ReturnType<typeof farSide>;
  const ask = () => side.admin(SHOP).query(ShopDetailsDocument);

  beforeEach(() => {
    clock = new ManualClock('2026-11-01T10:00:00Z');
    side = farSide(clock);
  });

  it('sends the document and its variables with the offline token', async () => {
    expect(await ask()).toEqual(DATA);
    await side.admin(SHOP).query(WebPixelUpdateDocument, { id: '1', settings: { a: 1 } });
    expect(side.seen.tokens).toEqual(['token-0', 'token-0']);
    expect(side.seen.bodies[1]).toMatchObject({ variables: { id: '1', settings: { a: 1 } } });
    expect(side.seen.bodies[1]?.query).toContain('mutation WebPixelUpdate');
  });

  it('renews a token that ends within a minute, once for all who wait', async () => {
    clock.advance(HOUR - MINUTE);
    await Promise.all([ask(), ask(), ask()]);
    expect(side.seen.renewals).toBe(1);
    expect(side.seen.tokens).toEqual(['token-1', 'token-1', 'token-1']);
    expect(side.stored.get(ID)?.refreshToken).toBe('refresh-1');
    expect(side.stored.get(ID)?.expires?.getTime()).toBe(clock.now() + HOUR);
  });

  it('renews a token that Shopify no longer takes, and gives up when the new one is refused too', async () => {
    side.answers.push(() => json({ errors: 'no' }, 401));
    expect(await ask()).toEqual(DATA);
    expect(side.seen.tokens).toEqual(['token-0', 'token-1']);
    side.answers.push(
      () => json({ errors: 'no' }, 401),
      () => json({ errors: 'no' }, 401),
    );
    await expect(ask()).rejects.toThrow(AccessDenied);
  });

  it('takes the token of another process that renewed first', async () => {
    clock.advance(HOUR);
    const stale = side.stored.get(ID);
    await ask();
    const fresh = side.stored.get(ID)!;
    side.stored.set(ID, stale!);
    const load = side.stored.get.bind(side.stored);
    let loads = 0;
    side.stored.get = (id) => (++loads > 2 ? fresh : load(id));
    expect(await ask()).toEqual(DATA);
    expect(side.seen.renewals).toBe(1);
  });

  it('says what to do when there is no token', async () => {
    await expect(side.admin('b.myshopify.com').query(ShopDetailsDocument)).rejects.toThrow(/open Sandmill once/);
  });

  it('waits and asks again when Shopify is busy, failing or out of reach', async () => {
    side.answers.push(
      () => failing('THROTTLED'),
      () => json({}, 503),
      () => Promise.reject(new TypeError('fetch failed')),
    );
    expect(await ask()).toEqual(DATA);
    expect(side.waits).toHaveLength(3);
  });

  it('gives up after some tries, and says so with a class of its own', async () => {
    side.answers.push(...Array.from({ length: 9 }, () => () => json({}, 500)));
    await expect(ask()).rejects.toThrow(AdminUnavailable);
    expect(side.seen.tokens).toHaveLength(6);
  });

  it('waits until the bucket holds what the query cost last time', async () => {
    const cost = (currentlyAvailable: number) => ({
      requestedQueryCost: 300,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable, restoreRate: 100 },
    });
    side.answers.push(() => json({ data: DATA, extensions: { cost: cost(100) } }));
    await ask();
    await ask();
    expect(side.waits).toEqual([2000]);
  });

  it('waits exactly as long as an empty bucket needs, and counts what is on its way', async () => {
    const throttleStatus = { maximumAvailable: 1000, currentlyAvailable: 50, restoreRate: 50 };
    const throttled = () =>
      json({
        data: null,
        errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
        extensions: { cost: { requestedQueryCost: 300, throttleStatus } },
      });
    side.answers.push(throttled);
    expect(await ask()).toEqual(DATA);
    expect(side.waits).toEqual([5000]);
    // nothing was told since: the query that was sent is known to have taken its 300 points
    await ask();
    expect(side.waits).toEqual([5000, 6000]);
  });

  it('never asks a second time after an error of ours', async () => {
    side.answers.push(() => failing('undefinedField'));
    await expect(ask()).rejects.toThrow(QueryRefused);
    expect(side.seen.tokens).toHaveLength(1);
    expect(side.waits).toEqual([]);
  });

  it('says once which fields are withheld, and once that they no longer are', async () => {
    for (const data of [DATA, DATA]) side.answers.push(() => failing('ACCESS_DENIED', data));
    for (let n = 0; n < 4; n++) await ask();
    expect(side.withheld).toEqual([['shop.name'], []]);
  });

  it('says what is withheld of all documents together, each field once', async () => {
    const other = () => side.admin(SHOP).query(WebPixelUpdateDocument, { id: '1', settings: {} });
    const withheld = (...paths: string[][]) => {
      const errors = paths.map((path) => ({ message: 'no', path, extensions: { code: 'ACCESS_DENIED' } }));
      return () => json({ data: DATA, errors });
    };
    side.answers.push(
      withheld(['customers', 'email'], ['customers', 'email'], ['customers', 'name']),
      withheld(['orders', 'email']),
    );
    await ask();
    await other();
    await ask();
    await other();
    expect(side.withheld).toEqual([
      ['customers.email', 'customers.name'],
      ['customers.email', 'customers.name', 'orders.email'],
      ['orders.email'],
      [],
    ]);
  });

  it('keeps what it got when only protected fields are withheld', async () => {
    side.answers.push(() => failing('ACCESS_DENIED', DATA));
    expect(await ask()).toEqual(DATA);
    side.answers.push(() => failing('ACCESS_DENIED'));
    await expect(ask()).rejects.toThrow(AccessDenied);
  });

  it('is refused a mutation of which nothing comes back: that is nothing withheld', async () => {
    side.answers.push(() => failing('ACCESS_DENIED', { webPixelUpdate: null }));
    const update = side.admin(SHOP).query(WebPixelUpdateDocument, { id: '1', settings: {} });
    await expect(update).rejects.toThrow(AccessDenied);
    expect(side.withheld).toEqual([]);
  });

  it('tells a page that is too large from a query that is wrong', async () => {
    side.answers.push(() => failing('MAX_COST_EXCEEDED'));
    await expect(ask()).rejects.toThrow(QueryTooCostly);
    side.answers.push(() => failing('undefinedField'));
    await expect(ask()).rejects.toThrow(QueryRefused);
  });
});
