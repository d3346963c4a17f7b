import { Badge, BlockStack, Button, ButtonGroup, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ImportRow } from '../../ui/views/import-views.ts';
import { RefusedLines } from './refused-lines.tsx';

const TONES = {
  mapping: 'attention',
  queued: undefined,
  running: 'info',
  done: 'success',
  attention: 'warning',
  undoing: 'info',
  undone: undefined,
} as const;

/** One file: how far it is, what came of it, and which lines were refused for which reason. */
export function ImportCard({ each, busy, undo }: { each: ImportRow; busy: boolean; undo: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const tone = TONES[each.state];
  const isRunning = each.state === 'running' || each.state === 'queued';
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            <span className="break-anywhere">{each.file}</span>
          </Text>
          <Badge {...(tone ? { tone } : {})}>{t(`imports.state.${each.state}`)}</Badge>
        </InlineStack>
        {each.state === 'running' && (
          <ProgressBar progress={each.share * 100} size="small" ariaLabelledBy={`import-${each.id}`} />
        )}
        <Text as="p" tone="subdued" id={`import-${each.id}`}>
          {[t(`imports.kind.${each.kind}`), ...outcome(each), format.moment(each.endedAt ?? each.startedAt)].join(
            ' · ',
          )}
        </Text>
        {isRunning && (
          <Text as="p">
            {each.remaining === null
              ? t('imports.waiting')
              : t('imports.remaining', { count: Math.max(1, Math.round(each.remaining / 60_000)) })}{' '}
            {t('imports.leave')}
          </Text>
        )}
        {each.reason && (
          <Text as="p" breakWord>
            {t(`imports.whole.${each.reason.code}`, { value: each.reason.value })}
          </Text>
        )}
        <RefusedLines each={each} />
        {(each.state === 'mapping' || each.undoable) && (
          <ButtonGroup>
            {each.state === 'mapping' && (
              <Button variant="primary" url={`/app/settings/imports/${each.id}`}>
                {t('imports.toMapping')}
              </Button>
            )}
            {each.undoable && (
              <Button disabled={busy} onClick={undo}>
                {t(each.state === 'mapping' ? 'imports.throwAway' : 'imports.undo')}
              </Button>
            )}
          </ButtonGroup>
        )}
      </BlockStack>
    </Card>
  );

  function outcome({ kind, state, added, known, repeated }: ImportRow): string[] {
    if (state === 'mapping') return [];
    const words = (key: string, count: number) => t(`imports.outcome.${key}`, { count, number: format.number(count) });
    if (kind === 'orders') return [words('orders', added)];
    if (kind === 'suppression') return [words('suppressed', added + known)];
    return [words('added', added), words('known', known), ...(repeated > 0 ? [words('repeated', repeated)] : [])];
  }
}
