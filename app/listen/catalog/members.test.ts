// A collection and a product each tell of the pair they make; what was asked for last holds, whatever is written last.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { applyHeard } from '../apply.server.ts';
import { nothingHeard } from '../heard.ts';
import { applyCollectionsOf, applyMembers } from './members.server.ts';

const SHOP = 'members.myshopify.com';
const COLLECTIONS = ['c1', 'c2'];
const PRODUCTS = ['p1', 'p2', 'p3'];

describe.each(DIALECTS)('which products are in which collections [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  /** Empty collections and products, none of which was ever read. */
  async function fresh() {
    await test.db.write(async (trx) => {
      for (const table of ['collection_product', 'collection', 'product', 'gone'] as const) {
        await trx.deleteFrom(table).where('shop', '=', SHOP).execute();
      }
      const row = { shop: SHOP, title: '', handle: '', updated_at: 1 };
      await trx
        .insertInto('collection')
        .values(COLLECTIONS.map((id) => ({ ...row, id })))
        .execute();
      const product = { ...row, status: 'active', price: 1, currency: 'EUR' };
      await trx
        .insertInto('product')
        .values(PRODUCTS.map((id) => ({ ...product, id })))
        .execute();
    });
  }

  async function pairs() {
    const rows = await test.db.read.selectFrom('collection_product').selectAll().where('shop', '=', SHOP).execute();
    return rows.map(({ collection, product }) => `${collection} ${product}`).sort();
  }

  type Telling = { of: string; list: string[]; toldAt: number };
  const tell = ({ of, list, toldAt }: Telling) =>
    test.db.write(async (trx) => {
      if (of.startsWith('c')) await applyMembers(trx, SHOP, [{ collection: of, products: list, toldAt }]);
      else await applyCollectionsOf(trx, SHOP, { product: of, collections: list, toldAt });
    });

  it('end the same in any order of tellings, from either side, told once or twice', async () => {
    const side = fc.oneof(
      fc.record({ of: fc.constantFrom(...COLLECTIONS), list: fc.subarray(PRODUCTS) }),
      fc.record({ of: fc.constantFrom(...PRODUCTS), list: fc.subarray(COLLECTIONS) }),
    );
    const told = fc.array(side, { minLength: 1, maxLength: 5 }).chain((tellings) => {
      const timed = tellings.map((each, index) => ({ ...each, toldAt: 100 + index }));
      const all = [...timed, ...timed.slice(0, 1)];
      return fc.tuple(fc.constant(timed), fc.shuffledSubarray(all, { minLength: all.length }));
    });
    await fc.assert(
      fc.asyncProperty(told, async ([inOrder, shuffled]) => {
        await fresh();
        for (const telling of inOrder) await tell(telling);
        const orderly = await pairs();
        await fresh();
        for (const telling of shuffled) await tell(telling);
        expect(await pairs()).toEqual(orderly);
      }),
      { numRuns: 25 },
    );
  });

  it('says which collections have other products now, and a deleted one has none', async () => {
    await fresh();
    const members = (products: string[], toldAt: number) =>
      test.db.write((trx) => applyMembers(trx, SHOP, [{ collection: 'c1', products, toldAt }]));
    expect(await members(['p1', 'p2'], 100)).toEqual(['c1']);
    expect(await members(['p2', 'p1'], 101)).toEqual([]);
    expect(await members(['p2'], 102)).toEqual(['c1']);
    expect(await members(['p1'], 99)).toEqual([]);
    expect(await pairs()).toEqual(['c1 p2']);
    const deletedCollections = [{ id: 'c1', at: 103 }];
    await test.db.write((trx) => applyHeard(trx, SHOP, { ...nothingHeard(), deletedCollections }, 103));
    expect(await pairs()).toEqual([]);
    expect(await members(['p1'], 104)).toEqual([]);
    await tell({ of: 'p1', list: ['c1', 'c2'], toldAt: 105 });
    expect(await pairs()).toEqual(['c2 p1']);
  });
});
