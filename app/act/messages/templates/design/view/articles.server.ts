import type { Reader, Trx } from '../../../../../platform/db/db.ts';
import { padded } from '../../../../../understand/contacts/padded.ts';
import { initialOf, type ShownArticle } from './mail-view.ts';

export interface Article extends ShownArticle {
  tags: ReadonlySet<string>;
}

/** Of older ones nobody wants to hear in a mail. */
const ARTICLES_READ = 60;
const MOST_BLOGS = 50;

/** Published ones, the latest first. @param blog by its handle; null: of all blogs */
export async function readArticles(
  reader: Reader | Trx,
  shop: string,
  blog: string | null,
  now: number,
): Promise<Article[]> {
  const rows = await reader
    .selectFrom('article')
    .select(['blog_handle', 'title', 'handle', 'image_url', 'excerpt', 'tags'])
    .where('shop', '=', shop)
    .where('published_at', '<=', now)
    .where('deleted_at', 'is', null)
    .$if(blog !== null, (query) => query.where('blog_handle', '=', blog ?? ''))
    .orderBy('published_at', 'desc')
    .limit(ARTICLES_READ)
    .execute();
  return rows.map((row) => ({
    title: row.title,
    excerpt: row.excerpt ?? '',
    image: /^https?:\/\//.test(row.image_url ?? '') ? (row.image_url ?? '') : '',
    url: `/blogs/${encodeURIComponent(row.blog_handle)}/${encodeURIComponent(row.handle)}`,
    initial: initialOf(row.title),
    tags: new Set(tagsIn(row.tags)),
  }));
}

/** The blogs of which something may be shown. */
export async function readBlogs(reader: Reader, shop: string): Promise<{ handle: string; name: string }[]> {
  return reader
    .selectFrom('article')
    .select((eb) => ['blog_handle as handle', eb.fn.max('blog').as('name')])
    .where('shop', '=', shop)
    .where('published_at', 'is not', null)
    .where('deleted_at', 'is', null)
    .groupBy('blog_handle')
    .orderBy('blog_handle')
    .limit(MOST_BLOGS)
    .execute();
}

function tagsIn(stored: string): string[] {
  const tags: unknown = JSON.parse(stored);
  return Array.isArray(tags) ? tags.map((tag) => String(tag).toLowerCase()) : [];
}

/** By contact: how much she cares for what, in thousandths of its kind. */
export type Interests = ReadonlyMap<string, ReadonlyMap<string, number>>;

export async function readInterests(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
): Promise<Interests> {
  if (contacts.length === 0) return new Map();
  const rows = await reader
    .selectFrom('interest')
    .select(['contact', 'name', 'share'])
    .where('shop', '=', shop)
    .where('contact', 'in', padded(contacts))
    .where('rank', '<=', 10)
    .execute();
  const found = new Map<string, Map<string, number>>();
  for (const { contact, name, share } of rows) {
    const own = found.get(contact) ?? new Map<string, number>();
    const key = name.toLowerCase();
    own.set(key, Math.max(own.get(key) ?? 0, share));
    found.set(contact, own);
  }
  return found;
}

/** What she cares for first, then the latest: a mail is never short of articles because little is known of her. */
export function chooseArticles(
  articles: readonly Article[],
  interests: ReadonlyMap<string, number> | undefined,
  most: number,
): ShownArticle[] {
  const care = (article: Article) =>
    interests ? [...article.tags].reduce((sum, tag) => sum + (interests.get(tag) ?? 0), 0) : 0;
  return articles
    .map((article, index) => ({ article, index, care: care(article) }))
    .sort((a, b) => b.care - a.care || a.index - b.index)
    .slice(0, most)
    .map(({ article: { title, excerpt, image, url, initial } }) => ({ title, excerpt, image, url, initial }));
}
