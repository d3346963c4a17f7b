import { Badge, BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { HomeView } from '../../ui/views/home-views.ts';

/** What runs now, with what needs attention first. */
export function Running({ view }: { view: HomeView }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { inbox, messages } = view.attention;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('running.title')}
        </Text>
        {inbox + messages > 0 && (
          <InlineStack align="space-between" gap="200">
            <Link removeUnderline url="/app/settings/deliveries">
              {t('running.attention', { count: inbox + messages })}
            </Link>
            <Badge tone="warning">{t('running.needsAttention')}</Badge>
          </InlineStack>
        )}
        {view.journeys.length === 0 && <Text as="p">{t('running.none')}</Text>}
        {view.journeys.map((journey) => (
          <BlockStack key={journey.id} gap="100">
            <InlineStack align="space-between" gap="200">
              <Link removeUnderline url={`/app/journeys/${journey.id}`}>
                {t(`journey.${journey.id}`, { defaultValue: journey.name })}
              </Link>
              <Badge {...(journey.on ? { tone: 'success' as const } : {})}>
                {t(journey.on ? 'word.on' : 'word.off')}
              </Badge>
            </InlineStack>
            <Text as="p" tone="subdued">
              {t('running.waiting', { count: journey.waiting, number: format.number(journey.waiting) })}
            </Text>
          </BlockStack>
        ))}
        {view.history && !view.history.finished && (
          <Text as="p" tone="subdued">
            {view.history.total === null
              ? t('running.history', { done: format.number(view.history.done) })
              : t('running.historyOf', {
                  done: format.number(view.history.done),
                  total: format.number(view.history.total),
                })}
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
