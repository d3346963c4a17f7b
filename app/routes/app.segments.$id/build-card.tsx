import { BlockStack, Button, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { SegmentView } from '../../ui/views/segment-views.ts';

/** How far the gathering of the members has come; it can be stopped, left and found again. */
export function BuildCard(props: {
  view: SegmentView;
  run: (deed: 'stop' | 'resume' | 'rebuild') => void;
  busy: boolean;
}) {
  const { progress, state, count, problem } = props.view;
  const { t } = useTranslation();
  const format = useFormat();
  const stopped = state === 'stopped';
  const share = progress?.total ? Math.min(1, progress.done / progress.total) : 0;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            {t(stopped ? 'segments.stoppedTitle' : 'segments.buildingTitle')}
          </Text>
          <Button
            loading={props.busy}
            onClick={() => props.run(problem !== null ? 'rebuild' : stopped ? 'resume' : 'stop')}
          >
            {t(problem !== null ? 'segments.tryAgain' : stopped ? 'segments.resume' : 'segments.stop')}
          </Button>
        </InlineStack>
        {problem !== null && (
          <Text as="p" tone="critical">
            {t('segments.problem', { reason: problem })}
          </Text>
        )}
        <ProgressBar progress={share * 100} size="small" ariaLabelledBy="gathering" />
        <Text as="p" tone="subdued" id="gathering">
          {[
            progress ? t('segments.looked', { count: progress.done, number: format.number(progress.done) }) : null,
            progress?.remaining != null && !stopped
              ? t('segments.remaining', { time: format.duration(Math.max(1000, progress.remaining)) })
              : null,
            t(count > 0 ? 'segments.untilThen' : 'segments.maySafelyLeave'),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
      </BlockStack>
    </Card>
  );
}
