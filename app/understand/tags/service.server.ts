import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { APPRAISE } from '../appraisal/worker.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { giveTags, takeTags, tagsChanged } from './give.server.ts';
import { surveyTags } from './tag-sync.server.ts';

/** No comma: Shopify reads it as the end of a tag. */
export const tagName = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .regex(/^[^,]*$/);

export interface GivenTag {
  tag: string;
  at: number;
  /** hand, shopify, import:ID, rule:ID, journey:ID; null when an earlier release did not say */
  source: string | null;
}

export interface TagsService {
  ofContact(shop: string, contact: string): Promise<GivenTag[]>;
  /** by hand; contacts that are not there are left out */
  give(shop: string, contacts: readonly string[], tag: string): Promise<void>;
  take(shop: string, contacts: readonly string[], tag: string): Promise<void>;
  /** with Shopify's customers, all of them: keeping tags the same was switched on, or the prefix is another */
  compareAll(shop: string): Promise<void>;
}

export function createTagsService({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }): TagsService {
  async function change(shop: string, write: (trx: Trx, now: number) => Promise<void>): Promise<void> {
    const now = clock.now();
    await db.write((trx) => write(trx, now), { lock: foldLock(shop) });
    wake(APPRAISE, shop, now);
  }

  return {
    ofContact: (shop, contact) =>
      db.read
        .selectFrom('contact_tag')
        .select(['tag', 'at', 'source'])
        .where('shop', '=', shop)
        .where('contact', '=', contact)
        .orderBy('tag')
        .execute(),

    give: (shop, contacts, tag) =>
      change(shop, async (trx, now) => {
        if (contacts.length === 0) return;
        const there = await trx
          .selectFrom('contact')
          .select('id')
          .where('shop', '=', shop)
          .where('id', 'in', contacts)
          .execute();
        const given = there.map(({ id }) => ({ contact: id, tag }));
        await tagsChanged(trx, shop, await giveTags(trx, shop, given, 'hand', now), now);
      }),

    take: (shop, contacts, tag) =>
      change(shop, async (trx, now) => {
        const taken = contacts.map((contact) => ({ contact, tag }));
        await tagsChanged(trx, shop, await takeTags(trx, shop, taken), now);
      }),

    async compareAll(shop) {
      await change(shop, (trx, now) => surveyTags(trx, shop, now));
      wake('tasks', shop, clock.now());
    },
  };
}
