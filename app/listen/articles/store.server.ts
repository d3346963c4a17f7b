import type { Trx } from '../../platform/db/db.ts';
import type { Gone } from '../heard.ts';
import { excluded, inChunks, newest } from '../upsert.ts';

/** A post of one of the shop's blogs. Shopify has no webhooks for them: they are read. */
export interface HeardArticle {
  id: string;
  /** the blog's title, and what it is called in addresses */
  blog: string;
  blogHandle: string;
  title: string;
  handle: string;
  imageUrl: string | null;
  /** a sentence or two, without markup */
  excerpt: string | null;
  tags: string[];
  /** null while it is a draft */
  publishedAt: number | null;
  updatedAt: number;
}

const TOLD = [
  'blog',
  'blog_handle',
  'title',
  'handle',
  'image_url',
  'excerpt',
  'tags',
  'published_at',
  'updated_at',
] as const;

/** An older state never overwrites a newer one. */
export async function applyArticles(trx: Trx, shop: string, heard: readonly HeardArticle[]): Promise<void> {
  const articles = newest(
    heard,
    (article) => article.id,
    (article) => article.updatedAt,
  );
  await inChunks(articles, 11, (some) =>
    trx
      .insertInto('article')
      .values(
        some.map((article) => ({
          shop,
          id: article.id,
          blog: article.blog,
          blog_handle: article.blogHandle,
          title: article.title,
          handle: article.handle,
          image_url: article.imageUrl,
          excerpt: article.excerpt,
          tags: JSON.stringify(article.tags),
          published_at: article.publishedAt,
          updated_at: article.updatedAt,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['shop', 'id'])
          .doUpdateSet({ ...excluded(TOLD), deleted_at: null })
          .whereRef('excluded.updated_at', '>=', 'article.updated_at'),
      )
      .execute(),
  );
}

/** Shopify no longer has them. One that it lists again is there again. */
export async function removeArticles(trx: Trx, shop: string, gone: readonly Gone[]): Promise<void> {
  for (const { id, at } of gone) {
    await trx
      .updateTable('article')
      .set({ deleted_at: at })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .where('deleted_at', 'is', null)
      .execute();
  }
}
