import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { createAppraiseWorker } from '../../understand/appraisal/worker.server.ts';
import { createConsentService } from '../../understand/consent/service.server.ts';
import { createTestShop } from '../../understand/testing/shop.ts';
import { seal } from './delivery/messages-in-test.ts';
import { createSuppressionAppraiser } from './suppressed-contacts.server.ts';
import { createSuppressionByHand } from './suppression-by-hand.server.ts';
import { addressHash, suppress } from './suppression.server.ts';

const ADA = 'ada@x.it';

describe.each(DIALECTS)('a contact whose address is on the suppression list [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  async function open(name: string) {
    const shop = await createTestShop(test.db, name);
    const tools = { db: test.db, clock: shop.clock };
    const appraise = createAppraiseWorker({ ...tools, appraisers: [createSuppressionAppraiser(seal)] });
    const ports = { merged: async () => {} };
    const consent = createConsentService({ ...tools, wake: () => {}, wanted: new Set(), ports });
    await shop.hear([{ id: 'c', kind: 'customer.created', occurredAt: 1, identity: `email:${ADA}`, verified: true }]);
    return {
      shop: shop.shop,
      clock: shop.clock,
      byHand: createSuppressionByHand({ ...tools, seal }),
      say: (state: 'subscribed' | 'unsubscribed') =>
        consent.change(shop.shop, { address: ADA, channel: 'email', state, source: 'form' }),
      async isKept(): Promise<number | undefined> {
        await shop.understand();
        for (let at = await appraise.run(shop.shop); at !== null; at = await appraise.run(shop.shop));
        const row = test.db.read.selectFrom('contact').select('suppressed').where('shop', '=', shop.shop);
        return (await row.where('email', '=', ADA).executeTakeFirst())?.suppressed;
      },
    };
  }

  it('is known by it as soon as a person puts it there, and no more when it is taken off or that is undone', async () => {
    const { shop, byHand, isKept } = await open('by-hand');
    expect(await isKept()).toBe(0);
    const staff = { who: 'user:1', note: 'asked for it' };
    const added = await byHand.add(shop, 'Ada@X.it', staff);
    expect(await isKept()).toBe(1);
    const removed = await byHand.remove(shop, addressHash(seal, ADA), staff);
    expect(await isKept()).toBe(0);
    expect([added.state, removed.state]).toEqual(['added', 'removed']);
    await byHand.undo(shop, removed.state === 'removed' ? removed.change : '', 'user:1');
    expect(await isKept()).toBe(1);
  });

  it('is so too when she comes later, until she opts in herself; what a person has to take off stays', async () => {
    const { shop, clock, say, isKept } = await open('later');
    const list = (reason: 'unsubscribed' | 'hard_bounce') =>
      test.db.write((trx) => suppress(trx, shop, addressHash(seal, ADA), reason, clock.now()));
    await list('unsubscribed');
    expect(await isKept()).toBe(1);
    clock.advance(1000);
    await say('subscribed');
    expect(await isKept()).toBe(0);
    clock.advance(1000);
    await list('hard_bounce');
    await say('subscribed');
    expect(await isKept()).toBe(1);
  });
});
