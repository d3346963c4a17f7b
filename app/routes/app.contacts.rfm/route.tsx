import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { Banner, BlockStack, Layout, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { CutPoints } from './cut-points.tsx';
import { GroupList } from './group-list.tsx';
import { Movements } from './movements.tsx';
import { RfmGrid } from './rfm-grid.tsx';

/** With fewer customers a fifth of them is a handful, and scores jump with every order. */
const FEW = 50;

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  return json(await context.app.pages.rfm.view(shop));
}

export default function Rfm() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const format = useFormat();
  const back = { content: t('nav.contacts'), url: '/app/contacts' };
  const fresh = view.refreshedOn
    ? t('rfm.refreshed', { day: format.day(Date.parse(`${view.refreshedOn}T12:00Z`)) })
    : t('rfm.refreshWaits');
  return (
    <Page
      title={t('rfm.title')}
      subtitle={fresh}
      backAction={back}
      {...(view.customers > 0 && {
        secondaryActions: [{ content: t('rfm.historyLink'), url: '/app/contacts/rfm/history' }],
      })}
    >
      <TitleBar title={t('rfm.title')} />
      {view.customers === 0 && view.refreshedOn === null ? (
        <EmptyCard title={t('rfm.reading')} text={t('rfm.readingText')} />
      ) : view.customers === 0 ? (
        <EmptyCard
          title={t('rfm.empty')}
          text={t('rfm.emptyText')}
          action={{ content: t('contacts.emptyImport'), url: '/app/settings/imports' }}
        />
      ) : (
        <BlockStack gap="400">
          {view.customers < FEW && (
            <Banner tone="info" title={t('rfm.few', { count: view.customers })}>
              {t('rfm.fewText', { count: FEW })}
            </Banner>
          )}
          <Layout>
            <Layout.Section>
              <RfmGrid view={view} />
            </Layout.Section>
            <Layout.Section variant="oneThird">
              <Movements view={view} />
            </Layout.Section>
          </Layout>
          <GroupList view={view} />
          {view.ranges && <CutPoints ranges={view.ranges} view={view} />}
        </BlockStack>
      )}
    </Page>
  );
}
