import { Badge, BlockStack, Card, InlineStack, Link, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useMessageName } from '../../ui/reports/message-name.ts';
import type { DeliveriesView } from '../../ui/views/delivery-views.ts';

/** Our own mails by state, and those that did not get through. */
export function MessagesCard({ messages, troubled }: Pick<DeliveriesView, 'messages' | 'troubled'>) {
  const { t, i18n } = useTranslation();
  const language = i18n.language === 'it' ? 'it' : 'en';
  const format = useFormat();
  const nameOf = useMessageName();
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            {t('deliveries.mails')}
          </Text>
          <Text as="p" tone="subdued">
            {t(messages.length === 0 ? 'deliveries.mailsEmpty' : 'deliveries.mailsText')}
          </Text>
        </BlockStack>
        {messages.length > 0 && (
          <dl className="figures">
            {messages.map(({ state, count }) => (
              <div key={state}>
                <dt>{t(`messageState.${state}`)}</dt>
                <dd>{format.number(count)}</dd>
              </div>
            ))}
          </dl>
        )}
        {troubled.map((message) => (
          <BlockStack key={message.id} gap="050">
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <Link url={`/app/contacts/${message.contact}`} monochrome removeUnderline>
                <span className="break-anywhere">{message.to || t('contacts.anonymous')}</span>
              </Link>
              <Badge
                {...(message.state === 'skipped' ? {} : { tone: message.state === 'refused' ? 'critical' : 'warning' })}
              >
                {t(`messageState.${message.state}`)}
              </Badge>
            </InlineStack>
            <Text as="p" tone="subdued">
              {nameOf(message)}
              {message.channel !== 'email' && ` · ${t(`channel.${message.channel}`)}`} · {format.ago(message.at)}
            </Text>
            {message.reason && <Text as="p">{message.reason[language]}</Text>}
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}
