import { json, type LoaderFunctionArgs } from '@remix-run/node';
import { useLoaderData } from '@remix-run/react';
import { TitleBar } from '@shopify/app-bridge-react';
import { BlockStack, Card, Page, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { DayCharts } from '../../ui/reports/day-charts.tsx';
import { EffectCard } from '../../ui/reports/effect-card.tsx';
import { LinkMaps } from '../../ui/reports/link-map.tsx';
import { PeriodPicker } from '../../ui/pieces/period-picker.tsx';
import { RateCards } from '../../ui/reports/rate-cards.tsx';
import { useSubjectName } from '../../ui/reports/subject-name.ts';
import { ReturnCard } from '../../ui/reports/return-card.tsx';
import { TotalCards } from '../../ui/reports/total-cards.tsx';
import { useWords } from '../../ui/i18n/use-words.ts';
import { requireShop } from '../../ui/require-shop.server.ts';
import { REPORT_KINDS } from '../../ui/views/report-views.ts';
import { SplitBars } from './split-bars.tsx';

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const { shop } = await requireShop(request, context);
  const { searchParams: asked } = new URL(request.url);
  const kind = REPORT_KINDS.find((one) => one === params.kind);
  const period = { from: asked.get('from'), to: asked.get('to') };
  const view = kind && (await context.app.pages.reports.one(shop, kind, params.id ?? '', period));
  if (!view) throw new Response(null, { status: 404 });
  return json(view);
}

/** One campaign, journey, template or channel in numbers. */
export default function Report() {
  const view = useLoaderData<typeof loader>();
  const { t } = useTranslation();
  const nameOf = useSubjectName();
  const say = useWords();
  const { period, splits, kind, id } = view;
  const title = nameOf(kind, id, view.name);
  return (
    <Page
      title={title}
      backAction={{ content: t('nav.reports'), url: `/app/reports?from=${period.from}&to=${period.to}` }}
    >
      <TitleBar title={title} />
      <BlockStack gap="400">
        <Card>
          <PeriodPicker key={`${period.from} ${period.to}`} period={period} today={view.today} of="days" />
        </Card>
        <TotalCards counts={view.counts} previous={view.previous} days={view.days.length} />
        {view.returned && <ReturnCard returned={view.returned} isCampaign />}
        {view.effect && <EffectCard effect={view.effect} conversion={view.conversion} />}
        <RateCards rates={view.rates} channel={view.channel} />
        <DayCharts days={view.days} />
        {kind !== 'channel' && <LinkMaps kind={kind} id={id} period={period} />}
        <SplitBars title={t('report.split.device')} splits={splits.device} nameOf={(of) => t(`report.device.${of}`)} />
        <SplitBars
          title={t('report.split.hour')}
          splits={splits.hour.toSorted((a, b) => Number(a.of) - Number(b.of))}
          nameOf={(of) => `${of.padStart(2, '0')}:00`}
        />
        <SplitBars
          title={t('report.split.rfm')}
          splits={splits.rfm.filter(({ of }) => of !== '')}
          nameOf={(of) => t(`group.${of}`)}
        />
        <SplitBars
          title={t('report.split.segment')}
          splits={splits.segment}
          nameOf={(of) => (view.segments[of] ? say(view.segments[of]) : t('report.gone.segment'))}
        />
        <Text as="p" tone="subdued">
          {t('report.rule', { count: view.windowDays })}
        </Text>
      </BlockStack>
    </Page>
  );
}
