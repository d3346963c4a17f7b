import { z } from 'zod';
import type { Trx } from '../../platform/db/db.ts';
import { inChunks } from '../upsert.ts';

const tagsSchema = z.array(z.string()).catch([]);

/** Rows for the tags of these products as they stand now, whichever telling of them came first. */
export async function followTags(trx: Trx, shop: string, products: readonly string[]): Promise<void> {
  const [standing, told] = [new Map<string, Row>(), new Map<string, Row>()];
  const key = ({ tag, product }: Row) => JSON.stringify([product, tag]);
  await inChunks(products, 1, async (some) => {
    const rows = await trx
      .selectFrom('product_tag')
      .select(['tag', 'product'])
      .where('shop', '=', shop)
      .where('product', 'in', some)
      .execute();
    for (const row of rows) standing.set(key(row), row);
    const tagged = await trx
      .selectFrom('product')
      .select(['id', 'tags'])
      .where('shop', '=', shop)
      .where('id', 'in', some)
      .execute();
    for (const { id, tags } of tagged) {
      for (const tag of tagsSchema.parse(JSON.parse(tags))) {
        if (tag !== '') told.set(key({ tag, product: id }), { tag, product: id });
      }
    }
  });
  const fresh = [...told].filter(([each]) => !standing.has(each)).map(([, row]) => ({ shop, ...row }));
  await inChunks(fresh, 3, (some) =>
    trx
      .insertInto('product_tag')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
  const gone = [...standing].filter(([each]) => !told.has(each)).map(([, row]) => row);
  const byTag = new Map<string, string[]>();
  for (const { tag, product } of gone) byTag.set(tag, [...(byTag.get(tag) ?? []), product]);
  for (const [tag, its] of byTag) {
    await trx
      .deleteFrom('product_tag')
      .where('shop', '=', shop)
      .where('tag', '=', tag)
      .where('product', 'in', its)
      .execute();
  }
}

interface Row {
  tag: string;
  product: string;
}
