// Whether segments of ours are shared with Shopify, and how far that has come.
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import { findSegment } from './store.server.ts';
import { queueTwin, twinTaskId } from './twin-task.server.ts';
import { segmentName } from './words.ts';
import { wordsIn } from '../words.ts';

/** How the members of a segment come by a tag, and keep it while they are in it. */
export interface MemberTags {
  write(shop: string, tag: string, segment: string): Promise<'written' | 'circle' | 'unknown'>;
  remove(shop: string, tag: string, segment: string): Promise<void>;
  /** whether members get it still */
  stands(shop: string, tag: string, segment: string): Promise<boolean>;
}

/** no_sync: tags are not shared with Shopify at all. circle: the segment itself asks for that tag. */
export type Shared = 'shared' | 'no_sync' | 'circle' | 'unknown';

export interface Twin {
  /** as it stands on customers in Shopify */
  tag: string;
  /** null until it is made */
  shopifyId: string | null;
  /** Shopify's words, when it refused */
  problem: string | null;
  /** when it was last brought in line; null until it was */
  at: number | null;
  /** customers whose tags are still to be brought there, of this segment or others */
  waiting: number;
}

const LONGEST_TAG = 80;

/** A tag of Shopify's has no comma; quotes would end the query that names it. */
const tagOf = (name: string) =>
  name
    .replaceAll(/[,"'\\]/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .slice(0, LONGEST_TAG)
    .trim();

interface Deps {
  db: Database;
  clock: Clock;
  wake: Wake;
  memberTags: MemberTags;
}

export type SegmentTwins = ReturnType<typeof createSegmentTwins>;

export function createSegmentTwins({ db, clock, wake, memberTags }: Deps) {
  async function set(shop: string, id: string, tag: string | null, name?: string): Promise<void> {
    const now = clock.now();
    await db.write(async (trx) => {
      const row = { written: tag, ...(name !== undefined && { name }) };
      await trx.updateTable('segment').set(row).where('shop', '=', shop).where('id', '=', id).execute();
      await queueTwin(trx, shop, id, now, { named: name !== undefined });
    });
    wake('tasks', shop, now);
  }

  return {
    /**
     * Members get a tag that travels to Shopify, where a segment asks for it.
     * @param locale of the words of a ready-made one: Shopify shows one language to everybody, that of whoever shares it
     */
    async share(shop: string, id: string, locale: 'en' | 'it'): Promise<Shared> {
      const segment = await findSegment(db.read, shop, id);
      if (!segment || segment.kind === 'shopify') return 'unknown';
      if (!(await readSettings(db.read, shop)).tags.sync) return 'no_sync';
      const name = wordsIn(segmentName(segment), locale);
      const tag = segment.tag ?? (tagOf(name) || segment.id);
      const written = await memberTags.write(shop, tag, id);
      if (written !== 'written') return written;
      await set(shop, id, tag, name);
      return 'shared';
    },

    /** The twin goes; tags that members have stay, as given by a rule that was. */
    async unshare(shop: string, id: string): Promise<void> {
      const segment = await findSegment(db.read, shop, id);
      if (!segment || segment.tag === null) return;
      await memberTags.remove(shop, segment.tag, id);
      await set(shop, id, null);
    },

    /** Null when it is not shared. */
    async of(shop: string, id: string): Promise<Twin | null> {
      const segment = await findSegment(db.read, shop, id);
      if (!segment || segment.tag === null || !(await memberTags.stands(shop, segment.tag, id))) return null;
      const { prefix } = (await readSettings(db.read, shop)).tags;
      const task = await db.read
        .selectFrom('task')
        .select(['state', 'reason', 'ended_at'])
        .where('shop', '=', shop)
        .where('id', '=', twinTaskId(id))
        .executeTakeFirst();
      const { waiting } = await db.read
        .selectFrom('tag_sync')
        .select(({ fn }) => fn.countAll<number>().as('waiting'))
        .where('shop', '=', shop)
        .where('due_at', 'is not', null)
        .executeTakeFirstOrThrow();
      return {
        tag: prefix + segment.tag,
        shopifyId: segment.shopifyId,
        problem: task?.state === 'attention' ? task.reason : null,
        at: task?.state === 'done' ? task.ended_at : null,
        waiting,
      };
    },
  };
}
