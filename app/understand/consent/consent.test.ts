import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { CHANNELS, CONSENT_STATES, type ConsentState, identity, type NewFact } from '../../listen/facts/fact.ts';
import { createTestShop, type TestShop } from '../testing/shop.ts';
import { currentEntry, type ConsentEntry, MARKETING, stateOf, TRANSACTIONAL } from './rules.ts';
import { type ConsentService, createConsentService } from './service.server.ts';

const entry = (
  at: number,
  source: string,
  state: ConsentState,
  more: Partial<Pick<ConsentEntry, 'id' | 'channel' | 'purpose' | 'evidence'>> = {},
): ConsentEntry => ({
  id: `${at}${source}${state}${more.channel ?? ''}${more.purpose ?? ''}`,
  at,
  source,
  state,
  channel: 'email',
  purpose: MARKETING,
  evidence: {},
  ...more,
});

describe('the state of an address', () => {
  it('is the same whatever order its entries are told in, for each channel and purpose', () => {
    const told = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 9 }),
        source: fc.constantFrom(
          'shopify',
          'link',
          'preferences',
          'checkout',
          'merchant',
          'import:1',
          'asked',
          'confirmation',
        ),
        state: fc.constantFrom(...CONSENT_STATES),
        channel: fc.constantFrom(...CHANNELS),
        purpose: fc.constantFrom(MARKETING, TRANSACTIONAL, 'offers'),
        evidence: fc.constantFrom<Record<string, string>>({}, { level: 'confirmed' }),
      }),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(told, fc.infiniteStream(fc.nat()), (all, random) => {
        const entries = all.map((one, index): ConsentEntry => ({ ...one, id: `e${index}` }));
        const shuffled = entries
          .map((one) => ({ one, by: random.next().value ?? 0 }))
          .toSorted((a, b) => a.by - b.by)
          .map(({ one }) => one);
        for (const channel of CHANNELS) {
          for (const purpose of [MARKETING, TRANSACTIONAL, 'offers']) {
            const question = { channel, purpose };
            if (currentEntry(shuffled, question)?.id !== currentEntry(entries, question)?.id) return false;
          }
        }
        return true;
      }),
    );
    expect(stateOf([])).toBe('not_subscribed');
    expect(stateOf([entry(2, 'shopify', 'unsubscribed'), entry(1, 'shopify', 'subscribed')])).toBe('unsubscribed');
  });

  it('stays unsubscribed after our own link until she herself opts in again', () => {
    const left = [entry(1, 'shopify', 'subscribed'), entry(2, 'link', 'unsubscribed')];
    const after = (...more: ConsentEntry[]) => stateOf([...left, ...more]);
    expect(after(entry(3, 'shopify', 'subscribed'))).toBe('unsubscribed');
    expect(after(entry(3, 'shopify', 'unsubscribed'), entry(4, 'import:1', 'subscribed'))).toBe('unsubscribed');
    expect(after(entry(3, 'shopify', 'pending'))).toBe('unsubscribed');
    expect(after(entry(3, 'checkout', 'subscribed'))).toBe('subscribed');
    expect(after(entry(3, 'link', 'subscribed'))).toBe('subscribed');
    expect(after(entry(3, 'confirmation', 'subscribed'))).toBe('subscribed');
    expect(after(entry(3, 'shopify', 'subscribed', { evidence: { level: 'confirmed' } }))).toBe('subscribed');
    expect(after(entry(1, 'checkout', 'subscribed', { id: 'earlier' }))).toBe('unsubscribed');
  });

  it('is not changed by being asked, except where nothing was said', () => {
    expect(stateOf([entry(1, 'asked', 'pending')])).toBe('pending');
    expect(stateOf([entry(1, 'checkout', 'subscribed'), entry(2, 'asked', 'pending')])).toBe('subscribed');
    expect(stateOf([entry(1, 'shopify', 'unsubscribed'), entry(2, 'asked', 'pending')])).toBe('unsubscribed');
    expect(stateOf([entry(1, 'asked', 'pending'), entry(2, 'merchant', 'subscribed')])).toBe('pending');
    expect(stateOf([entry(1, 'asked', 'pending'), entry(2, 'confirmation', 'subscribed')])).toBe('subscribed');
  });

  it('is what it was when staff take back what they said; nobody else’s word can be taken back', () => {
    const yes = entry(1, 'checkout', 'subscribed', { id: 'yes' });
    const no = entry(2, 'merchant', 'unsubscribed', { id: 'no' });
    const undo = (of: string) => entry(3, 'undo', 'subscribed', { id: 'undo', evidence: { of } });
    expect(stateOf([yes, no])).toBe('unsubscribed');
    expect(stateOf([yes, no, undo('no')])).toBe('subscribed');
    expect(stateOf([undo('no'), no, yes])).toBe('subscribed');
    expect(stateOf([yes, no, undo('yes')])).toBe('unsubscribed');
  });

  it('holds for a purpose of which nothing was said, and no to marketing is no to all', () => {
    const offers = { channel: 'email', purpose: 'offers' } as const;
    const about = (at: number, state: ConsentState) => entry(at, 'preferences', state, { purpose: 'offers' });
    const all = (at: number, state: ConsentState) => entry(at, 'checkout', state);
    expect(stateOf([all(1, 'subscribed')], offers)).toBe('subscribed');
    expect(stateOf([all(1, 'subscribed'), about(2, 'unsubscribed')], offers)).toBe('unsubscribed');
    expect(stateOf([all(1, 'subscribed'), about(2, 'unsubscribed')])).toBe('subscribed');
    // a box ticked at a checkout does not lift a no to one purpose
    expect(stateOf([about(2, 'unsubscribed'), all(3, 'subscribed')], offers)).toBe('unsubscribed');
    expect(stateOf([about(2, 'subscribed'), all(3, 'unsubscribed')], offers)).toBe('unsubscribed');
    expect(stateOf([all(1, 'unsubscribed'), about(2, 'subscribed')], offers)).toBe('subscribed');
    expect(stateOf([all(1, 'unsubscribed')], { channel: 'email', purpose: TRANSACTIONAL })).toBe('not_subscribed');
    expect(stateOf([all(1, 'subscribed')], { channel: 'sms', purpose: MARKETING })).toBe('not_subscribed');
  });
});

describe.each(DIALECTS)('the log of consent [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  let shop: TestShop;
  let consent: ConsentService;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());
  beforeEach(async () => {
    shop = await createTestShop(test.db, `shop${shops++}`);
    const ports = { merged: async () => {} };
    consent = createConsentService({ db: test.db, clock: shop.clock, wake: () => {}, wanted: new Set(), ports });
  });

  const customer = (id: string, email: string, phone: string | null = null): Promise<void> =>
    test.db.write(async (trx) => {
      const row = { shop: shop.shop, id, email, phone, created_at: 1, updated_at: 1 };
      await trx.insertInto('customer').values(row).execute();
    });
  const created = (id: string, email: string): NewFact => ({
    id: `customer:${id}:created`,
    kind: 'customer.created',
    occurredAt: 1,
    identity: identity('customer', id),
    verified: true,
    data: { also: [identity('email', email)] },
  });
  const known = async (id = '7', email = 'a@x.it', phone: string | null = null) => {
    await customer(id, email, phone);
    await shop.hear([created(id, email)]);
    await shop.understand();
    const row = test.db.read.selectFrom('identity').select('contact').where('shop', '=', shop.shop);
    return (await row.where('id', '=', `customer:${id}`).executeTakeFirstOrThrow()).contact;
  };
  const profile = (contact: string) =>
    test.db.read
      .selectFrom('contact')
      .selectAll()
      .where('shop', '=', shop.shop)
      .where('id', '=', contact)
      .executeTakeFirstOrThrow();

  it('keeps what was said with its source, its time and what shows it, and the profile follows at once', async () => {
    const contact = await known();
    const evidence = { text: 'Yes, write to me', page: '/pages/news' };
    const yes = { contact, channel: 'email', state: 'subscribed', source: 'form', evidence } as const;
    expect(await consent.change(shop.shop, yes)).toMatchObject({ result: 'said', holds: 'subscribed' });
    expect((await profile(contact)).email_consent).toBe('subscribed');
    expect(await consent.log(shop.shop, { address: 'A@x.it ' })).toEqual([
      expect.objectContaining({ source: 'form', purpose: MARKETING, at: shop.clock.now(), evidence }),
    ]);
  });

  it('says so when her own word stands against somebody else’s', async () => {
    const contact = await known();
    await consent.change(shop.shop, { contact, channel: 'email', state: 'unsubscribed', source: 'preferences' });
    shop.clock.advance(1000);
    const evidence = { note: 'she rang' };
    const by = { contact, channel: 'email', state: 'subscribed', source: 'merchant', evidence } as const;
    expect(await consent.change(shop.shop, by)).toMatchObject({ result: 'said', holds: 'unsubscribed' });
    expect((await profile(contact)).email_consent).toBe('unsubscribed');
    expect(await consent.log(shop.shop, { contact })).toHaveLength(2);
  });

  it('knows each channel by itself; a number needs to be hers, and a new one was not said yes to', async () => {
    const contact = await known('7', 'a@x.it', '+39 333 1234567');
    const sms = { contact, channel: 'sms', state: 'subscribed', source: 'form' } as const;
    expect(await consent.change(shop.shop, sms)).toMatchObject({ result: 'said', holds: 'subscribed' });
    const [first] = await consent.log(shop.shop, { contact });
    expect(first).toMatchObject({ channel: 'sms', evidence: { phone: '+39 333 1234567' } });
    expect((await profile(contact)).email_consent).toBe('not_subscribed');
    await test.db.write((trx) =>
      trx.updateTable('contact').set({ phone: '+39 333 7654321' }).where('shop', '=', shop.shop).execute(),
    );
    expect(await consent.log(shop.shop, { contact })).toEqual([]);
    const other = await known('8', 'b@x.it');
    expect(await consent.change(shop.shop, { ...sms, contact: other })).toEqual({ result: 'no_address' });
    expect(await consent.change(shop.shop, { ...sms, contact: 'nobody' })).toEqual({ result: 'nobody' });
    const push = { contact: other, channel: 'push', state: 'subscribed', source: 'form' } as const;
    expect(await consent.change(shop.shop, push)).toMatchObject({ result: 'said', holds: 'subscribed' });
  });

  it('is not written by an unsigned source', async () => {
    await shop.hear([
      { id: 'c', kind: 'customer.created', occurredAt: 1, identity: 'email:a@x.it', verified: true },
      {
        id: 'f',
        kind: 'consent.changed',
        occurredAt: 2,
        identity: 'email:a@x.it',
        verified: false,
        data: { consent: { channel: 'email', state: 'subscribed', source: 'form' } },
      },
    ]);
    await shop.understand();
    expect(await test.db.read.selectFrom('consent').selectAll().where('shop', '=', shop.shop).execute()).toEqual([]);
  });
});
