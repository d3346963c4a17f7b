import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ReportSplit } from '../../ui/views/report-views.ts';

/** Openings and clicks by a part of the recipients; nothing where nothing is known. */
export function SplitBars(props: { title: string; splits: ReportSplit[]; nameOf: (of: string) => string }) {
  const { title, splits, nameOf } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const shown = splits.filter(({ opened, clicked, submitted }) => opened + clicked + submitted > 0);
  if (shown.length === 0) return null;
  const most = Math.max(1, ...shown.map(({ opened }) => opened));
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <table className="report-table split-bars">
          <thead>
            <tr>
              <th scope="col">{t('report.part')}</th>
              <th scope="col">{t('report.metric.opened')}</th>
              <th scope="col">{t('report.metric.clicked')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ of, opened, clicked }) => (
              <tr key={of}>
                <th scope="row">
                  {nameOf(of)}
                  <span className="split-bar" aria-hidden="true">
                    <span style={{ width: `${(opened / most) * 100}%` }} />
                  </span>
                </th>
                <td>{format.number(opened)}</td>
                <td>{format.number(clicked)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </BlockStack>
    </Card>
  );
}
