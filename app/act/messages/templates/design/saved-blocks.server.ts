import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../../platform/clock/clock.ts';
import type { Database } from '../../../../platform/db/db.ts';
import { type Block, blockSchema } from './document.ts';
import { templateName } from './template.ts';

/** A block kept to be used again, under a name. */
export interface SavedBlock {
  id: string;
  name: string;
  block: Block;
}

export interface SavedBlocks {
  /** by name */
  list(shop: string): Promise<SavedBlock[]>;
  /** @returns null when there are as many as may be */
  keep(shop: string, name: string, block: Block): Promise<string | null>;
  drop(shop: string, id: string): Promise<void>;
}

const MOST = 100;

export function createSavedBlocks({ db, clock }: { db: Database; clock: Clock }): SavedBlocks {
  return {
    async list(shop) {
      const rows = await db.read
        .selectFrom('saved_block')
        .select(['id', 'name', 'block'])
        .where('shop', '=', shop)
        .orderBy('name')
        .orderBy('id')
        .limit(MOST)
        .execute();
      return rows.flatMap(({ id, name, block }) => {
        const parsed = blockSchema.safeParse(JSON.parse(block));
        return parsed.success ? [{ id, name, block: parsed.data }] : [];
      });
    },

    keep: (shop, name, block) =>
      db.write(
        async (trx) => {
          const { count } = await trx
            .selectFrom('saved_block')
            .select((eb) => eb.fn.countAll<number>().as('count'))
            .where('shop', '=', shop)
            .executeTakeFirstOrThrow();
          if (Number(count) >= MOST) return null;
          const id = randomUUID();
          const kept = JSON.stringify(blockSchema.parse(block));
          await trx
            .insertInto('saved_block')
            .values({ shop, id, name: templateName.catch('–').parse(name), block: kept, created_at: clock.now() })
            .execute();
          return id;
        },
        { lock: `saved-blocks:${shop}` },
      ),

    async drop(shop, id) {
      await db.write((trx) => trx.deleteFrom('saved_block').where('shop', '=', shop).where('id', '=', id).execute());
    },
  };
}
