import { useFetcher } from '@remix-run/react';
import { BlockStack, Button, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import { useToastOf, type ActionAnswer } from '../../ui/use-toast-of.ts';
import { useWhileBuilding } from '../../ui/use-while-building.ts';
import type { ScoringView } from '../../ui/views/scoring-views.ts';

/** Scores are being counted anew: it can be stopped and go on, and the page may be left and found again. */
export function Rescoring({ of }: { of: NonNullable<ScoringView['rescoring']> }) {
  const { id, done, total, remaining, rests } = of;
  const { t } = useTranslation();
  const format = useFormat();
  const fetcher = useFetcher<ActionAnswer>();
  useToastOf(fetcher);
  useWhileBuilding(!rests);
  const counts = { done: format.number(done), total: format.number(total ?? done) };
  const deed = rests ? 'resume' : 'stop';
  return (
    <Card>
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t(rests ? 'scoring.restsTitle' : 'scoring.rescoringTitle')}
          </Text>
          <Button
            loading={fetcher.state !== 'idle'}
            onClick={() =>
              fetcher.submit(JSON.stringify({ do: deed, task: id }), { method: 'post', encType: 'application/json' })
            }
          >
            {t(`scoring.${deed}`)}
          </Button>
        </InlineStack>
        {total !== null && total > 0 && (
          <ProgressBar size="small" progress={Math.min(100, (done / total) * 100)} ariaLabelledBy="rescoring" />
        )}
        <Text as="p" id="rescoring">
          {t(rests ? 'scoring.rests' : 'scoring.rescoring', counts)}
          {!rests &&
            remaining !== null &&
            ` ${t('scoring.remaining', { count: Math.max(1, Math.ceil(remaining / 60_000)) })}`}
        </Text>
      </BlockStack>
    </Card>
  );
}
