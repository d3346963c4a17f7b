import { Button, InlineStack, Select } from '@shopify/polaris';
import { DeleteIcon } from '@shopify/polaris-icons';
import { useTranslation } from 'react-i18next';
import type { DraftGroup } from './draft.ts';
import type { DraftChange } from './draft-history.ts';
import { ENTRIES } from './entries/entries.ts';
import { LeafPicker } from './leaf-picker.tsx';
import { LeafRow } from './leaf-row.tsx';

/** The language allows eight; who needs more than four here makes a segment of a part. */
const DEEPEST = 4;

type Hold = 'all' | 'any' | 'not all' | 'not any';

/** A group of questions of which all must hold, or one, or none. Groups stand in groups. */
export function GroupBox(props: {
  group: DraftGroup;
  change: (step: DraftChange) => void;
  /** nodes that are not filled in yet */
  gaps: ReadonlySet<number>;
  /** where it stands, for screen readers: 2, 2.1 */
  place: string;
  depth: number;
  full: boolean;
}) {
  const { group, change, gaps, place, depth } = props;
  const { t } = useTranslation();
  const hold: Hold = group.not ? `not ${group.match}` : group.match;
  const label = place === '' ? t('editor.whole') : t('editor.group', { place });
  const choose = (next: Hold) => {
    const match = next.endsWith('any') ? 'any' : 'all';
    if (match !== group.match) change({ do: 'match', id: group.id, match });
    if (next.startsWith('not') !== group.not) change({ do: 'negate', id: group.id });
  };
  const [usual] = ENTRIES;
  const isRoot = place === '';
  return (
    <div className="condition-group" {...(isRoot ? {} : { role: 'group', 'aria-label': label })} data-depth={depth}>
      {(group.of.length > 1 || !isRoot || group.not) && (
        <div className="condition-head">
          <Select
            label={label}
            labelHidden
            value={hold}
            options={(['all', 'any', ...(isRoot ? [] : ['not any', 'not all'])] as Hold[]).map((each) => ({
              label: t(`editor.hold.${each.replace(' ', '-')}`),
              value: each,
            }))}
            onChange={choose}
          />
          {!isRoot && (
            <Button
              icon={DeleteIcon}
              variant="tertiary"
              accessibilityLabel={t('editor.removeGroup', { place })}
              onClick={() => change({ do: 'remove', id: group.id })}
            />
          )}
        </div>
      )}
      {group.of.map((node, index) => (
        <div key={node.id} className="condition-item">
          {index > 0 && (
            <span className="condition-link" aria-hidden="true">
              {t(group.match === 'all' ? 'editor.and' : 'editor.or')}
            </span>
          )}
          {node.kind === 'group' ? (
            <GroupBox
              group={node}
              change={change}
              gaps={gaps}
              place={isRoot ? String(index + 1) : `${place}.${index + 1}`}
              depth={depth + 1}
              full={props.full}
            />
          ) : (
            <LeafRow node={node} change={change} gap={gaps.has(node.id)} />
          )}
        </div>
      ))}
      {!props.full && (
        <InlineStack gap="200">
          <LeafPicker label={t('editor.add')} add={(leaf) => change({ do: 'add', to: group.id, leaf })} />
          {depth < DEEPEST && usual && (
            <Button
              variant="tertiary"
              onClick={() => change({ do: 'addGroup', to: group.id, leaf: { ...usual.fresh } })}
            >
              {t('editor.addGroup')}
            </Button>
          )}
        </InlineStack>
      )}
    </div>
  );
}
