import { json, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useFetcher, useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { BannerList } from './banner-list.tsx';
import { BlocksCard } from './blocks-card.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.storefront.view(shop));
}

const moveForm = z.object({ id: z.string().min(1), by: z.union([z.literal(-1), z.literal(1)]) });

export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { id, by } = await readJson(request, moveForm);
  await context.app.pages.storefront.move(shop, id, by);
  return json<ActionAnswer>({ ok: true });
}

export default function Storefront() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  return (
    <Page
      title={t('nav.storefront')}
      // an empty list has its own button; and while nothing can be shown, the embed comes first
      {...(view.banners.length > 0 && {
        primaryAction: {
          content: t('storefront.newVersion'),
          url: '/app/storefront/new',
          primary: view.embedOn !== false,
        },
      })}
    >
      <TitleBar title={t('nav.storefront')} />
      <Layout>
        <Layout.Section>
          {view.banners.length === 0 ? (
            <EmptyCard
              title={t('storefront.empty')}
              text={t('storefront.emptyText')}
              action={{ content: t('storefront.newVersion'), url: '/app/storefront/new' }}
            />
          ) : (
            <BannerList
              banners={view.banners}
              names={view.names}
              move={(id, by) => fetcher.submit({ id, by }, { method: 'post', encType: 'application/json' })}
            />
          )}
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <BlocksCard view={view} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}
