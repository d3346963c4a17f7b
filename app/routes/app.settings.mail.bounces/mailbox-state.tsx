import { Badge, Banner, BlockStack, Button, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { BounceMailboxState } from '../../ui/views/bounce-mailbox-views.ts';

interface Props {
  mailbox: BounceMailboxState;
  busy: boolean;
  check: () => void;
  remove: () => void;
}

/** When it was read last, what came of it, and what has to be mended. */
export function MailboxState({ mailbox, busy, check, remove }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { trouble, checkedAt, lookedAt, reports } = mailbox;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack gap="200" align="space-between" blockAlign="center">
          <Text as="p" fontWeight="semibold" breakWord>
            {mailbox.draft.user}
          </Text>
          {checkedAt !== null && (
            <Badge tone={trouble ? 'warning' : 'success'}>{t(trouble ? 'bounceBox.fails' : 'bounceBox.works')}</Badge>
          )}
        </InlineStack>
        {trouble && (
          <Banner tone="warning">
            <BlockStack gap="100">
              <p>{t(`bounceBox.trouble.${trouble.code}`)}</p>
              {trouble.detail !== '' && <p>{t('bounceBox.said', { words: trouble.detail })}</p>}
            </BlockStack>
          </Banner>
        )}
        <Text as="p" tone="subdued">
          {checkedAt === null ? t('bounceBox.never') : t('bounceBox.last', { when: format.moment(checkedAt) })}
        </Text>
        <Text as="p" tone="subdued">
          {t('bounceBox.mails', { count: lookedAt, number: format.number(lookedAt) })}{' '}
          {lookedAt > 0 && t('bounceBox.reports', { count: reports, number: format.number(reports) })}
        </Text>
        <InlineStack gap="300">
          <Button onClick={check} loading={busy}>
            {t('bounceBox.check')}
          </Button>
          <Button variant="plain" tone="critical" onClick={remove} disabled={busy}>
            {t('bounceBox.remove')}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
