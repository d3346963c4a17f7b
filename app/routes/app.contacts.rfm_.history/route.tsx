import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { useNarrow } from '../../ui/use-narrow.ts';
import { GroupsOverTime } from './groups-over-time.tsx';
import { MovementList } from './movement-list.tsx';
import { MovementMatrix } from './movement-matrix.tsx';
import { PeriodCard } from './period-card.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { searchParams: params } = new URL(request.url);
  return json(await context.app.pages.rfm.history(shop, { from: params.get('from'), to: params.get('to') }));
}

/** How the groups grew and shrank, and who went where between any two days. */
export default function RfmHistory() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const format = useFormat();
  const narrow = useNarrow();
  return (
    <Page title={t('rfm.history.title')} backAction={{ content: t('nav.rfm'), url: '/app/contacts/rfm' }}>
      <TitleBar title={t('rfm.history.title')} />
      {view.first === null ? (
        <EmptyCard
          title={t('rfm.empty')}
          text={t('rfm.emptyText')}
          action={{ content: t('contacts.emptyImport'), url: '/app/settings/imports' }}
        />
      ) : (
        <BlockStack gap="400">
          <PeriodCard key={`${view.period.from} ${view.period.to}`} view={view} />
          {view.period.from < view.first && (
            <Banner tone="info">
              {t('rfm.history.begins', { day: format.day(Date.parse(`${view.first}T12:00Z`)) })}
            </Banner>
          )}
          {narrow ? <MovementList view={view} /> : <MovementMatrix view={view} />}
          <GroupsOverTime days={view.days} of="revenue" />
          <GroupsOverTime days={view.days} of="contacts" />
        </BlockStack>
      )}
    </Page>
  );
}
