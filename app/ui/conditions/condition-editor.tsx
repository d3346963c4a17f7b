import { BlockStack, Button, ButtonGroup, InlineStack, Text } from '@shopify/polaris';
import { RedoIcon, UndoIcon } from '@shopify/polaris-icons';
import { useMemo, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { countLeaves, nodeAt } from './draft.ts';
import { GroupBox } from './group-box.tsx';
import type { ConditionDraft } from './use-condition-draft.ts';

/** As many as the language allows. */
const MOST_LEAVES = 50;

/** Who is meant: nested groups of questions, with every step to be taken back. */
export function ConditionEditor(props: {
  editor: ConditionDraft;
  /** places of the condition that the server could not read, as zod names them */
  gaps: readonly (readonly PropertyKey[])[];
  /** what holds when nothing is asked */
  empty: string;
}) {
  const { editor, gaps } = props;
  const { draft, undo, redo } = editor;
  const { t } = useTranslation();
  const missing = useMemo(() => new Set(gaps.map((path) => nodeAt(draft, path))), [draft, gaps]);

  const keys = (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'z') return;
    // while a text is typed, the browser takes its letters back
    if (event.target instanceof HTMLInputElement && event.target.type !== 'checkbox') return;
    event.preventDefault();
    (event.shiftKey ? redo : undo)?.();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- hears Ctrl+Z of the controls inside
    <div role="group" aria-label={t('editor.whole')} onKeyDown={keys}>
      <BlockStack gap="300">
        {draft.root.of.length === 0 && (
          <Text as="p" tone="subdued">
            {props.empty}
          </Text>
        )}
        <GroupBox
          group={draft.root}
          change={editor.change}
          gaps={missing}
          place=""
          depth={1}
          full={countLeaves(draft.root) >= MOST_LEAVES}
        />
        <InlineStack align="end">
          <ButtonGroup>
            <Button
              icon={UndoIcon}
              variant="tertiary"
              disabled={!undo}
              accessibilityLabel={t('editor.undo')}
              onClick={() => undo?.()}
            />
            <Button
              icon={RedoIcon}
              variant="tertiary"
              disabled={!redo}
              accessibilityLabel={t('editor.redo')}
              onClick={() => redo?.()}
            />
          </ButtonGroup>
        </InlineStack>
      </BlockStack>
    </div>
  );
}
