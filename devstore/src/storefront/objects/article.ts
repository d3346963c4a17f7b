import { BLOG, type Article } from '../../seed/articles.ts';
import type { Locale } from '../../shop/types.ts';
import { imageObject, type ObjectContext } from './product.ts';
import { escapeHtml } from '../liquid/escape-html.ts';
import { withLazy } from './with-lazy.ts';

/** https://shopify.dev/docs/api/liquid/objects/article */
export function articleObject(article: Article, context: ObjectContext) {
  const words = article[context.locale];
  const content = words.paragraphs.map((paragraph) => `<p>${escapeHtml(paragraph)}</p>`).join('\n');
  const picture = context.store.collections.byHandle(article.collection)?.picture;
  return {
    id: Number(article.id),
    title: words.title,
    handle: article.handle,
    url: articleUrl(article, context.root),
    author: article.author,
    content,
    excerpt: words.excerpt,
    excerpt_or_content: words.excerpt,
    image: picture ? imageObject(picture) : null,
    tags: article.tags,
    published_at: article.publishedAt,
    created_at: article.publishedAt,
    updated_at: article.publishedAt,
    comments_count: 0,
    'comments_enabled?': false,
    'moderated?': true,
    metafields: {},
    template_suffix: '',
    object_type: 'article',
  };
}

/** https://shopify.dev/docs/api/liquid/objects/blog; `articles` are those of the tag that was asked for. */
export function blogObject(articles: Article[], context: ObjectContext, tag?: string) {
  const shown = tag ? articles.filter((article) => article.tags.includes(tag)) : articles;
  const object = {
    id: Number(BLOG.id),
    handle: BLOG.handle,
    title: BLOG.title[context.locale],
    url: blogUrl(context.root),
    all_tags: tagsOf(articles),
    tags: tagsOf(shown),
    articles_count: shown.length,
    'comments_enabled?': false,
    metafields: { about: { text: BLOG.about[context.locale] } },
    template_suffix: '',
  };
  return withLazy(object, {
    get articles() {
      return shown.map((article) => articleObject(article, context));
    },
  });
}

export function blogUrl(root: string): string {
  return `${root}/blogs/${BLOG.handle}`;
}

export function articleUrl(article: Article, root: string): string {
  return `${blogUrl(root)}/${article.handle}`;
}

/** What a reader may search in. */
export function articleText(article: Article, locale: Locale): string {
  const { title, excerpt, paragraphs } = article[locale];
  return [title, excerpt, ...paragraphs, ...article.tags, article.author].join(' ');
}

function tagsOf(articles: Article[]): string[] {
  return [...new Set(articles.flatMap((article) => article.tags))].sort();
}
