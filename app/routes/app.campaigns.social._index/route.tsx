import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useSubmit } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Card, InlineStack, Page, Pagination } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { usePages } from '../../ui/use-pages.ts';
import { useWhileBuilding } from '../../ui/use-while-building.ts';
import type { SocialList } from '../../ui/views/social-views.ts';
import { PostTable } from './post-table.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.social.list(shop, new URL(request.url).searchParams.get('after')));
}

const form = z.object({ name: z.string().trim().min(1).max(100) });

/** Begins a draft. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { name } = await readJson(request, form);
  return redirect(`/app/campaigns/social/${await context.app.pages.social.create(shop, name)}/edit`);
}

/** What the shop says on social networks. */
export default function SocialPosts() {
  const { posts, next, connected } = useLoaderData<typeof loader>() as SocialList;
  const { t } = useTranslation();
  const submit = useSubmit();
  const pages = usePages(next);
  useWhileBuilding(posts.some(({ state }) => state === 'publishing'));
  const create = {
    content: t('social.create'),
    onAction: () =>
      submit(
        { name: t('social.fresh') },
        { method: 'post', encType: 'application/json', action: '/app/campaigns/social?index' },
      ),
  };
  const connect = { content: t('social.connectFirst'), url: '/app/settings/social' };
  const isEmpty = posts.length === 0 && !pages.hasPrevious;
  return (
    <Page
      title={t('social.title')}
      backAction={{ content: t('nav.campaigns'), url: '/app/campaigns' }}
      {...(!isEmpty && { primaryAction: create })}
      secondaryActions={[
        { content: t('campaigns.calendar'), url: '/app/campaigns/calendar' },
        { content: t('nav.social'), url: '/app/settings/social' },
      ]}
    >
      <TitleBar title={t('social.title')} />
      {isEmpty ? (
        <EmptyCard
          title={t('social.empty')}
          text={t(connected ? 'social.emptyText' : 'social.emptyConnect')}
          action={connected ? create : connect}
        />
      ) : (
        <BlockStack gap="400">
          {!connected && (
            <Banner tone="warning" title={t('social.nowhere')} action={connect}>
              <p>{t('social.emptyConnect')}</p>
            </Banner>
          )}
          <Card padding="0">
            <PostTable rows={posts} />
          </Card>
          {(pages.hasNext || pages.hasPrevious) && (
            <InlineStack align="center">
              <Pagination {...pages} />
            </InlineStack>
          )}
        </BlockStack>
      )}
    </Page>
  );
}
