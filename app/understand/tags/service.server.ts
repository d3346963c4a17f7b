import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { APPRAISE } from '../appraisal/worker.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { segmentName } from '../segments/words.ts';
import type { Words } from '../words.ts';
import { giveTags, takeTags, tagsChanged } from './give.server.ts';
import { refusedTags, surveyTags } from './tag-sync.server.ts';

export interface GivenTag {
  tag: string;
  at: number;
  /** hand, shopify, import:ID, bulk:ID, rule:ID, journey:ID; null when an earlier release did not say */
  source: string | null;
  /** the name of the list that brought it, or of the segment whose rule gave it; null where it came otherwise */
  of: Words | null;
}

export interface TagsService {
  ofContact(shop: string, contact: string): Promise<GivenTag[]>;
  /** by hand; contacts that are not there are left out */
  give(shop: string, contacts: readonly string[], tag: string): Promise<void>;
  take(shop: string, contacts: readonly string[], tag: string): Promise<void>;
  /** how many contacts have each, those that most have first */
  counts(shop: string, limit: number): Promise<{ tag: string; contacts: number }[]>;
  /** contacts whose tags Shopify did not take, with its reason */
  refused(shop: string, limit: number): Promise<{ contact: string; name: string; reason: string }[]>;
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
    async ofContact(shop, contact) {
      const rows = await db.read
        .selectFrom('contact_tag')
        .leftJoin('tag_rule', (join) =>
          join
            .onRef('tag_rule.shop', '=', 'contact_tag.shop')
            .on(sql<string>`'rule:' || tag_rule.id`, '=', sql.ref('contact_tag.source')),
        )
        .leftJoin('segment', (join) =>
          join.onRef('segment.shop', '=', 'tag_rule.shop').onRef('segment.id', '=', 'tag_rule.segment'),
        )
        .leftJoin('import', (join) =>
          join
            .onRef('import.shop', '=', 'contact_tag.shop')
            .on(sql<string>`'import:' || import.id`, '=', sql.ref('contact_tag.source')),
        )
        .select(['contact_tag.tag', 'contact_tag.at', 'contact_tag.source'])
        .select(['segment.name', 'segment.recipe', 'import.filename'])
        .where('contact_tag.shop', '=', shop)
        .where('contact_tag.contact', '=', contact)
        .orderBy('contact_tag.tag')
        .execute();
      return rows.map(({ name, recipe, filename, ...given }) => ({
        ...given,
        of: name === null ? filename : segmentName({ name, recipe }),
      }));
    },

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

    counts: (shop, limit) =>
      db.read
        .selectFrom('contact_tag')
        .select(({ fn }) => ['tag', fn.countAll<number>().as('contacts')])
        .where('shop', '=', shop)
        .groupBy('tag')
        .orderBy('contacts', 'desc')
        .orderBy('tag')
        .limit(limit)
        .execute(),

    refused: (shop, limit) => refusedTags(db.read, shop, limit),

    async compareAll(shop) {
      await change(shop, (trx, now) => surveyTags(trx, shop, now));
      wake('tasks', shop, clock.now());
    },
  };
}
