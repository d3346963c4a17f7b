import type { HistoryArticleFragment } from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import type { HeardArticle } from './store.server.ts';

const LONGEST_EXCERPT = 400;

export function readArticle(told: HistoryArticleFragment): HeardArticle {
  return {
    id: legacyId(told.id),
    blog: told.blog.title,
    blogHandle: told.blog.handle,
    title: told.title,
    handle: told.handle,
    imageUrl: told.image?.url ?? null,
    excerpt: plain(told.summary ?? ''),
    tags: told.tags,
    publishedAt: told.publishedAt ? Date.parse(told.publishedAt) : null,
    // an article that was never touched again tells no update
    updatedAt: Date.parse(told.updatedAt ?? told.createdAt),
  };
}

function plain(html: string): string | null {
  const text = html
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return text.slice(0, LONGEST_EXCERPT) || null;
}
