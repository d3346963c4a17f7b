import { BlockStack, Modal } from '@shopify/polaris';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../../understand/conditions/condition.ts';
import { ConditionEditor } from '../conditions/condition-editor.tsx';
import { LiveCountCard } from '../conditions/live-count.tsx';
import { useConditionDraft } from '../conditions/use-condition-draft.ts';
import { useLiveCount } from '../conditions/use-live-count.ts';

const EVERYBODY: Condition = { version: 1, when: { type: 'all', of: [] } };

/** For whom a block is shown, in the one condition language, with how many they are now. */
export function ConditionModal(props: {
  title: string;
  condition: Condition | null;
  put: (condition: Condition | null) => void;
  close: () => void;
}) {
  const { t } = useTranslation();
  const editor = useConditionDraft(props.condition ?? EVERYBODY);
  const live = useLiveCount(editor.condition);
  const asksNothing = editor.draft.root.of.length === 0;
  return (
    <Modal
      open
      size="large"
      onClose={props.close}
      title={props.title}
      primaryAction={{
        content: t('mailEditor.use'),
        // what is not whole yet is not taken
        disabled: live.gaps.length > 0 || (live.counting && !asksNothing),
        onAction: () => props.put(asksNothing ? null : editor.condition),
      }}
      secondaryActions={[{ content: t('word.discard'), onAction: props.close }]}
    >
      <Modal.Section>
        <BlockStack gap="400">
          <ConditionEditor editor={editor} gaps={live.gaps} empty={t('mailEditor.everybody')} />
          {!asksNothing && <LiveCountCard live={live} />}
        </BlockStack>
      </Modal.Section>
    </Modal>
  );
}
