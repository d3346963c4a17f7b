import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar, useAppBridge } from '@shopify/app-bridge-react';
import { BlockStack, Card, Page } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { download } from '../../ui/download.ts';
import { EmptyCard } from '../../ui/pieces/empty-card.tsx';
import { DayCharts } from '../../ui/reports/day-charts.tsx';
import { PeriodPicker } from '../../ui/pieces/period-picker.tsx';
import { RateCards } from '../../ui/reports/rate-cards.tsx';
import { ReturnCard } from '../../ui/reports/return-card.tsx';
import { TotalCards } from '../../ui/reports/total-cards.tsx';
import { requireShop } from '../../ui/require-shop.server.ts';
import { REPORT_KINDS } from '../../ui/views/report-views.ts';
import { LineTable } from './line-table.tsx';
import { Reconciled } from './reconciled.tsx';
import { ToldToShopify } from './told-to-shopify.tsx';

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { searchParams: params } = new URL(request.url);
  return json(await context.app.pages.reports.overview(shop, { from: params.get('from'), to: params.get('to') }));
}

/** What all messages of a period brought, and what that is made of. */
export default function Reports() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const { period, counts, previous } = view;
  const shopify = useAppBridge();
  const save = async () => {
    try {
      await download(
        `/app/reports/export?from=${period.from}&to=${period.to}`,
        `reports-${period.from}-${period.to}.csv`,
      );
    } catch {
      shopify.toast.show(t('contacts.exportFailed'), { isError: true });
    }
  };
  const isEmpty = [counts, previous].every(({ submitted = 0, orders = 0 }) => submitted === 0 && orders === 0);
  return (
    <Page
      title={t('nav.reports')}
      secondaryActions={[
        { content: t('costs.title'), url: '/app/reports/costs' },
        { content: t('report.export'), onAction: () => void save() },
      ]}
    >
      <TitleBar title={t('nav.reports')} />
      <BlockStack gap="400">
        <Card>
          <PeriodPicker key={`${period.from} ${period.to}`} period={period} today={view.today} of="days" />
        </Card>
        {isEmpty ? (
          <EmptyCard
            title={t('report.empty')}
            text={t('report.emptyText')}
            action={{ content: t('report.emptyAction'), url: '/app/journeys/recovery' }}
          />
        ) : (
          <>
            <TotalCards counts={counts} previous={previous} days={view.days.length} />
            <Reconciled reconciled={view.reconciled} windowDays={view.windowDays} />
            <ReturnCard returned={view.returned} />
            <RateCards rates={view.rates} />
            <DayCharts days={view.days} />
            {REPORT_KINDS.map((kind) => (
              <LineTable key={kind} kind={kind} lines={view.lines[kind]} period={period} />
            ))}
            <ToldToShopify told={view.told} />
          </>
        )}
      </BlockStack>
    </Page>
  );
}
