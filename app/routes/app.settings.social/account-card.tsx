import { Badge, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { SocialAccountView } from '../../ui/views/social-views.ts';

interface Props {
  account: SocialAccountView;
  busy: boolean;
  tryNow: () => void;
  remove: () => void;
}

/** One account, and whether it can be published on. */
export function AccountCard({ account, busy, tryNow, remove }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { network, name, expired, opens, trouble } = account;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="start" gap="200">
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd" breakWord>
              {name}
            </Text>
            <Text as="p" tone="subdued">
              {t(`social.network.${network}`)}
            </Text>
          </BlockStack>
          {expired ? (
            <Badge tone="critical">{t('social.expired')}</Badge>
          ) : (
            <Badge tone={opens === null ? 'success' : 'warning'}>
              {t(opens === null ? 'social.connected' : 'social.resting')}
            </Badge>
          )}
        </InlineStack>
        <Text as="p" tone="subdued">
          {t(`social.takes.${network}`)}
        </Text>
        {expired && <Text as="p">{t('social.expiredText')}</Text>}
        {!expired && opens !== null && <Text as="p">{t('social.restingText', { until: format.moment(opens) })}</Text>}
        {trouble !== null && (
          <Text as="p" tone="subdued" breakWord>
            {t('mailSender.said', { words: trouble })}
          </Text>
        )}
        <InlineStack gap="300">
          {opens !== null && !expired && (
            <Button onClick={tryNow} disabled={busy}>
              {t('mailSender.tryNow')}
            </Button>
          )}
          <Button
            variant="plain"
            tone="critical"
            onClick={remove}
            accessibilityLabel={t('social.disconnectOf', { name })}
          >
            {t('social.disconnect')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
