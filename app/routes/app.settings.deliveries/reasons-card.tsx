import { useSearchParams } from '@remix-run/react';
import { BlockStack, Button, ButtonGroup, Card, InlineStack, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useReasonWords } from './use-reason-words.ts';

/** before a reason of which the words leave it out: one cause may come with several topics */
const TOPIC = /^[a-z_]+\/[a-z_]+: (?=.*Invalid input)/;

type Intent = 'replayReason' | 'discardReason';

/** What needs attention, by its reason: thousands of one cause are one decision. */
export function ReasonsCard(props: {
  reasons: { reason: string; count: number }[];
  busy: boolean;
  act: (intent: Intent, reason: string) => void;
}) {
  const { t } = useTranslation();
  const words = useReasonWords();
  const [asked, ask] = useSearchParams();
  const shown = asked.get('reason');
  if (props.reasons.length === 0) return null;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {t('deliveries.byReason')}
        </Text>
        {props.reasons.map(({ reason, count }) => (
          <InlineStack key={reason} align="space-between" blockAlign="center" gap="300">
            <div className="break-anywhere">
              <Text as="p">
                {TOPIC.exec(reason)?.[0]}
                {words(reason)}
              </Text>
              <Text as="p" tone="subdued">
                {t('deliveries.reasonCount', { count })}
              </Text>
            </div>
            <ButtonGroup>
              <Button
                pressed={shown === reason}
                onClick={() => ask(shown === reason ? {} : { reason })}
                accessibilityLabel={`${t('deliveries.show')}: ${words(reason)}`}
              >
                {t('deliveries.show')}
              </Button>
              <Button
                disabled={props.busy}
                onClick={() => props.act('replayReason', reason)}
                accessibilityLabel={`${t('deliveries.replayAll')}: ${words(reason)}`}
              >
                {t('deliveries.replayAll')}
              </Button>
              <Button
                disabled={props.busy}
                tone="critical"
                onClick={() => props.act('discardReason', reason)}
                accessibilityLabel={`${t('deliveries.discardAll')}: ${words(reason)}`}
              >
                {t('deliveries.discardAll')}
              </Button>
            </ButtonGroup>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}
