import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { ManualClock, SECOND } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { addContacts, addShop, SAMPLE_SHOP } from '../blocks/sample-shop.ts';
import type { Condition } from '../../understand/conditions/condition.ts';
import { bannerSchema, wordsFor, type BannerInput } from './banner.ts';
import { createBannerChoice } from './choose-version.server.ts';
import { BANNER_SEEDS } from './seeds.ts';
import { createBannersService } from './service.server.ts';
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
  const open = () => {
    const choice = createBannerChoice({ db: test.db, clock, log: silentLog });
    const banners = createBannersService({ db: test.db, clock, log: silentLog, choice });
    const shown = async (contact: string | null, languages = english) =>
      (await choice.shownTo(SAMPLE_SHOP, 'UTC', 'home', contact, languages))?.id ?? null;
    return { choice, banners, shown };
  };

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
      await open().banners.seed(trx, SAMPLE_SHOP, NOW);
    });
  });
  afterEach(() => test.dispose());

  it('takes a version away, and has it back at its place under its own name', async () => {
    const { banners, shown } = open();
    const before = await banners.list(SAMPLE_SHOP);
    await banners.remove(SAMPLE_SHOP, 'home-loyal');
    expect((await banners.list(SAMPLE_SHOP)).map(({ id }) => id)).not.toContain('home-loyal');
    expect(await shown('champion')).toBe('home-customers');
    await banners.restore(SAMPLE_SHOP, 'home-loyal');
    await banners.restore(SAMPLE_SHOP, 'home-missed');
    expect(await banners.list(SAMPLE_SHOP)).toEqual(before);
    expect(await shown('champion')).toBe('home-loyal');
  });

  it('shows the first version, in the merchant’s order, that a contact’s condition holds for', async () => {
    const { banners, choice, shown } = open();
    const all = ['champion', 'away', 'new', 'nobody', 'unheard-of'];
    expect(await Promise.all(all.map((contact) => shown(contact)))).toEqual([
      'home-loyal',
      'home-missed',
      'home-customers',
      null,
      null,
    ]);
    await banners.reorder(SAMPLE_SHOP, 'home', ['home-customers']);
    expect(await shown('champion')).toBe('home-customers');
    await banners.setStatus(SAMPLE_SHOP, 'home-customers', 'off');
    expect(await shown('champion')).toBe('home-loyal');
    await banners.remove(SAMPLE_SHOP, 'home-loyal');
    expect(await shown('champion')).toBeNull();
    expect(await choice.shownTo(SAMPLE_SHOP, 'UTC', 'cart', 'away', english)).toBeNull();
  });

  it('speaks Italian in Italy', async () => {
    const italian = { locale: 'it', shopLocale: 'en' };
    const banner = await open().choice.shownTo(SAMPLE_SHOP, 'UTC', 'home', 'away', italian);
    expect(banner?.label).toBe('Dai un’occhiata');
  });

  it('changes with the contact, at once when told and within seconds otherwise', async () => {
    const { choice, shown } = open();
    const becomes = (id: string, stage: string) =>
      test.db.write((trx) => trx.updateTable('contact').set({ stage }).where('id', '=', id).execute());
    expect(await shown('nobody')).toBeNull();
    await becomes('nobody', 'customer');
    expect(await shown('nobody')).toBeNull();
    choice.contactChanged(SAMPLE_SHOP, 'nobody');
    expect(await shown('nobody')).toBe('home-customers');
    await becomes('nobody', 'visitor');
    clock.advance(3 * SECOND);
    expect(await shown('nobody')).toBeNull();
  });

  it('keeps what a merchant wrote when the app is installed again', async () => {
    const { banners } = open();
    const mine: BannerInput = {
      key: 'home',
      name: 'Mine',
      status: 'on',
      condition: { version: 1, when: { type: 'stage', in: ['visitor'] } },
      content: { en: { title: 'Hello', text: '', link: '', label: '' } },
    };
    expect(await banners.save(SAMPLE_SHOP, mine, 'home-loyal')).toBe('home-loyal');
    await test.db.write((trx) => banners.seed(trx, SAMPLE_SHOP, NOW));
    expect((await banners.list(SAMPLE_SHOP)).map((banner) => banner.name)).toEqual([
      'Mine',
      'Customers who have been away',
      'Everybody who has bought',
    ]);
    const fresh = await banners.save(SAMPLE_SHOP, mine);
    expect((await banners.list(SAMPLE_SHOP)).at(-1)).toMatchObject({ id: fresh, position: 4, name: 'Mine' });
  });

  it('shows a version for visitors to somebody of whom nothing is known', async () => {
    const { banners, shown } = open();
    const [seed] = BANNER_SEEDS;
    if (!seed) throw new Error('no seeds');
    const condition: Condition = { version: 1, when: { type: 'orders.count', op: 'eq', value: 0 } };
    const id = await banners.save(SAMPLE_SHOP, { ...seed, name: 'First order', condition });
    expect(await Promise.all([shown(null), shown('unheard-of'), shown('away')])).toEqual([id, id, 'home-missed']);
  });

  it('previews what a contact sees and says why', async () => {
    const { banners } = open();
    const preview = await banners.preview(SAMPLE_SHOP, 'UTC', 'home', 'away', english);
    expect(preview.shown?.id).toBe('home-missed');
    expect(preview.versions.map(({ id, holds }) => [id, holds])).toEqual([
      ['home-loyal', false],
      ['home-missed', true],
      ['home-customers', true],
    ]);
    expect(preview.versions[1]?.reasons[0]).toMatchObject({ key: 'condition.rfmGroup', holds: true });
    expect((await banners.preview(SAMPLE_SHOP, 'UTC', 'home', null, english)).shown).toBeNull();
  });

  it('leaves out a version that cannot be read, and shows the others', async () => {
    await test.db.write((trx) =>
      trx.updateTable('banner').set({ content: '{"en":' }).where('id', '=', 'home-loyal').execute(),
    );
    expect(await open().shown('champion')).toBe('home-customers');
  });

  it('knows the contact behind a customer or a device, and looks many up in one read', async () => {
    const visitors = createVisitors({ db: test.db, clock });
    const asked = ['customer:1', 'client:device-0002', 'client:device-0001', 'client:device-9999'];
    const found = await Promise.all(asked.map((identity) => visitors.contactOf(SAMPLE_SHOP, identity)));
    expect(found).toEqual(['champion', 'champion', 'nobody', null]);
    expect(await visitors.contactOf('other.myshopify.com', 'customer:1')).toBeNull();
  });
});
