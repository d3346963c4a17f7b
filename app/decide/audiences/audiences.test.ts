import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { ManualClock, SECOND } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { addContacts, addShop, SAMPLE_SHOP } from '../blocks/sample-shop.ts';
import { bannerSchema, wordsFor, type BannerInput } from './banner.ts';
import { BANNER_SEEDS } from './seeds.ts';
import { createAudiencesService } from './service.server.ts';
import { stageConditions } from './stage-conditions.ts';
import { createVisitors } from './visitors.server.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const english = { locale: 'en', shopLocale: 'en' };

describe('a banner version', () => {
  it('leads to a page or a web address, never to a script', () => {
    const [seed] = BANNER_SEEDS;
    const withLink = (link: string) =>
      bannerSchema.safeParse({ ...seed, content: { en: { title: 'x', text: '', link, label: '' } } }).success;
    expect(['', '/collections/all', 'https://a.test/x'].map(withLink)).toEqual([true, true, true]);
    expect(['javascript:alert(1)', '//a.test', 'data:text/html,x', 'a b'].map(withLink)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  it('speaks the visitor’s language, else the shop’s, else the one it has', () => {
    const words = (title: string) => ({ title, text: '', link: '', label: '' });
    const content = { en: words('Hello'), it: words('Ciao') };
    expect(wordsFor(content, 'it-CH', 'en')?.title).toBe('Ciao');
    expect(wordsFor(content, 'de', 'it')?.title).toBe('Ciao');
    expect(wordsFor({ it: words('Ciao') }, 'de', 'fr')?.title).toBe('Ciao');
  });
});

describe.each(DIALECTS)('banners by condition [%s]', (dialect) => {
  let test: TestDatabase;
  let clock: ManualClock;
  const service = () => createAudiencesService({ db: test.db, clock, log: silentLog, conditions: stageConditions });

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    clock = new ManualClock(NOW);
    await test.db.write(async (trx) => {
      await addShop(trx, NOW);
      await addContacts(
        trx,
        [
          { id: 'nobody', identities: ['client:device-0001'] },
          { id: 'champion', stage: 'loyal', group: 'champions', identities: ['customer:1', 'client:device-0002'] },
          { id: 'away', stage: 'customer', group: 'at_risk', identities: ['customer:2'] },
          { id: 'new', stage: 'customer', group: 'new', identities: ['customer:3'] },
        ],
        NOW,
      );
      await service().seed(trx, SAMPLE_SHOP, NOW);
    });
  });
  afterEach(() => test.dispose());

  it('shows the first version, in the merchant’s order, that a contact’s condition holds for', async () => {
    const audiences = service();
    const shown = (contact: string) =>
      audiences.bannerFor(SAMPLE_SHOP, 'UTC', 'home', contact, english).then((banner) => banner?.id ?? null);
    const all = ['champion', 'away', 'new', 'nobody', 'unheard-of'];
    expect(await Promise.all(all.map(shown))).toEqual(['home-loyal', 'home-missed', 'home-customers', null, null]);
    await audiences.reorder(SAMPLE_SHOP, 'home', ['home-customers']);
    expect(await shown('champion')).toBe('home-customers');
    await audiences.setStatus(SAMPLE_SHOP, 'home-customers', 'off');
    expect(await shown('champion')).toBe('home-loyal');
    await audiences.remove(SAMPLE_SHOP, 'home-loyal');
    expect(await shown('champion')).toBeNull();
    expect(await audiences.bannerFor(SAMPLE_SHOP, 'UTC', 'cart', 'away', english)).toBeNull();
  });

  it('speaks Italian in Italy', async () => {
    const banner = await service().bannerFor(SAMPLE_SHOP, 'UTC', 'home', 'away', { locale: 'it', shopLocale: 'en' });
    expect(banner?.label).toBe('Dai un’occhiata');
  });

  it('changes with the contact, at once when told and within seconds otherwise', async () => {
    const audiences = service();
    const shown = (contact: string) =>
      audiences.bannerFor(SAMPLE_SHOP, 'UTC', 'home', contact, english).then((banner) => banner?.id ?? null);
    const becomes = (id: string, stage: string) =>
      test.db.write((trx) => trx.updateTable('contact').set({ stage }).where('id', '=', id).execute());
    expect(await shown('nobody')).toBeNull();
    await becomes('nobody', 'customer');
    expect(await shown('nobody')).toBeNull();
    audiences.contactChanged(SAMPLE_SHOP, 'nobody');
    expect(await shown('nobody')).toBe('home-customers');
    await becomes('nobody', 'visitor');
    clock.advance(2 * SECOND);
    expect(await shown('nobody')).toBeNull();
  });

  it('keeps what a merchant wrote when the app is installed again', async () => {
    const audiences = service();
    const mine: BannerInput = {
      key: 'home',
      name: 'Mine',
      status: 'on',
      condition: { version: 1, root: { type: 'stage', in: ['visitor'] } },
      content: { en: { title: 'Hello', text: '', link: '', label: '' } },
    };
    expect(await audiences.save(SAMPLE_SHOP, mine, 'home-loyal')).toEqual({ id: 'home-loyal' });
    await test.db.write((trx) => audiences.seed(trx, SAMPLE_SHOP, NOW));
    expect((await audiences.list(SAMPLE_SHOP)).map((banner) => banner.name)).toEqual([
      'Mine',
      'Customers who have been away',
      'Everybody who has bought',
    ]);
    const fresh = await audiences.save(SAMPLE_SHOP, mine);
    const list = await audiences.list(SAMPLE_SHOP);
    expect('id' in fresh && list.at(-1)).toMatchObject({ position: 4, name: 'Mine' });
    expect(await audiences.save(SAMPLE_SHOP, { ...mine, condition: { root: 1 } })).toHaveProperty('problem');
  });

  it('leaves out a version that cannot be read, and shows the others', async () => {
    await test.db.write((trx) =>
      trx.updateTable('banner').set({ content: '{"en":' }).where('id', '=', 'home-loyal').execute(),
    );
    expect((await service().bannerFor(SAMPLE_SHOP, 'UTC', 'home', 'champion', english))?.id).toBe('home-customers');
  });

  it('knows the contact behind a customer or a device, and looks many up in one read', async () => {
    const visitors = createVisitors({ db: test.db, clock });
    const asked = ['customer:1', 'client:device-0002', 'client:device-0001', 'client:device-9999'];
    const found = await Promise.all(asked.map((identity) => visitors.contactOf(SAMPLE_SHOP, identity)));
    expect(found).toEqual(['champion', 'champion', 'nobody', null]);
    expect(await visitors.contactOf('other.myshopify.com', 'customer:1')).toBeNull();
  });
});
