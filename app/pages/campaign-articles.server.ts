// From an article of the shop's blog to a draft.
import { blankDocument } from '../act/messages/templates/design/blank.ts';
import { documentSchema, type TemplateDocument } from '../act/messages/templates/design/document.ts';
import { escapeHtml } from '../act/messages/templates/design/escape-html.ts';
import type { TemplatesService } from '../act/messages/templates/design/service.server.ts';
import type { CampaignsService } from '../decide/campaigns/service.server.ts';
import { NO_PLAN } from '../decide/campaigns/plan.ts';
import type { Database } from '../platform/db/db.ts';
import type { Locale } from '../ui/i18n/locale-of.ts';
import type { CampaignPages } from '../ui/views/campaign-views.ts';

const LATEST = 30;
const LONGEST_NAME = 100;

interface Deps {
  db: Database;
  campaigns: CampaignsService;
  templates: Pick<TemplatesService, 'createOf' | 'publish'>;
}

export function createCampaignArticles({
  db,
  campaigns,
  templates,
}: Deps): Pick<CampaignPages, 'articles' | 'fromArticle'> {
  const articles = (shop: string) =>
    db.read
      .selectFrom('article')
      .select(['id', 'title', 'excerpt', 'image_url', 'published_at'])
      .where('shop', '=', shop)
      .where('published_at', 'is not', null)
      .where('deleted_at', 'is', null);

  return {
    async articles(shop) {
      const rows = await articles(shop).orderBy('published_at', 'desc').limit(LATEST).execute();
      return rows.map(({ id, title, excerpt, image_url: image, published_at: publishedAt }) => ({
        id,
        title,
        excerpt,
        image,
        publishedAt,
      }));
    },

    async fromArticle(shop, article, { staff, locale, read }) {
      const found = await articles(shop).select(['blog_handle', 'handle']).where('id', '=', article).executeTakeFirst();
      if (!found) return null;
      const name = found.title.slice(0, LONGEST_NAME);
      // by the field of the engine: the shop's address may change
      const href = `{{ shop.url }}/blogs/${found.blog_handle}/${found.handle}`;
      const template = await templates.createOf(shop, name, articleDocument({ ...found, href, locale, read }));
      await templates.publish(shop, template, staff);
      const [first] = NO_PLAN.variants;
      const variants = first ? [{ ...first, template }] : [];
      return campaigns.create(shop, { name, plan: { ...NO_PLAN, variants } });
    },
  };
}

/** Its picture, what it is called, how it begins, and the way to it. */
function articleDocument(article: {
  title: string;
  excerpt: string | null;
  image_url: string | null;
  href: string;
  locale: Locale;
  read: string;
}): TemplateDocument {
  const { title, excerpt, image_url: src, href, locale, read } = article;
  const blank = blankDocument(locale);
  const footer = blank.blocks.filter(({ kind }) => kind === 'footer');
  // what the blog says is text, not Liquid
  const plain = (text: string) => text.replaceAll(/[{}]/g, '');
  const text = plain(excerpt ?? '').trim();
  return documentSchema.parse({
    ...blank,
    subject: plain(title).slice(0, 200),
    preheader: text.slice(0, 200),
    blocks: [
      ...(src ? [{ id: 'picture', kind: 'image', src, alt: plain(title).slice(0, 200), href }] : []),
      { id: 'title', kind: 'heading', text: plain(title).slice(0, 400) },
      ...(text ? [{ id: 'beginning', kind: 'text', html: `<p>${escapeHtml(text.slice(0, 2000))}</p>` }] : []),
      { id: 'read', kind: 'button', text: read, href },
      ...footer,
    ],
  });
}
