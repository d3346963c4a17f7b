import { BlockStack, Card, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { DeliveriesView } from '../../ui/views/delivery-views.ts';

/** What Shopify told us: waiting, done, and how long the oldest one has been waiting. */
export function InboxCard({ inbox }: { inbox: DeliveriesView['inbox'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const figures: [string, string][] = [
    [t('deliveries.lastDay'), format.number(inbox.doneToday)],
    [t('deliveries.queued'), format.number(inbox.queued)],
    [t('deliveries.attention'), format.number(inbox.attention)],
    [t('deliveries.discarded'), format.number(inbox.discarded)],
    [t('deliveries.oldest'), inbox.oldestDueAt === null ? t('deliveries.nothingWaits') : format.ago(inbox.oldestDueAt)],
  ];
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('deliveries.inbox')}
          </Text>
          <Text as="p" tone="subdued">
            {t('deliveries.inboxText')}
          </Text>
        </BlockStack>
        <dl className="figures">
          {figures.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </BlockStack>
    </Card>
  );
}
