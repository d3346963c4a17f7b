import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { ConsentState, NewFact } from '../../listen/facts/fact.ts';
import { createTestShop } from '../testing/shop.ts';
import { mayMail } from './may-mail.server.ts';
import { stateOf, type ConsentEntry } from './rules.ts';

const entry = (at: number, source: string, state: ConsentState): ConsentEntry => ({
  id: `${at}${source}${state}`,
  at,
  source,
  state,
  evidence: {},
});

describe('the state of an address', () => {
  it('is its latest entry, whatever order they are told in', () => {
    const told = fc.array(
      fc
        .tuple(
          fc.integer({ min: 0, max: 9 }),
          fc.constantFrom('shopify', 'link', 'checkout'),
          fc.constantFrom<ConsentState>('subscribed', 'unsubscribed', 'pending', 'not_subscribed'),
        )
        .map(([at, source, state]) => entry(at, source, state)),
      { maxLength: 6 },
    );
    fc.assert(fc.property(told, (entries) => stateOf(entries.toReversed()) === stateOf(entries)));
    expect(stateOf([])).toBe('not_subscribed');
    expect(stateOf([entry(2, 'shopify', 'unsubscribed'), entry(1, 'shopify', 'subscribed')])).toBe('unsubscribed');
  });

  it('stays unsubscribed after the link in a mail until she herself opts in again', () => {
    const left = [entry(1, 'shopify', 'subscribed'), entry(2, 'link', 'unsubscribed')];
    expect(stateOf([...left, entry(3, 'shopify', 'subscribed')])).toBe('unsubscribed');
    expect(stateOf([...left, entry(3, 'shopify', 'unsubscribed'), entry(4, 'import', 'subscribed')])).toBe(
      'unsubscribed',
    );
    expect(stateOf([...left, entry(3, 'checkout', 'subscribed')])).toBe('subscribed');
    expect(stateOf([...left, entry(3, 'link', 'subscribed')])).toBe('subscribed');
  });
});

describe.each(DIALECTS)('marketing mail [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  it('asks the log of the address, and says why not', async () => {
    const shop = await createTestShop(test.db);
    const said = (at: number, source: string, state: ConsentState): NewFact => ({
      id: `consent:${source}:${at}`,
      kind: 'consent.changed',
      occurredAt: at,
      identity: 'email:a@x.it',
      verified: true,
      data: { consent: { channel: 'email', state, source } },
    });
    const ask = async () => {
      await shop.understand();
      const contact = await test.db.read
        .selectFrom('contact')
        .select(['id', 'email_consent'])
        .executeTakeFirstOrThrow();
      const { may, ...rest } = await mayMail(test.db.read, shop.shop, contact.id);
      return [contact.email_consent, may, 'reason' in rest ? rest.reason : rest.source];
    };
    await shop.hear([{ ...said(1, 'shopify', 'pending'), id: 'p' }]);
    expect(await ask()).toEqual(['pending', false, 'pending']);
    await shop.hear([said(2, 'shopify', 'subscribed')]);
    expect(await ask()).toEqual(['subscribed', true, 'shopify']);
    await shop.hear([said(4, 'link', 'unsubscribed')]);
    expect(await ask()).toEqual(['unsubscribed', false, 'unsubscribed']);
    await shop.hear([said(5, 'shopify', 'subscribed')]);
    expect(await ask()).toEqual(['unsubscribed', false, 'unsubscribed']);
    expect(await mayMail(test.db.read, shop.shop, 'nobody')).toMatchObject({ may: false, reason: 'no_contact' });
  });

  it('is not allowed by an unsigned source', async () => {
    const shop = await createTestShop(test.db, 'unsigned');
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
