import { Badge, BlockStack, Card, InlineStack, ProgressBar, Text } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { ImportRow } from '../../ui/views/import-views.ts';

const TONES = { queued: undefined, running: 'info', done: 'success', attention: 'warning' } as const;

/** One file: how far it is, and which lines were refused for which reason. */
export function ImportCard({ each }: { each: ImportRow }) {
  const { t } = useTranslation();
  const format = useFormat();
  const tone = TONES[each.state];
  const share = each.total ? Math.min(1, each.orders / each.total) : null;
  return (
    <Card padding={{ xs: '400', md: '500' }}>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            <span className="break-anywhere">{each.file}</span>
          </Text>
          <Badge {...(tone ? { tone } : {})}>{t(`imports.state.${each.state}`)}</Badge>
        </InlineStack>
        {each.state === 'running' && share !== null && <ProgressBar progress={share * 100} size="small" />}
        <Text as="p" tone="subdued">
          {each.total === null || each.state === 'done'
            ? t(each.state === 'done' ? 'imports.done' : 'imports.soFar', {
                count: each.orders,
                number: format.number(each.orders),
              })
            : t('imports.of', {
                count: each.total,
                done: format.number(each.orders),
                total: format.number(each.total),
              })}
          {' · '}
          {format.moment(each.endedAt ?? each.startedAt)}
        </Text>
        {each.reason && <Text as="p">{each.reason}</Text>}
        {each.refusedCount > 0 && (
          <BlockStack gap="100">
            <Text as="p">
              {t('imports.refused', { count: each.refusedCount, number: format.number(each.refusedCount) })}
            </Text>
            <ul className="refused">
              {each.refused.map(({ line, reason }) => (
                <li key={`${line} ${reason}`}>{t('imports.line', { line, reason })}</li>
              ))}
            </ul>
          </BlockStack>
        )}
      </BlockStack>
    </Card>
  );
}
