// Posts before they go out, and what stays of them: written, copied, moved, put away and found again.
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../platform/clock/clock.ts';
import { instantOfWall, wallOf } from '../../platform/clock/zones.ts';
import type { Database, Reader, Trx } from '../../platform/db/db.ts';
import { postSlug } from './outgoing-link.ts';
import { type PostDraft, postSchema, type VariantDraft } from './post-draft.ts';
import { findPost, type PostRow, readTarget, socialLock, type VariantRow, variantsOf } from './store.server.ts';

export type PostSaved =
  | { ok: true; revision: number }
  /** somebody else has saved meanwhile; it is released already; it is gone */
  | { ok: false; reason: 'changed' | 'state' | 'unknown' };

export const PAGE = 50;

export interface PostWithVariants {
  post: PostRow;
  variants: VariantRow[];
}

export function createPostDrafts({ db, clock }: { db: Database; clock: Clock }) {
  async function withVariants(posts: PostRow[], shop: string): Promise<PostWithVariants[]> {
    const ids = posts.map(({ id }) => id);
    const byPost = Map.groupBy(await variantsOf(db.read, shop, ids), ({ post }) => post);
    return posts.map((post) => ({ post, variants: byPost.get(post.id) ?? [] }));
  }

  async function insert(shop: string, draft: PostDraft, article: string | null = null): Promise<string> {
    const { name, when, variants } = postSchema.parse(draft);
    const id = randomUUID();
    const now = clock.now();
    const zone = await zoneOf(db.read, shop);
    await db.write(async (trx) => {
      await trx
        .insertInto('social_post')
        .values({
          shop,
          id,
          name,
          slug: postSlug(name, id),
          scheduled_at: when === null ? null : instantOfWall(when, zone),
          zone,
          article,
          created_at: now,
          updated_at: now,
        })
        .execute();
      await writeVariants(trx, shop, id, variants);
    });
    return id;
  }

  const setRemoved = (shop: string, id: string, at: number | null) =>
    db.write(async (trx) => {
      const { numUpdatedRows } = await trx
        .updateTable('social_post')
        .set({ removed_at: at })
        .where('shop', '=', shop)
        .where('id', '=', id)
        // one that is to go out is taken back first
        .where('state', 'in', ['draft', 'done', 'cancelled'])
        .executeTakeFirst();
      return numUpdatedRows === 1n;
    });

  return {
    /** The one touched last first. @param before `updated_at` and id of the last one of the page before */
    async list(shop: string, before: { at: number; id: string } | null = null): Promise<PostWithVariants[]> {
      const rows = await db.read
        .selectFrom('social_post')
        .selectAll()
        .where('shop', '=', shop)
        .where('removed_at', 'is', null)
        .$if(before !== null, (query) =>
          query.where((eb) => eb(eb.refTuple('updated_at', 'id'), '<', eb.tuple(before?.at ?? 0, before?.id ?? ''))),
        )
        .orderBy('updated_at', 'desc')
        .orderBy('id', 'desc')
        .limit(PAGE)
        .execute();
      return withVariants(rows as PostRow[], shop);
    },

    /** Those whose day lies between two instants. */
    async between(shop: string, from: number, until: number): Promise<PostWithVariants[]> {
      const rows = await db.read
        .selectFrom('social_post')
        .selectAll()
        .where('shop', '=', shop)
        .where('removed_at', 'is', null)
        .where('scheduled_at', '>=', from)
        .where('scheduled_at', '<', until)
        .orderBy('scheduled_at')
        .execute();
      return withVariants(rows as PostRow[], shop);
    },

    async get(shop: string, id: string): Promise<PostWithVariants | null> {
      const post = await findPost(db.read, shop, id);
      return post && { post, variants: await variantsOf(db.read, shop, [id]) };
    },

    create: insert,

    /** @param revision the one that was opened: who saves over another's save is told */
    save(shop: string, id: string, revision: number, draft: PostDraft): Promise<PostSaved> {
      const { name, when, variants } = postSchema.parse(draft);
      return db.write(
        async (trx): Promise<PostSaved> => {
          const post = await findPost(trx, shop, id);
          if (!post) return { ok: false, reason: 'unknown' };
          if (post.state !== 'draft') return { ok: false, reason: 'state' };
          if (post.revision !== revision) return { ok: false, reason: 'changed' };
          const zone = await zoneOf(trx, shop);
          await trx
            .updateTable('social_post')
            .set({
              name,
              slug: postSlug(name, id),
              scheduled_at: when === null ? null : instantOfWall(when, zone),
              zone,
              revision: revision + 1,
              updated_at: clock.now(),
            })
            .where('shop', '=', shop)
            .where('id', '=', id)
            .execute();
          await trx.deleteFrom('social_variant').where('shop', '=', shop).where('post', '=', id).execute();
          await writeVariants(trx, shop, id, variants);
          return { ok: true, revision: revision + 1 };
        },
        { lock: socialLock(shop) },
      );
    },

    /** @returns the id of the copy; null when there is nothing to copy */
    async duplicate(shop: string, id: string, name: string): Promise<string | null> {
      const post = await findPost(db.read, shop, id);
      if (!post) return null;
      const { variants } = draftOf(post, await variantsOf(db.read, shop, [id]));
      return insert(shop, { name, when: null, variants }, post.article);
    },

    remove: (shop: string, id: string): Promise<boolean> => setRemoved(shop, id, clock.now()),
    restore: (shop: string, id: string): Promise<boolean> => setRemoved(shop, id, null),
  };
}

/** What a merchant wrote, out of its rows. */
export function draftOf(post: PostRow, variants: readonly VariantRow[]): PostDraft {
  return {
    name: post.name,
    when: post.scheduled_at === null ? null : wallOf(post.scheduled_at, post.zone),
    variants: variants.map((row) => ({
      id: row.id,
      account: row.account,
      text: row.text,
      picture: row.picture,
      alt: row.alt,
      link: row.link,
      target: readTarget(row),
    })),
  };
}

export async function zoneOf(reader: Reader | Trx, shop: string): Promise<string> {
  const row = await reader.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirst();
  return row?.timezone ?? 'UTC';
}

/** Each has an id of its own, whatever the page called it: it is what a network knows the attempt by. */
async function writeVariants(trx: Trx, shop: string, post: string, variants: readonly VariantDraft[]): Promise<void> {
  if (variants.length === 0) return;
  await trx
    .insertInto('social_variant')
    .values(
      variants.map(({ account, text, picture, alt, link, target }, position) => ({
        shop,
        id: randomUUID(),
        post,
        position,
        account,
        text,
        picture,
        alt,
        link,
        target: JSON.stringify(target),
      })),
    )
    .execute();
}
