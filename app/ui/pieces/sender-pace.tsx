import { Badge, Banner, BlockStack, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../format/use-format.ts';
import type { SenderLine, SenderPace } from '../views/mail-sender-views.ts';

/** In a word: whether mails leave by it, and whether it is the one that is taken by default. */
export function PaceBadge({ sender }: { sender: SenderLine }) {
  const { t } = useTranslation();
  const { why } = sender.pace;
  const tone = why === 'resting' || why === 'probing' ? 'critical' : why === null ? 'success' : 'attention';
  return (
    <InlineStack gap="100">
      {sender.standard && <Badge>{t('mailSender.standard')}</Badge>}
      <Badge tone={tone}>{t(`mailSender.state.${why ?? 'open'}`)}</Badge>
    </InlineStack>
  );
}

/** How far its warm-up has come, and what holds it up. */
export function Pace({ pace }: { pace: SenderPace }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { why, opens, trouble, warmUp } = pace;
  const id = useId();
  if (why === null && warmUp === null) return null;
  const isIll = why === 'resting' || why === 'probing';
  // all but the warm-up end within the hour
  const until = why === 'warm_up' ? format.moment(opens) : format.time(opens);
  return (
    <BlockStack gap="200">
      {why !== null && (
        <Banner tone={isIll ? 'warning' : 'info'}>
          <Text as="p">{t(`mailSender.held.${why}`, { until })}</Text>
          {isIll && trouble !== null && (
            <Text as="p" breakWord>
              {t('mailSender.said', { words: trouble })}
            </Text>
          )}
        </Banner>
      )}
      {warmUp !== null && (
        <BlockStack gap="100">
          <Text as="p" id={id}>
            {t('mailSender.warmUpToday', {
              used: format.number(warmUp.used),
              today: format.number(warmUp.today),
              target: format.number(warmUp.target),
            })}
          </Text>
          <ProgressBar
            size="small"
            ariaLabelledBy={id}
            progress={Math.min(100, Math.round((100 * warmUp.used) / warmUp.today))}
          />
        </BlockStack>
      )}
    </BlockStack>
  );
}
