import { Button, InlineStack, Select, Text } from '@shopify/polaris';
import { DeleteIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import { LeafControl } from './controls/leaf-controls.tsx';
import type { DraftLeaf, DraftLeafValue } from './draft.ts';
import type { DraftChange } from './draft-history.ts';
import { entryOf } from './entries/entries.ts';
import { entryWords, writes } from './entries/entry.ts';

/** One question: what it looks at, whether it must hold or must not, and its values. */
export function LeafRow(props: {
  node: DraftLeaf;
  change: (step: DraftChange) => void;
  /** something is not filled in yet */
  gap: boolean;
}) {
  const { node, change } = props;
  const { t } = useTranslation();
  const entry = entryOf(node.leaf);
  const name = entry ? t(entryWords(entry.id)) : t('editor.elsewhere');
  const put = (part: Record<string, unknown>, key: string) => {
    const merged = Object.entries({ ...node.leaf, ...part }).filter(([, value]) => value !== undefined);
    change({ do: 'put', id: node.id, leaf: Object.fromEntries(merged) as DraftLeafValue, key });
  };
  return (
    <div className="condition-leaf" role="group" aria-label={name} data-gap={props.gap || undefined}>
      <div className="condition-head">
        <InlineStack gap="200" blockAlign="center">
          <Text as="span" fontWeight="semibold">
            {name}
          </Text>
          <Select
            label={t('editor.holds')}
            labelHidden
            value={node.not ? 'not' : 'yes'}
            options={[
              { label: t('editor.must'), value: 'yes' },
              { label: t('editor.mustNot'), value: 'not' },
            ]}
            onChange={() => change({ do: 'negate', id: node.id })}
          />
        </InlineStack>
        <Button
          icon={DeleteIcon}
          variant="tertiary"
          accessibilityLabel={t('editor.remove', { name })}
          onClick={() => change({ do: 'remove', id: node.id })}
        />
      </div>
      {entry ? (
        <div className="condition-controls">
          {entry.controls.map((control) => {
            const key = writes(control).join(' ');
            return <LeafControl key={key} control={control} leaf={node.leaf} put={(part) => put(part, key)} />;
          })}
        </div>
      ) : (
        <Text as="p" tone="subdued">
          {t('editor.elsewhereText')}
        </Text>
      )}
      {props.gap && (
        <Text as="p" tone="critical" variant="bodySm">
          {t('editor.gap')}
        </Text>
      )}
    </div>
  );
}
