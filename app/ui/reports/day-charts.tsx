import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { DayChart } from '../pieces/day-chart.tsx';
import type { ReportDay } from '../views/report-views.ts';
import { DayTable, noonOf } from './day-table.tsx';

/** What was brought back and what was sent, day by day, with the same numbers as a table. */
export function DayCharts({ days }: { days: ReportDay[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const points = (value: (day: ReportDay) => number) => days.map((day) => ({ at: noonOf(day.day), value: value(day) }));
  const busy = days.filter(({ submitted, clicked, net }) => submitted > 0 || clicked > 0 || net !== 0);
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('report.days')}
        </Text>
        <DayChart
          title={t('report.netByDay', { currency: format.currency })}
          tone="won"
          points={points(({ net }) => net)}
          show={(value) => format.money(Math.round(value))}
        />
        <DayChart
          title={t('report.submittedByDay')}
          points={points(({ submitted }) => submitted)}
          show={(value) => format.number(Math.round(value))}
        />
        <DayTable
          days={busy}
          columns={[
            { title: t('report.metric.submitted'), show: ({ submitted }) => format.number(submitted) },
            { title: t('report.metric.clicked'), show: ({ clicked }) => format.number(clicked) },
            { title: t('report.net'), show: ({ net }) => format.money(net) },
          ]}
        />
      </BlockStack>
    </Card>
  );
}
