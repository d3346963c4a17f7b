import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ContactView } from '../../ui/views/contact-views.ts';

const SHOWN = 6;

/** May she be mailed, and since when, and who said so. */
export function ConsentCard({ consent }: { consent: ContactView['consent'] }) {
  const { t } = useTranslation();
  const format = useFormat();
  const log = consent.log.toSorted((a, b) => b.at - a.at).slice(0, SHOWN);
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t('contact.consent')}
          </Text>
          <Badge {...(consent.state === 'subscribed' ? { tone: 'success' as const } : {})}>
            {t(`consent.${consent.state}`)}
          </Badge>
        </InlineStack>
        {consent.suppressed && <Text as="p">{t('contact.suppressed')}</Text>}
        {log.length === 0 ? (
          <Text as="p" tone="subdued">
            {t('contact.consentEmpty')}
          </Text>
        ) : (
          <dl className="facts">
            {log.map((entry) => (
              <div key={`${entry.at} ${entry.source}`} className="facts-pair">
                <dt>{format.day(entry.at)}</dt>
                <dd>
                  {t(`consent.${entry.state}`)} (
                  {t(`consentSource.${entry.source.split(':', 1)[0]}`, { defaultValue: entry.source })})
                </dd>
              </div>
            ))}
          </dl>
        )}
      </BlockStack>
    </Card>
  );
}
