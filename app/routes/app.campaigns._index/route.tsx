import { json, redirect, type ActionFunctionArgs, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData, useSubmit } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Card, InlineStack, Page, Pagination } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { type Channel, CHANNELS } from '../../listen/facts/fact.ts';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { readJson } from '../../ui/read-body.server.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { usePages } from '../../ui/use-pages.ts';
import { useWhileBuilding } from '../../ui/use-while-building.ts';
import { CampaignTable } from './campaign-table.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.campaigns.list(shop, new URL(request.url).searchParams.get('after')));
}

const form = z.object({ name: z.string().trim().min(1).max(100), channel: z.enum(CHANNELS).default('email') });

/** Begins a draft. */
export async function action({ request, context }: ActionFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { name, channel } = await readJson(request, form);
  return redirect(`/app/campaigns/${await context.app.pages.campaigns.create(shop, name, channel)}/edit`);
}

export default function Campaigns() {
  const { campaigns, channels, next } = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const submit = useSubmit();
  const pages = usePages(next);
  useWhileBuilding(campaigns.some(({ state }) => state === 'freezing' || state === 'sending'));
  const begin = (channel: Channel) =>
    submit(
      { name: t('campaigns.fresh'), channel },
      { method: 'post', encType: 'application/json', action: '/app/campaigns?index' },
    );
  const create = { content: t('campaigns.create'), onAction: () => begin('email') };
  const others = channels.filter((channel) => channel !== 'email');
  return (
    <Page
      title={t('nav.campaigns')}
      {...(campaigns.length > 0 && { primaryAction: create })}
      {...(others.length > 0 && {
        actionGroups: [
          {
            title: t('campaigns.otherChannel'),
            actions: others.map((channel) => ({
              content: t(`campaigns.createBy.${channel}`),
              onAction: () => begin(channel),
            })),
          },
        ],
      })}
      secondaryActions={[
        { content: t('nav.templates'), url: '/app/campaigns/templates' },
        { content: t('social.title'), url: '/app/campaigns/social' },
        { content: t('campaigns.calendar'), url: '/app/campaigns/calendar' },
        { content: t('campaigns.fromArticle'), url: '/app/campaigns/articles' },
      ]}
    >
      <TitleBar title={t('nav.campaigns')} />
      {campaigns.length === 0 && !pages.hasPrevious ? (
        <EmptyCard title={t('campaigns.empty')} text={t('campaigns.emptyText')} action={create} />
      ) : (
        <BlockStack gap="400">
          <Card padding="0">
            <CampaignTable rows={campaigns} />
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
