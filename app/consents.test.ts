// Consent as the app has it: what is asked of whom, and that no statement walks through a whole table.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../test/databases.ts';
import { createConsents } from './consents.server.ts';
import { createConsentPages } from './pages/consent.server.ts';
import { confirmToken } from './understand/consent/double-opt-in.ts';
import { createSeal } from './platform/crypto/seal.ts';
import type { Admin } from './platform/shopify/admin/admin.server.ts';
import type { Change } from './understand/appraisal/appraiser.ts';
import { askedLately } from './understand/consent/asked-counts.server.ts';
import { MARKETING } from './understand/consent/rules.ts';
import { askedRetention } from './understand/consent/retention.server.ts';
import { CONSENT_SYNC_TASK } from './understand/consent/tell-shopify.server.ts';
import { shopFrame } from './understand/contacts/shop-frame.server.ts';
import { createTestShop, NOW } from './understand/testing/shop.ts';
import { plansOf, walksIn, watched } from './understand/testing/statement-plans.ts';

const ADA = 'ada@x.it';

describe.each(DIALECTS)('consent as it is wired [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  async function openAsking(id: string) {
    const { shop, clock } = await createTestShop(test.db, id);
    const settings = JSON.stringify({ consent: { doubleOptIn: true } });
    await test.db.write((trx) => trx.updateTable('shop').set({ settings }).where('shop', '=', shop).execute());
    const seal = createSeal('a key for tests that is long enough to be one');
    const admin = (() => {
      throw new Error('Shopify is not asked here');
    }) as Admin;
    const ports = { merged: async () => {} };
    const tools = { db: test.db, clock, wake: () => {}, ports, admin, seal };
    const { services } = createConsents({ ...tools, wanted: new Set() });
    return { shop, clock, services };
  }

  it('asks whoever is added by hand, where the shop wants that, and forgets the question in time', async () => {
    const { shop, clock, services } = await openAsking('asking');
    const bea = { email: 'bea@x.it', firstName: null, lastName: null, tags: [], consentNote: 'asked at the till' };
    expect(await services.addContact(shop, bea)).toMatchObject({ state: 'added' });
    const [entry, ...more] = await services.consent.log(shop, { address: 'bea@x.it' });
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ state: 'pending', source: 'asked', evidence: { note: 'asked at the till' } });
    const messages = test.db.read.selectFrom('message').select(['template', 'purpose', 'state']);
    // the one that reminds her looks, when it is due, whether it is still needed
    expect(await messages.where('shop', '=', shop).orderBy('due_at').execute()).toEqual([
      { template: 'confirmation', purpose: 'transactional', state: 'queued' },
      { template: 'confirmation-reminder', purpose: 'transactional', state: 'queued' },
    ]);
    const [step] = askedRetention;
    expect(await step?.letGo(test.db, shop, clock.now(), null)).toEqual({ rows: 0, next: null });
    expect(await step?.letGo(test.db, shop, clock.now() + 1, null)).toEqual({ rows: 1, next: null });
  });

  it('asks whoever is written down by hand on her page as well; by other channels the note is the proof', async () => {
    const { shop, clock, services } = await openAsking('written-down');
    const pages = createConsentPages({ ...services, db: test.db, clock, messages: { suppressed: async () => false } });
    const dan = { email: 'dan@x.it', firstName: null, lastName: null, tags: [], consentNote: null };
    const added = await services.addContact(shop, dan);
    const contact = added.state === 'added' ? added.contact : '';
    const yes = { purpose: MARKETING, state: 'subscribed', note: 'rang on Monday' } as const;
    expect(await pages.say(shop, contact, { ...yes, channel: 'email' }, 'user:1')).toBe('asked');
    const [entry, ...more] = await services.consent.log(shop, { contact });
    expect(more).toEqual([]);
    expect(entry).toMatchObject({ state: 'pending', source: 'asked', evidence: { note: 'rang on Monday' } });
    expect(await pages.say(shop, contact, { ...yes, channel: 'push' }, 'user:1')).toBe('said');
    const no = { ...yes, channel: 'email', state: 'unsubscribed' } as const;
    expect(await pages.say(shop, contact, no, 'user:1')).toBe('said');
  });

  it('finds rows by an index', async () => {
    const { shop, clock, hear, understand } = await createTestShop(test.db);
    const seal = createSeal('a key for tests that is long enough to be one');
    const watching = watched(test.db);
    const admin = (() => ({ query: async () => ({ nodes: [] }) })) as unknown as Admin;
    const ports = { merged: async () => {} };
    const { services, appraisers, handlers } = createConsents({
      db: watching.db,
      clock,
      wake: () => {},
      wanted: new Set(),
      ports,
      admin,
      seal,
    });
    await test.db.write((trx) =>
      trx.insertInto('customer').values({ shop, id: '7', email: ADA, created_at: 1, updated_at: 1 }).execute(),
    );
    const created = { kind: 'customer.created', occurredAt: 1, identity: 'customer:7', verified: true } as const;
    await hear([{ id: 'c', ...created, data: { also: [`email:${ADA}`] } }]);
    await understand();
    const contacts = await test.db.read.selectFrom('contact').select('id').where('shop', '=', shop).execute();
    const contact = contacts[0]?.id ?? '';

    const asked = await services.confirmations.ask(shop, { contact, by: 'staff' });
    expect(asked.result).toBe('asked');
    await services.confirmations.confirm(confirmToken(seal, shop, asked.result === 'asked' ? asked.id : ''), 'yes');
    clock.advance(1000);
    const no = { contact, channel: 'push', purpose: 'offers', state: 'unsubscribed', source: 'form' } as const;
    expect(await services.consent.change(shop, no)).toMatchObject({ result: 'said' });
    await services.consent.log(shop, { address: ADA });
    const frame = await shopFrame(test.db.read, shop, NOW);
    const touched = new Map([[contact, new Set<Change>(['everything', 'live'])]]);
    const plans = [];
    for (const appraiser of appraisers)
      plans.push(...(await plansOf(test.db, (trx) => appraiser.appraise(trx, frame!, touched, () => {}))));
    const task = { shop, id: CONSENT_SYNC_TASK, kind: CONSENT_SYNC_TASK, cursor: null, doneCount: 0, totalCount: null };
    const slice = await handlers[CONSENT_SYNC_TASK]({ ...task, attempts: 0 });
    plans.push(...(await plansOf(test.db, async (trx) => slice.write?.(trx))));
    await services.untold.list(shop, 5);
    await services.untold.tryAgain(shop);
    await askedLately(watching.db.read, shop, clock.now());
    for (const step of askedRetention) await step.letGo(watching.db, shop, NOW, null);

    plans.push(...(await watching.plans()));
    const about = plans.filter(({ text }) => /consent|double_opt_in|suppress/.test(text));
    expect(about.length).toBeGreaterThan(15);
    for (const one of about) {
      expect([one.text.slice(0, 300), walksIn(dialect, one)]).toEqual([one.text.slice(0, 300), []]);
    }
  });
});
