import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { createBannerChoice } from '../../decide/banners/choose-version.server.ts';
import { createBannersService, type BannersService } from '../../decide/banners/service.server.ts';
import { createVisitors } from '../../decide/banners/visitors.server.ts';
import { addContacts, addOrders, addProducts, addShop, SAMPLE_SHOP } from '../../decide/blocks/sample-shop.ts';
import { createBlocksService } from '../../decide/blocks/service.server.ts';
import { createShopViews } from '../../decide/blocks/shop-view.server.ts';
import { createProofService } from '../../decide/proof/service.server.ts';
import { createRecommendationsService } from '../../decide/recommendations/service.server.ts';
import { DAY, ManualClock } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { proxySignature } from './proxy-signature.ts';
import { createRecogniser } from './recogniser.ts';
import { storefrontDoor } from './storefront.ts';

/** As long as a busy machine needs. */
const soon = (check: () => unknown) => vi.waitFor(check, 30_000);

const NOW = Date.parse('2026-11-21T12:00:00Z');
const SECRET = 'hush';

describe.each(DIALECTS)('the storefront door [%s]', (dialect) => {
  let test: TestDatabase;
  let clock: ManualClock;
  let heard: string[];

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    clock = new ManualClock(NOW);
    heard = [];
    await test.db.write(async (trx) => {
      await addShop(trx, NOW);
      await addProducts(trx, [{ id: '1' }, { id: '2' }], NOW);
      await addOrders(
        trx,
        ['a', 'b', 'c'].map((id) => ({ id, products: ['1', '2'], at: NOW - 1000 })),
      );
      await addContacts(
        trx,
        [
          { id: 'champion', stage: 'loyal', group: 'champions', identities: ['customer:1', 'email:a@b.test'] },
          { id: 'away', stage: 'customer', group: 'at_risk', identities: ['customer:2', 'client:device-0001'] },
        ],
        NOW,
      );
    });
  });
  afterEach(() => test.dispose());

  function open() {
    const { db } = test;
    const choice = createBannerChoice({ db, clock, log: silentLog });
    const banners = createBannersService({ db, clock, log: silentLog, choice });
    const door = storefrontDoor({
      secret: SECRET,
      clock,
      log: silentLog,
      shops: createShopViews({ db, clock }),
      blocks: createBlocksService({
        proof: createProofService({ db, clock }),
        recommendations: createRecommendationsService({ db, clock }),
        visitors: createVisitors({ db, clock }),
        banners: choice,
      }),
      recogniser: createRecogniser({ db, clock, log: silentLog, onHeard: (shop) => heard.push(shop) }),
      readVisitorToken: async (token) =>
        token === 'good-token' ? { shop: SAMPLE_SHOP, identity: 'email:a@b.test' } : null,
    });
    const ask = async (query: Record<string, string>, { customer = '', secret = SECRET, shop = SAMPLE_SHOP } = {}) => {
      const values = new Map<string, string>([
        ...Object.entries(query),
        ['shop', shop],
        ['logged_in_customer_id', customer],
        ['path_prefix', '/apps/sandmill'],
        ['timestamp', String(Math.floor(clock.now() / 1000))],
      ]);
      const search = new URLSearchParams([...values, ['signature', proxySignature(values, secret)]]);
      const response = await door.request(`/proxy/decide?${search}`);
      return {
        status: response.status,
        headers: response.headers,
        body: (await response.json()) as Record<string, unknown>,
      };
    };
    return { ask, banners };
  }

  const facts = () => test.db.read.selectFrom('fact').selectAll().execute();
  const seeded = (banners: BannersService) => test.db.write((trx) => banners.seed(trx, SAMPLE_SHOP, NOW));
  const everything = { blocks: 'proof,banner,recs', product: '1', locale: 'en', banner: 'home', limit: '4' };

  it('answers all blocks of a page at once, for this visitor alone', async () => {
    const { ask, banners } = open();
    await seeded(banners);
    const { status, headers, body } = await ask({ ...everything, visitor: 'device-0001' });
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('private, no-store');
    expect(body).toEqual({
      proof: { kind: 'bought', count: 3, hours: 48 },
      banner: expect.objectContaining({ id: 'home-missed', title: 'We have missed you' }),
      recs: { currency: 'EUR', products: [expect.objectContaining({ id: '2', why: 'bought_together' })] },
    });
  });

  it('leaves out what it has nothing to say about', async () => {
    const { ask } = open();
    expect((await ask({ ...everything, product: '999', blocks: 'proof,banner' })).body).toEqual({});
    expect((await ask({})).body).toEqual({});
    expect((await ask(everything, { shop: 'unknown.myshopify.com' })).body).toEqual({});
    const odd = { blocks: 'proof,constructor', product: "1' or 1=1", visitor: '../..', limit: '-1', locale: '<x>' };
    expect((await ask(odd)).body).toEqual({});
  });

  it('refuses a forged call', async () => {
    const { ask } = open();
    expect(await ask(everything, { secret: 'other' })).toMatchObject({ status: 401 });
  });

  it('is silent for a shop that has uninstalled', async () => {
    await test.db.write((trx) => trx.updateTable('shop').set({ uninstalled_at: NOW }).execute());
    expect((await open().ask(everything)).body).toEqual({});
  });

  it('goes by the customer who is logged in before the device, and hears once a day that they are together', async () => {
    const { ask, banners } = open();
    await seeded(banners);
    const query = { ...everything, visitor: 'device-0001' };
    const { body } = await ask(query, { customer: '1' });
    expect(body.banner).toMatchObject({ id: 'home-loyal' });
    await ask(query, { customer: '1' });
    await soon(() => expect(heard).toEqual([SAMPLE_SHOP]));
    clock.advance(DAY);
    await ask(query, { customer: '1' });
    await soon(async () => expect(await facts()).toHaveLength(2));
    const [fact] = await facts();
    expect(fact).toMatchObject({ kind: 'contact.recognised', identity: 'customer:1', verified: 1 });
    expect(JSON.parse(fact?.data ?? '')).toEqual({ also: ['client:device-0001'] });
  });

  it('knows who followed a mail link, and nobody by a forged one', async () => {
    const { ask, banners } = open();
    await seeded(banners);
    const known = await ask({ ...everything, token: 'good-token', visitor: 'device-0009' });
    expect(known.body.banner).toMatchObject({ id: 'home-loyal' });
    await soon(async () => expect((await facts())[0]?.identity).toBe('email:a@b.test'));
    const forged = await ask({ ...everything, token: 'forged-token', visitor: 'device-0008' });
    expect(forged.body.banner).toBeUndefined();
    expect(await facts()).toHaveLength(1);
  });

  it('answers without a visitor when consent was refused, and notes nothing', async () => {
    const { ask } = open();
    expect(Object.keys((await ask(everything, { customer: '1' })).body)).toEqual(['proof', 'recs']);
    expect(await facts()).toEqual([]);
  });

  it('says that it cannot answer when the database does not', async () => {
    const { ask } = open();
    await test.db.write((trx) => sql`alter table shop rename to away`.execute(trx));
    expect(await ask(everything)).toMatchObject({ status: 503 });
  });
});
