import { BlockStack, Button, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { Pace, PaceBadge } from '../../ui/pieces/sender-pace.tsx';
import { ChannelBadge } from '../../ui/pieces/channel-badge.tsx';
import type { SenderLine } from '../../ui/views/mail-sender-views.ts';

interface Props {
  sender: SenderLine;
  busy: boolean;
  makeStandard: () => void;
  tryNow: () => void;
  remove: () => void;
}

/** One sender: who it is, what carries its mails, and how it goes. */
export function SenderCard({ sender, busy, makeStandard, tryNow, remove }: Props) {
  const { t } = useTranslation();
  const { pace } = sender;
  const isMail = sender.channel === 'email';
  // browsers are let in by the theme: there is nothing to fill in
  const path = sender.channel === 'push' ? null : `/app/settings/${isMail ? 'mail' : 'texts'}/${sender.id}`;
  const name = sender.channel === 'push' ? t('channel.push') : sender.name || sender.address;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="start" gap="200">
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd">
              {path ? (
                <Link url={path} removeUnderline>
                  {name}
                </Link>
              ) : (
                name
              )}
            </Text>
            <Text as="p" breakWord>
              {sender.address}
            </Text>
            <Text as="p" tone="subdued">
              {t(`mailSender.provider.${sender.provider}`)}
            </Text>
          </BlockStack>
          <InlineStack gap="100">
            <ChannelBadge channel={sender.channel} />
            <PaceBadge sender={sender} />
          </InlineStack>
        </InlineStack>
        <Pace pace={pace} />
        <InlineStack gap="300">
          {path && (
            <Button url={path} accessibilityLabel={t('mailSender.editOf', { name: sender.address })}>
              {t('word.edit')}
            </Button>
          )}
          {(pace.why === 'resting' || pace.why === 'probing') && (
            <Button onClick={tryNow} disabled={busy}>
              {t('mailSender.tryNow')}
            </Button>
          )}
          {!sender.standard && (
            <Button
              onClick={makeStandard}
              disabled={busy}
              accessibilityLabel={t('mailSender.makeStandardOf', { name: sender.address })}
            >
              {t('mailSender.makeStandard')}
            </Button>
          )}
          {!sender.own && path && (
            <Button
              variant="plain"
              tone="critical"
              onClick={remove}
              accessibilityLabel={t('mailSender.removeOf', { name: sender.address })}
            >
              {t('word.remove')}
            </Button>
          )}
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
