import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { parseConsent } from '../../listen/customers/shopify-consent.ts';
import { identity } from '../../listen/facts/fact.ts';
import { silentLog } from '../../platform/log/log.ts';
import type { Admin } from '../../platform/shopify/admin/admin.server.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { createAppraiseWorker } from '../appraisal/worker.server.ts';
import { createTestShop, type TestShop } from '../testing/shop.ts';
import { type ConsentEntry, MAIL_MARKETING } from './rules.ts';
import { type ConsentService, createConsentService } from './service.server.ts';
import { CONSENT_SYNC_TASK, consentSyncAppraiser } from './tell-shopify.server.ts';
import { createConsentSyncHandler } from './tell-shopify-task.server.ts';
import { toTell } from './to-tell.ts';
import { createUntoldService } from './untold.server.ts';

const GID = 'gid://shopify/Customer/7';
const ADA = 'ada@x.it';

interface Stored {
  marketingState: string;
  marketingOptInLevel: string | null;
  marketingUpdatedAt: string | null;
}

/** One customer as Shopify keeps her: the latest instant wins, and every change is told by a webhook. */
function createCustomer(clock: { now(): number }) {
  const stored: Stored = { marketingState: 'NOT_SUBSCRIBED', marketingOptInLevel: null, marketingUpdatedAt: null };
  const webhooks: object[] = [];
  let writes = 0;
  let refusal: string | null = null;
  const put = (marketingState: string, marketingOptInLevel: string | null, at: number) => {
    Object.assign(stored, { marketingState, marketingOptInLevel });
    stored.marketingUpdatedAt = new Date(Math.floor(at / 1000) * 1000).toISOString();
    webhooks.push({
      customer_id: 7,
      email_address: ADA,
      email_marketing_consent: {
        state: marketingState.toLowerCase(),
        opt_in_level: marketingOptInLevel?.toLowerCase() ?? null,
        consent_updated_at: stored.marketingUpdatedAt,
      },
    });
  };
  const admin = (() => ({
    query: async (document: unknown, variables: { input?: { emailMarketingConsent: ConsentInput } }) => {
      if (String(document).includes('nodes(')) {
        return { nodes: [{ id: GID, defaultEmailAddress: { emailAddress: ADA, ...stored } }] };
      }
      writes++;
      const said = variables.input?.emailMarketingConsent;
      const userErrors = refusal === null ? [] : [{ code: 'INVALID', field: ['input'], message: refusal }];
      if (refusal === null && said) {
        expect(Date.parse(said.consentUpdatedAt)).toBeLessThanOrEqual(clock.now());
        put(
          said.marketingState,
          said.marketingOptInLevel ?? stored.marketingOptInLevel,
          Date.parse(said.consentUpdatedAt),
        );
      }
      return { customerEmailMarketingConsentUpdate: { userErrors } };
    },
  })) as unknown as Admin;
  return { stored, webhooks, admin, put, refuse: (why: string | null) => void (refusal = why), writes: () => writes };
}

interface ConsentInput {
  marketingState: string;
  marketingOptInLevel: string | null;
  consentUpdatedAt: string;
}

describe.each(DIALECTS)('consent shared with Shopify [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  let shop: TestShop;
  let consent: ConsentService;
  let contact: string;
  let customer: ReturnType<typeof createCustomer>;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());
  beforeEach(open);

  async function open(): Promise<void> {
    shop = await createTestShop(test.db, `shop${shops++}`);
    const ports = { merged: async () => {} };
    consent = createConsentService({ db: test.db, clock: shop.clock, wake: () => {}, wanted: new Set(), ports });
    customer = createCustomer(shop.clock);
    await become('7', ADA);
    const row = test.db.read.selectFrom('identity').select('contact').where('shop', '=', shop.shop);
    contact = (await row.where('id', '=', 'customer:7').executeTakeFirstOrThrow()).contact;
  }
  async function become(id: string, email: string): Promise<void> {
    await test.db.write((trx) =>
      trx.insertInto('customer').values({ shop: shop.shop, id, email, created_at: 1, updated_at: 1 }).execute(),
    );
    const also = [identity('email', email)];
    await shop.hear([
      {
        id: `customer:${id}:created`,
        kind: 'customer.created',
        occurredAt: 1,
        identity: identity('customer', id),
        verified: true,
        data: { also },
      },
    ]);
    await shop.understand();
  }
  /** until nothing is left to do */
  async function work(): Promise<void> {
    const wake = () => {};
    const appraise = createAppraiseWorker({ db: test.db, clock: shop.clock, appraisers: [consentSyncAppraiser], wake });
    const { admin } = customer;
    const handlers = { [CONSENT_SYNC_TASK]: createConsentSyncHandler({ db: test.db, clock: shop.clock, admin }) };
    const tasks = createTasksWorker({ db: test.db, clock: shop.clock, log: silentLog, handlers });
    for (let busy = true; busy;) {
      await shop.understand();
      for (let at = await appraise.run(shop.shop); at !== null; at = await appraise.run(shop.shop));
      for (let at = await tasks.run(shop.shop); at !== null && at <= shop.clock.now();) at = await tasks.run(shop.shop);
      const [waiting] = await test.db.read
        .selectFrom('appraisal')
        .select('contact')
        .where('shop', '=', shop.shop)
        .execute();
      const heard = await test.db.read
        .selectFrom('fact')
        .select('id')
        .where('shop', '=', shop.shop)
        .where('progress', '=', 0)
        .execute();
      busy = waiting !== undefined || heard.length > 0;
    }
  }
  const deliver = async (webhooks: readonly object[]) => {
    for (const payload of webhooks) await shop.hear(parseConsent(payload, shop.clock.now()).facts ?? []);
  };
  const say = (state: 'subscribed' | 'unsubscribed', source: string) =>
    consent.change(shop.shop, { contact, channel: 'email', state, source, evidence: { note: 'so' } });
  const here = async () =>
    (
      await test.db.read
        .selectFrom('contact')
        .select('email_consent')
        .where('shop', '=', shop.shop)
        .where('id', '=', contact)
        .executeTakeFirstOrThrow()
    ).email_consent;

  it('tells Shopify what was said here, how sure it is, and when', async () => {
    await say('subscribed', 'form');
    await work();
    expect(customer.stored).toEqual({
      marketingState: 'SUBSCRIBED',
      marketingOptInLevel: 'SINGLE_OPT_IN',
      marketingUpdatedAt: new Date(shop.clock.now()).toISOString(),
    });
    shop.clock.advance(5000);
    await say('unsubscribed', 'link');
    await work();
    expect(customer.stored.marketingState).toBe('UNSUBSCRIBED');
    shop.clock.advance(5000);
    await say('subscribed', 'confirmation');
    await work();
    expect(customer.stored).toMatchObject({ marketingState: 'SUBSCRIBED', marketingOptInLevel: 'CONFIRMED_OPT_IN' });
  });

  it('tells nothing of whoever is no customer there, until she is', async () => {
    await consent.change(shop.shop, { address: 'bob@x.it', channel: 'email', state: 'subscribed', source: 'form' });
    await work();
    const rows = () =>
      test.db.read.selectFrom('consent_sync').select('customer').where('shop', '=', shop.shop).execute();
    expect(await rows()).toEqual([]);
    await become('8', 'bob@x.it');
    await work();
    expect(await rows()).toEqual([{ customer: '8' }]);
  });

  it('is not moved by what comes back, and writes nothing twice', async () => {
    await say('unsubscribed', 'merchant');
    await work();
    expect(customer.writes()).toBe(1);
    await deliver([...customer.webhooks, ...customer.webhooks]);
    await work();
    expect(customer.writes()).toBe(1);
    expect(await here()).toBe('unsubscribed');
    // so that a word of the shop's own can still be taken back, there too
    const entry = (await consent.log(shop.shop, { contact })).find(({ source }) => source === 'merchant');
    shop.clock.advance(5000);
    await consent.undo(shop.shop, contact, entry?.id ?? '', 'user:1');
    expect(await here()).toBe('not_subscribed');
  });

  it('takes back in Shopify too what staff take back here', async () => {
    customer.put('SUBSCRIBED', 'SINGLE_OPT_IN', shop.clock.now() - 60_000);
    await deliver(customer.webhooks.splice(0));
    await work();
    await say('unsubscribed', 'merchant');
    await work();
    await deliver(customer.webhooks.splice(0));
    await work();
    expect([await here(), customer.stored.marketingState]).toEqual(['unsubscribed', 'UNSUBSCRIBED']);
    const entry = (await consent.log(shop.shop, { contact })).find(({ source }) => source === 'merchant');
    shop.clock.advance(5000);
    expect(await consent.undo(shop.shop, contact, entry?.id ?? '', 'user:1')).toMatchObject({ holds: 'subscribed' });
    await work();
    await deliver(customer.webhooks.splice(0));
    await work();
    expect([await here(), customer.stored.marketingState]).toEqual(['subscribed', 'SUBSCRIBED']);
    expect(await consent.undo(shop.shop, contact, entry?.id ?? '', 'user:1')).toBeNull();
  });

  it('does not write over what Shopify heard meanwhile, and hears it', async () => {
    await say('subscribed', 'form');
    customer.put('UNSUBSCRIBED', null, shop.clock.now() + 10_000);
    shop.clock.advance(60_000);
    await work();
    expect(customer.writes()).toBe(0);
    expect(await here()).toBe('unsubscribed');
  });

  it('lets a no by our own link stand against a merchant’s later edit there, once', async () => {
    await say('unsubscribed', 'link');
    customer.put('SUBSCRIBED', 'SINGLE_OPT_IN', shop.clock.now() + 10_000);
    shop.clock.advance(60_000);
    await work();
    expect([await here(), customer.stored.marketingState]).toEqual(['unsubscribed', 'UNSUBSCRIBED']);
    // edited once more, it is the merchant's affair there; nothing is mailed from here
    customer.put('SUBSCRIBED', 'SINGLE_OPT_IN', shop.clock.now() + 10_000);
    shop.clock.advance(60_000);
    await deliver(customer.webhooks.splice(0));
    await work();
    expect([await here(), customer.writes()]).toEqual(['unsubscribed', 1]);
    // she confirmed it herself there
    customer.put('SUBSCRIBED', 'CONFIRMED_OPT_IN', shop.clock.now() + 10_000);
    shop.clock.advance(60_000);
    await deliver(customer.webhooks.splice(0));
    await work();
    expect(await here()).toBe('subscribed');
  });

  it('keeps what Shopify refused where a person sees it, and tries again when asked', async () => {
    const untold = createUntoldService({ db: test.db, clock: shop.clock, wake: () => {} });
    customer.refuse('The customer is redacted');
    await say('subscribed', 'form');
    await work();
    expect(await untold.list(shop.shop, 5)).toEqual([{ contact, reason: 'The customer is redacted' }]);
    expect(await here()).toBe('subscribed');
    customer.refuse(null);
    shop.clock.advance(1000);
    expect(await untold.tryAgain(shop.shop)).toBe(1);
    await work();
    expect(await untold.list(shop.shop, 5)).toEqual([]);
    expect(customer.stored.marketingState).toBe('SUBSCRIBED');
  });

  it('ends alike on both sides whatever comes late, twice or in another order', async () => {
    const step = fc.record({
      do: fc.constantFrom('form', 'merchant', 'shopify', 'work', 'deliver'),
      yes: fc.boolean(),
      gap: fc.constantFrom(1, 700, 2000),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 8 }), fc.infiniteStream(fc.nat()), async (steps, random) => {
        await open();
        const state = (yes: boolean) => (yes ? 'subscribed' : 'unsubscribed');
        for (const { do: what, yes, gap } of steps) {
          // whole seconds apart, for Shopify keeps no finer time
          shop.clock.advance(1000 + gap);
          if (what === 'form') await say(state(yes), 'form');
          else if (what === 'merchant') await say('unsubscribed', 'merchant');
          else if (what === 'shopify') customer.put(state(yes).toUpperCase(), 'CONFIRMED_OPT_IN', shop.clock.now());
          else if (what === 'work') await work();
          else if (customer.webhooks.length > 0) {
            const index = (random.next().value ?? 0) % customer.webhooks.length;
            await deliver(customer.webhooks.slice(index, index + 1));
          }
        }
        shop.clock.advance(5000);
        await deliver(customer.webhooks.toReversed());
        await work();
        await deliver([...customer.webhooks, ...customer.webhooks]);
        await work();
        expect(customer.stored.marketingState.toLowerCase()).toBe(await here());
        const written = customer.writes();
        await deliver(customer.webhooks);
        await work();
        expect(customer.writes()).toBe(written);
      }),
      { numRuns: dialect === 'sqlite' ? 25 : 8 },
    );
  }, 240_000);
});

describe('what Shopify is told', () => {
  const entry = (at: number, source: string, state: ConsentEntry['state'], id = `${at}${source}`): ConsentEntry => ({
    ...MAIL_MARKETING,
    id,
    at,
    source,
    state,
    evidence: {},
  });
  const untouched = { entry: null, state: 'not_subscribed', level: null };

  it.each([
    ['nothing where nothing was said', [], null],
    [
      'waiting for an answer',
      [entry(1500, 'asked', 'pending')],
      { state: 'PENDING', level: 'CONFIRMED_OPT_IN', at: 1000 },
    ],
    [
      'that she left, of which there is no level',
      [entry(2000, 'link', 'unsubscribed')],
      { state: 'UNSUBSCRIBED', level: null, at: 2000 },
    ],
  ] as const)('is %s', (_what, ours, told) => {
    expect(toTell({ ours, theirs: untouched, now: 9000 })).toEqual(told);
  });

  it('is an instant that is not behind what it has, nor ahead of now', () => {
    const theirs = { entry: entry(8000, 'shopify', 'subscribed'), state: 'subscribed', level: null };
    expect(toTell({ ours: [entry(2000, 'link', 'unsubscribed')], theirs, now: 9500 })).toMatchObject({ at: 9000 });
  });

  it('raises a level that she has confirmed', () => {
    const theirs = { entry: entry(1000, 'shopify', 'subscribed'), state: 'subscribed', level: 'single_opt_in' };
    const ours = [entry(1000, 'shopify', 'subscribed'), entry(3000, 'confirmation', 'subscribed')];
    expect(toTell({ ours, theirs, now: 9000 })).toMatchObject({ state: 'SUBSCRIBED', level: 'CONFIRMED_OPT_IN' });
    expect(toTell({ ours, theirs: { ...theirs, level: 'confirmed_opt_in' }, now: 9000 })).toBeNull();
  });
});
