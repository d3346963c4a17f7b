import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { createSegmentShop, factOf } from '../testing/segment-shop.ts';
import { NOW } from '../testing/shop.ts';
import { audienceHeader, audienceLine, internationalPhone } from './audience.ts';
import { createSegmentExports } from './export.server.ts';

const sha = (text: string) => createHash('sha256').update(text).digest('hex');

describe('an audience file', () => {
  const ada = {
    email: ' Ada.L+x@Gmail.com ',
    phone: '+39 (333) 123-4567',
    firstName: 'Ada-Lù',
    lastName: "O'Neill",
    city: 'San José',
    country: 'IT',
  };

  it('has the headings and the forms that Meta asks for', () => {
    expect(audienceHeader('meta')).toBe('email,phone,fn,ln,ct,country\n');
    const parts = ['ada.l+x@gmail.com', '393331234567', 'adalù', 'oneill', 'sanjosé', 'it'];
    expect(audienceLine('meta', ada)).toBe(`${parts.map(sha).join(',')}\n`);
  });

  it('has the headings and the forms that Google asks for', () => {
    expect(audienceHeader('google')).toBe('Email,Phone\n');
    expect(audienceLine('google', ada)).toBe(`${sha('adal+x@gmail.com')},${sha('+393331234567')}\n`);
  });

  it('leaves empty what is not known, and numbers without their country', () => {
    expect(internationalPhone('0039 333 1234567')).toBe('+393331234567');
    const nobody = { email: null, phone: '333 1234567', firstName: null, lastName: null, city: null, country: null };
    expect(audienceLine('meta', nobody)).toBe(',,,,,\n');
  });
});

describe.each(DIALECTS)('files of a segment [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  it('have those who may be marketed to, and say who was left out and why; what broke off goes on', async () => {
    const world = await createSegmentShop(test.db);
    const people = ['ada', 'bob', 'cyd', 'dan', 'eve'];
    await world.hear(people.map((who) => factOf(who, 'product.viewed', NOW)));
    await world.hear([factOf('fay', 'product.viewed', NOW, { identity: 'client:fay', verified: false })]);
    await world.settle();
    const saved = await world.service.create(world.shop, {
      name: 'All',
      kind: 'live',
      condition: { version: 1, when: { type: 'all', of: [] } },
    });
    if (!saved.ok) throw new Error(saved.reason);
    await world.settle();
    const rows = await test.db.read.selectFrom('contact').select(['id', 'email']).orderBy('id').execute();
    await test.db.write((trx) =>
      trx.updateTable('contact').set({ automated: 0 }).where('email', '=', 'eve@x.test').execute(),
    );
    const states: Record<string, { allowed: boolean; reason: { code: string; state?: string } }> = {
      'ada@x.test': { allowed: true, reason: { code: 'subscribed' } },
      'bob@x.test': { allowed: false, reason: { code: 'no_consent', state: 'unsubscribed' } },
      'cyd@x.test': { allowed: false, reason: { code: 'suppressed' } },
      'dan@x.test': { allowed: false, reason: { code: 'no_consent', state: 'not_subscribed' } },
      'eve@x.test': { allowed: true, reason: { code: 'subscribed' } },
    };
    const exports = createSegmentExports({
      db: test.db,
      mayMarket: async () =>
        new Map(rows.flatMap(({ id, email }) => (email && states[email] ? [[id, states[email]] as const] : []))),
    });
    expect(await exports.summary(world.shop, saved.id)).toEqual({
      members: 6,
      inFile: 1,
      leftOut: { no_address: 1, never_subscribed: 1, unsubscribed: 1, pending: 0, suppressed: 1, not_automated: 1 },
    });
    const text = async (pages: AsyncGenerator<string> | null) => {
      let all = '';
      for await (const page of pages ?? []) all += page;
      return all;
    };
    expect(await text(await exports.audience(world.shop, saved.id, 'google'))).toBe(
      `Email,Phone\n${sha('ada@x.test')},\n`,
    );
    const csv = await text(await exports.csv(world.shop, saved.id));
    expect(csv.split('\n')).toHaveLength(8);
    const middle = rows[2]!.id;
    const rest = await text(await exports.csv(world.shop, saved.id, middle));
    expect(csv.endsWith(rest)).toBe(true);
    expect(rest.trim().split('\n')).toHaveLength(3);
    expect(await exports.csv('other.myshopify.com', saved.id)).toBeNull();
  });
});
