import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { createTestShop } from '../testing/shop.ts';
import { createNamesService } from './names.server.ts';

const SHOP = 's.myshopify.com';

describe.each(DIALECTS)('names that conditions may use [%s]', (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    await createTestShop(test.db);
    const product = (id: string, title: string, vendor: string, deleted_at: number | null = null) => ({
      shop: SHOP,
      id,
      title,
      vendor,
      handle: id,
      status: 'active',
      price: 100,
      currency: 'EUR',
      updated_at: 1,
      deleted_at,
    });
    await test.db.write(async (trx) => {
      await trx
        .insertInto('product')
        .values([
          product('1', 'Red shoe', 'Acme'),
          product('2', '100% wool', 'Bella'),
          product('3', 'Old shoe', 'Acme', 5),
          { ...product('4', 'Blue shoe', 'Foreign'), shop: 'other.myshopify.com' },
        ])
        .execute();
      await trx
        .insertInto('contact_tag')
        .values(
          ['vip', 'vip', 'Newsletter', 'vienna'].map((tag, index) => ({
            shop: SHOP,
            contact: `c${index}`,
            tag,
            at: 1,
          })),
        )
        .execute();
    });
  });
  afterEach(() => test.dispose());
  const names = () => createNamesService({ db: test.db });

  it('are found by a part, without what is gone or belongs to another shop', async () => {
    expect(await names().search(SHOP, 'product', 'SHOE')).toEqual([{ id: '1', name: 'Red shoe' }]);
    expect(await names().search(SHOP, 'product', '%')).toEqual([{ id: '2', name: '100% wool' }]);
  });

  it('of a ready-made segment are found in any language, and said in each', async () => {
    const named = { shop: SHOP, kind: 'live', condition: '{}', created_at: 1, updated_at: 1 };
    await test.db.write((trx) =>
      trx
        .insertInto('segment')
        .values([
          { ...named, id: 'b', name: 'Big spenders', recipe: 'big-spenders' },
          { ...named, id: 'l', name: 'Those who left', recipe: 'lapsed' },
          { ...named, id: 'g', name: 'Grandi sconti', removed_at: 5 },
          { ...named, id: 'o', name: 'Grandi', shop: 'other.myshopify.com' },
        ])
        .execute(),
    );
    const big = { id: 'b', name: { en: 'Big spenders', it: 'Grandi clienti' } };
    expect(await names().search(SHOP, 'segment', 'grandi')).toEqual([big]);
    expect(await names().search(SHOP, 'segment', 'SPEND')).toEqual([big]);
    expect(await names().search(SHOP, 'segment', 'clienti che')).toEqual([]);
    expect((await names().search(SHOP, 'segment', '')).map(({ id }) => id)).toEqual(['b', 'l']);
    expect(await names().named(SHOP, 'segment', ['l', 'g', 'o'])).toEqual(
      expect.arrayContaining([
        { id: 'l', name: 'Those who left' },
        { id: 'g', name: 'Grandi sconti' },
      ]),
    );
  });

  it('of words that many rows share come once each', async () => {
    const found = await names().search(SHOP, 'tag', 'v');
    expect(found.map(({ name }) => name)).toEqual(['vienna', 'vip']);
    expect((await names().search(SHOP, 'vendor', '')).map(({ id }) => id)).toEqual(['Acme', 'Bella']);
  });

  it('are known by id even of what is gone: conditions still name it', async () => {
    const found = await names().named(SHOP, 'product', ['3', '4']);
    expect(found).toEqual([{ id: '3', name: 'Old shoe' }]);
  });
});
