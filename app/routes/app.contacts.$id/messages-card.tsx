import { Badge, BlockStack, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { ChannelBadge } from '../../ui/pieces/channel-badge.tsx';
import { useMessageName } from '../../ui/reports/message-name.ts';
import type { ContactMessage } from '../../ui/views/contact-views.ts';
import { Heard } from './heard.tsx';

const TONES: Readonly<Record<string, 'success' | 'warning' | 'critical' | 'info'>> = {
  submitted: 'success',
  unknown: 'warning',
  refused: 'critical',
};

/** Messages to this contact: what became of each, why, and the order that was counted for it. */
export function MessagesCard({ contact, messages }: { contact: string; messages: ContactMessage[] }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'it' ? 'it' : 'en';
  const format = useFormat();
  const nameOf = useMessageName();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {t('contact.messages')}
        </Text>
        {messages.length === 0 && (
          <Text as="p" tone="subdued">
            {t('contact.messagesEmpty')}
          </Text>
        )}
        {messages.map((message) => {
          const tone = TONES[message.state];
          const name = nameOf(message);
          return (
            <BlockStack key={message.id} gap="050">
              <InlineStack align="space-between" blockAlign="center" gap="200">
                <Text as="p" fontWeight="semibold">
                  {name}
                </Text>
                <InlineStack gap="100">
                  <ChannelBadge channel={message.channel} />
                  {message.opened && !message.clicked && <Badge>{t('contact.opened')}</Badge>}
                  {message.clicked && <Badge tone="info">{t('contact.clicked')}</Badge>}
                  {message.outcome !== null && (
                    <Badge tone={message.outcome === 'delivered' ? 'success' : 'critical'}>
                      {t(`contact.outcome.${message.outcome}`)}
                    </Badge>
                  )}
                  {message.outcome !== 'delivered' && (
                    <Badge {...(tone ? { tone } : {})}>{t(`messageState.${message.state}`)}</Badge>
                  )}
                </InlineStack>
              </InlineStack>
              <Text as="p" tone="subdued">
                {format.moment(message.at)}
                {message.reason ? ` · ${message.reason[language]}` : ''}
                {message.outcomeReason ? ` · ${message.outcomeReason[language]}` : ''}
              </Text>
              {message.state === 'submitted' && <Heard contact={contact} message={message.id} subject={name} />}
              {message.credited !== null && (
                <p className="money-won">{t('contact.credited', { amount: format.money(message.credited) })}</p>
              )}
            </BlockStack>
          );
        })}
      </BlockStack>
    </Card>
  );
}
