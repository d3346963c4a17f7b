import { BlockStack, Button, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { DeliveriesView } from '../../ui/views/delivery-views.ts';

/** What was read off Shopify: its history, part by part, and what comparing with it found. */
export function ShopifyCard(props: {
  history: DeliveriesView['history'];
  compared: DeliveriesView['compared'];
  busy: boolean;
  act: (intent: 'readAgain' | 'compare') => void;
}) {
  const { history, compared, busy, act } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const reading = history.some(({ state }) => state === 'queued');
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('shopifyCard.title')}
          </Text>
          <Text as="p" tone="subdued">
            {t('shopifyCard.text')}
          </Text>
        </BlockStack>
        <BlockStack gap="300">
          {history.map(({ part, state, done, total, remaining, reason }) => (
            <BlockStack key={part} gap="100">
              <InlineStack align="space-between" gap="200">
                <Text as="p">{t(`shopifyCard.part.${part}`)}</Text>
                <Text as="p" tone="subdued">
                  {total === null || state === 'done'
                    ? format.number(done)
                    : t('shopifyCard.of', { done: format.number(done), total: format.number(total) })}
                </Text>
              </InlineStack>
              {state === 'queued' && (
                <ProgressBar progress={total ? Math.min(100, (done / total) * 100) : 0} size="small" tone="primary" />
              )}
              {state === 'queued' && remaining !== null && (
                <Text as="p" tone="subdued">
                  {t('shopifyCard.remaining', { count: Math.max(1, Math.ceil(remaining / 60_000)) })}
                </Text>
              )}
              {reason && state !== 'queued' && (
                <Text as="p" tone={state === 'attention' ? 'caution' : 'subdued'}>
                  {reason}
                </Text>
              )}
            </BlockStack>
          ))}
        </BlockStack>
        <Text as="p">{comparedWords()}</Text>
        <InlineStack gap="200">
          <Button disabled={busy} onClick={() => act('compare')}>
            {t('shopifyCard.compare')}
          </Button>
          <Button disabled={busy || reading} variant="tertiary" onClick={() => act('readAgain')}>
            {t('shopifyCard.readAgain')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );

  function comparedWords(): string {
    if (!compared) return t('shopifyCard.never');
    if (compared.endedAt === null) return t('shopifyCard.comparing');
    const when = format.ago(compared.endedAt);
    const found = compared.found.map(({ kind, count }) =>
      t(`shopifyCard.found.${kind}`, { count, number: format.number(count) }),
    );
    if (found.length === 0) return t('shopifyCard.nothing', { when });
    return t('shopifyCard.repaired', { when, what: found.join(', ') });
  }
}
