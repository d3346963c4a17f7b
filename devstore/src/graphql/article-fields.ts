import { articlesOf, BLOG, type Article } from '../seed/articles.ts';
import { connection, type PageArguments } from './connection.ts';
import { gid, type GraphContext } from './context.ts';
import { searchFilter, type SearchFields } from './search-query.ts';

const SEARCH: SearchFields<Article> = {
  id: (article) => article.id,
  title: (article) => article.en.title,
  tag: (article) => article.tags,
  author: (article) => article.author,
  blog_id: () => BLOG.id,
  published_at: (article) => article.publishedAt,
  created_at: (article) => article.publishedAt,
  updated_at: (article) => article.publishedAt,
};

/** The fields of `QueryRoot` that tell of the blog. */
export function articleQueries(context: GraphContext): Record<string, unknown> {
  const { store, clock } = context.devstore;
  return {
    articles: ({ query, sortKey, ...page }: PageArguments & { query?: string | null; sortKey?: string }) =>
      connection<Article>(
        {
          items: articlesOf(store.shop, clock.now()).filter(searchFilter(query, SEARCH, clock.now())),
          idOf: (one) => one.id,
          node: (one) => articleNode(context, one),
          sortBy: (one) => (sortKey === 'ID' || !sortKey ? Number(one.id) : one.publishedAt),
        },
        page,
      ),
  };
}

function articleNode({ devstore }: GraphContext, article: Article): Record<string, unknown> {
  const collection = devstore.store.collections.byHandle(article.collection);
  return {
    __typename: 'Article',
    id: gid('Article', article.id),
    title: article.en.title,
    handle: article.handle,
    summary: `<p>${article.en.excerpt}</p>`,
    body: article.en.paragraphs.map((text) => `<p>${text}</p>`).join(''),
    tags: article.tags,
    isPublished: true,
    createdAt: article.publishedAt,
    publishedAt: article.publishedAt,
    updatedAt: article.publishedAt,
    author: { name: article.author },
    image: collection && {
      id: gid('ArticleImage', article.id),
      url: devstore.config.origin + collection.picture.src,
      altText: collection.picture.alt,
    },
    blog: { __typename: 'Blog', id: gid('Blog', BLOG.id), title: BLOG.title.en, handle: BLOG.handle },
  };
}
