import { BlockStack, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { DeliveriesView } from '../../ui/views/delivery-views.ts';

/** After an upgrade: contacts are looked through once more for what this release knows to make of what was heard. */
export function RefoldCard({ refold }: { refold: NonNullable<DeliveriesView['refold']> }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { done, total, remaining, reason } = refold;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            {t('refold.title')}
          </Text>
          <Text as="p" tone="subdued">
            {total === null
              ? format.number(done)
              : t('shopifyCard.of', { done: format.number(done), total: format.number(total) })}
          </Text>
        </InlineStack>
        <Text as="p">{t('refold.text')}</Text>
        <ProgressBar progress={total ? Math.min(100, (done / total) * 100) : 0} size="small" tone="primary" />
        {remaining !== null && (
          <Text as="p" tone="subdued">
            {t('shopifyCard.remaining', { count: Math.max(1, Math.ceil(remaining / 60_000)) })}
          </Text>
        )}
        {reason && (
          <Text as="p" tone="caution">
            {reason}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
