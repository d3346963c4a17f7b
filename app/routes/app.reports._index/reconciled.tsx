import { BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { Why } from '../../ui/pieces/why.tsx';
import type { ReportsView } from '../../ui/views/report-views.ts';

type Props = Pick<ReportsView, 'reconciled' | 'windowDays'>;

/** What is counted for messages against all that the store sold: never more, and each order once. */
export function Reconciled({ reconciled: { store, credited, storeOrders, creditedOrders }, windowDays }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const share = store > 0 ? Math.max(0, Math.min(1, credited / store)) : 0;
  const title = t('report.reconciled');
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            {title}
          </Text>
          <Why of={title} align="right">
            <Text as="p">{t('report.reconciledWhy', { count: windowDays })}</Text>
          </Why>
        </InlineStack>
        <div className="reconciled-bar" aria-hidden="true">
          <span style={{ width: `${share * 100}%` }} />
        </div>
        <dl className="reconciled">
          <div>
            <dt>{t('report.credited')}</dt>
            <dd>
              {format.money(credited)} · {t('report.orders', { count: creditedOrders })}
            </dd>
          </div>
          <div>
            <dt>{t('report.notCredited')}</dt>
            <dd>
              {format.money(store - credited)} · {t('report.orders', { count: storeOrders - creditedOrders })}
            </dd>
          </div>
          <div>
            <dt>{t('report.store')}</dt>
            <dd>
              {format.money(store)} · {t('report.orders', { count: storeOrders })}
            </dd>
          </div>
        </dl>
      </BlockStack>
    </Card>
  );
}
