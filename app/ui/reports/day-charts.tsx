import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import { DayChart } from '../pieces/day-chart.tsx';
import type { ReportDay } from '../views/report-views.ts';

const instantOf = (day: string) => Date.parse(`${day}T12:00Z`);

/** What was brought back and what was sent, day by day, with the same numbers as a table. */
export function DayCharts({ days }: { days: ReportDay[] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const points = (value: (day: ReportDay) => number) =>
    days.map((day) => ({ at: instantOf(day.day), value: value(day) }));
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
        <details className="table-twin">
          <summary>{t('rfm.history.asTable')}</summary>
          <table className="report-table">
            <thead>
              <tr>
                <th scope="col">{t('report.day')}</th>
                <th scope="col">{t('report.metric.submitted')}</th>
                <th scope="col">{t('report.metric.clicked')}</th>
                <th scope="col">{t('report.net')}</th>
              </tr>
            </thead>
            <tbody>
              {busy.toReversed().map(({ day, submitted, clicked, net }) => (
                <tr key={day}>
                  <th scope="row">{format.day(instantOf(day))}</th>
                  <td>{format.number(submitted)}</td>
                  <td>{format.number(clicked)}</td>
                  <td>{format.money(net)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </details>
      </BlockStack>
    </Card>
  );
}
