import { Link } from '@remix-run/react';
import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { rateOf } from '../../learn/reports/rates.ts';
import { useFormat } from '../../ui/format/use-format.ts';
import { useSubjectName } from '../../ui/reports/subject-name.ts';
import type { ReportKind, ReportLine, ReportPeriod } from '../../ui/views/report-views.ts';

/** The campaigns, journeys, templates or channels of a period, the busiest first; each opens its own report. */
export function LineTable({ kind, lines, period }: { kind: ReportKind; lines: ReportLine[]; period: ReportPeriod }) {
  const { t } = useTranslation();
  const format = useFormat();
  const nameOf = useSubjectName();
  if (lines.length === 0) return null;
  const share = (count = 0, of = 0) => {
    const { value } = rateOf(count, of);
    return value === null ? '–' : format.percent(value);
  };
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t(`report.by.${kind}`)}
        </Text>
        <table className="report-table report-lines">
          <thead>
            <tr>
              <th scope="col">{t('report.name')}</th>
              <th scope="col">{t('report.metric.submitted')}</th>
              <th scope="col">{t('report.rate.open')}</th>
              <th scope="col">{t('report.rate.click_through')}</th>
              <th scope="col">{t('report.metric.orders')}</th>
              <th scope="col">{t('report.net')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ id, name, opens, counts }) => (
              <tr key={id}>
                <th scope="row">
                  <Link to={`/app/reports/${kind}/${encodeURIComponent(id)}?from=${period.from}&to=${period.to}`}>
                    {nameOf(kind, id, name)}
                  </Link>
                </th>
                <td>{format.number(counts.submitted ?? 0)}</td>
                {opens ? (
                  <>
                    <td>{share(counts.opened, counts.submitted)}</td>
                    <td>{share(counts.clicked, counts.opened)}</td>
                  </>
                ) : (
                  <>
                    <td>–</td>
                    <td>{t('report.ofSent', { share: share(counts.clicked, counts.submitted) })}</td>
                  </>
                )}
                <td>{format.number(counts.orders ?? 0)}</td>
                <td>{format.money((counts.revenue ?? 0) - (counts.refunded ?? 0))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </BlockStack>
    </Card>
  );
}
