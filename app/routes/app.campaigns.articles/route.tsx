import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Button, Card, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { useFormat } from '../../ui/format/use-format.ts';
import { LOCALES, toLocale } from '../../ui/i18n/locale-of.ts';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json({ articles: await context.app.pages.campaigns.articles(shop) });
}

const article = z.string().min(1).max(100);
const form = z.union([
  z.object({ post: article }),
  z.object({ article, locale: z.enum(LOCALES), read: z.string().trim().min(1).max(60) }),
]);

/** A draft with a mail that shows the article, or of a post that leads to it. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop, staff } = await requireShop(request, context);
  const { campaigns, social } = context.app.pages;
  const asked = await readJson(request, form);
  if ('post' in asked) {
    const id = await social.fromArticle(shop, asked.post);
    if (id === null) throw new Response(null, { status: 404 });
    return redirect(`/app/campaigns/social/${id}/edit`);
  }
  const { article: named, ...words } = asked;
  const id = await campaigns.fromArticle(shop, named, { ...words, staff });
  if (id === null) throw new Response(null, { status: 404 });
  return redirect(`/app/campaigns/${id}/edit`);
}

export default function Articles() {
  const { articles } = useLoaderData<typeof loader>();
  const { t, i18n } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher();
  const take = (article: string) =>
    fetcher.submit(
      { article, locale: toLocale(i18n.language), read: t('campaigns.articles.read') },
      { method: 'post', encType: 'application/json' },
    );
  const post = (article: string) => fetcher.submit({ post: article }, { method: 'post', encType: 'application/json' });
  return (
    <Page
      title={t('campaigns.articles.title')}
      subtitle={t('campaigns.articles.text')}
      backAction={{ content: t('nav.campaigns'), url: '/app/campaigns' }}
    >
      <TitleBar title={t('campaigns.articles.title')} />
      {articles.length === 0 ? (
        <EmptyCard title={t('campaigns.articles.none')} text={t('campaigns.articles.noneText')} />
      ) : (
        <Card>
          <ul className="articles">
            {articles.map((article) => (
              <li key={article.id}>
                {article.image ? <img src={article.image} alt="" /> : <span className="articles-blank" />}
                <div>
                  <Text as="h2" variant="headingSm">
                    {article.title}
                  </Text>
                  <Text as="p" tone="subdued">
                    {article.publishedAt === null ? '' : format.day(article.publishedAt)}
                  </Text>
                  {article.excerpt && <p className="articles-excerpt">{article.excerpt}</p>}
                </div>
                <div className="articles-deeds">
                  <Button
                    onClick={() => take(article.id)}
                    disabled={fetcher.state !== 'idle'}
                    accessibilityLabel={t('campaigns.articles.takeNamed', { name: article.title })}
                  >
                    {t('campaigns.articles.take')}
                  </Button>
                  <Button
                    onClick={() => post(article.id)}
                    disabled={fetcher.state !== 'idle'}
                    accessibilityLabel={t('campaigns.articles.postNamed', { name: article.title })}
                  >
                    {t('campaigns.articles.post')}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </Page>
  );
}
