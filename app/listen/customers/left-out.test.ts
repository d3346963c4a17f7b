import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { applyHeard } from '../apply.server.ts';
import { type HeardCustomer, nothingHeard } from '../heard.ts';
import { parseCustomer } from './parse-customer.ts';

describe.each(DIALECTS)('what a payload leaves out of a customer [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  const hear = (shop: string, customers: HeardCustomer[]) =>
    test.db.write((trx) => applyHeard(trx, shop, { ...nothingHeard(), customers }, 1));
  const known = (shop: string) =>
    test.db.read
      .selectFrom('customer')
      .select(['first_name', 'phone', 'country', 'city', 'tags', 'updated_at'])
      .where('shop', '=', shop)
      .execute();
  const payload = (second: number, more: object) => ({
    id: 7,
    email: 'a@x.it',
    first_name: `n${second}`,
    created_at: '2026-01-01T00:00:00Z',
    updated_at: `2026-10-01T00:00:0${second}Z`,
    ...more,
  });
  const told = (second: number, more: object) => parseCustomer(payload(second, more)).customers ?? [];

  it('stays as it is known, and what is told to be empty is empty', async () => {
    const shop = `known${shops++}`;
    await hear(
      shop,
      told(1, { phone: '+39', tags: 'vip, b2b', default_address: { country_code: 'IT', city: 'Bologna' } }),
    );
    await hear(shop, told(2, {}));
    const full = { phone: '+39', country: 'IT', city: 'Bologna', tags: '["vip","b2b"]' };
    expect(await known(shop)).toMatchObject([{ first_name: 'n2', ...full }]);
    await hear(shop, told(3, { phone: null, tags: '', default_address: null }));
    expect(await known(shop)).toMatchObject([{ first_name: 'n3', phone: null, country: null, city: null, tags: '[]' }]);
  });

  it('is taken from rows that an earlier release wrote', async () => {
    const shop = `early${shops++}`;
    await hear(shop, told(2, { phone: '+39', tags: 'vip' }));
    await test.db.write((trx) =>
      trx
        .updateTable('customer')
        .set({ phone_version: null, place_version: null, tags_version: null, version: null })
        .where('shop', '=', shop)
        .execute(),
    );
    await hear(shop, told(1, { tags: 'old' }));
    await hear(shop, told(3, {}));
    expect(await known(shop)).toMatchObject([{ first_name: 'n3', phone: '+39', tags: '["vip"]' }]);
    await hear(shop, told(4, { tags: 'new' }));
    expect(await known(shop)).toMatchObject([{ phone: '+39', tags: '["new"]' }]);
  });

  it('ends the same in whatever order and batches the payloads come', async () => {
    const left = fc.constant(undefined);
    const state = fc.record({
      phone: fc.option(fc.constantFrom('+1', '+2', null), { nil: undefined }),
      default_address: fc.option(fc.constantFrom({ country_code: 'IT', city: 'Roma' }, null), { nil: undefined }),
      tags: fc.oneof(fc.constantFrom('a', 'a, b', ''), left),
    });
    const states = fc.array(state, { minLength: 2, maxLength: 5 });
    const order = fc.infiniteStream(fc.nat());
    await fc.assert(
      fc.asyncProperty(states, order, fc.boolean(), async (parts, random, together) => {
        const tellings = parts.map((part, second) => told(second, JSON.parse(JSON.stringify(part)) as object));
        const [one, other] = [`one${shops}`, `other${shops++}`];
        for (const telling of tellings) await hear(one, telling);
        const shuffled = tellings
          .map((telling) => ({ telling, key: random.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ telling }) => telling);
        if (together) await hear(other, shuffled.flat());
        else for (const telling of [...shuffled, ...tellings.slice(0, 1)]) await hear(other, telling);
        expect(await known(other)).toEqual(await known(one));
      }),
      { numRuns: dialect === 'sqlite' ? 40 : 12 },
    );
  });
});
