import { Banner, BlockStack, ProgressBar } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../ui/format/use-format.ts';
import type { TaggingView } from '../../ui/views/tag-views.ts';

const DEEDS = {
  give: { done: 'giving', undone: 'takingBack' },
  take: { done: 'taking', undone: 'givingBack' },
} as const;

/** How far a tag has come on its way to many contacts or off them, and the way back. */
export function TaggingBanner({ tagging, undo }: { tagging: TaggingView; undo: (id: string) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, tag, state, share, changed } = tagging;
  const deed = DEEDS[tagging.deed][tagging.undo ? 'undone' : 'done'];
  const values = { tag, count: changed, number: format.number(changed) };
  return (
    <Banner
      tone={state === 'done' ? 'success' : state === 'attention' ? 'warning' : 'info'}
      title={t(`tags.${deed}.${state}`, values)}
      {...(!tagging.undo && changed > 0 && { action: { content: t('word.undo'), onAction: () => undo(id) } })}
    >
      {state === 'queued' && (
        <BlockStack gap="200">
          <p>{t('imports.leave')}</p>
          <ProgressBar progress={share * 100} size="small" tone="primary" />
        </BlockStack>
      )}
    </Banner>
  );
}
