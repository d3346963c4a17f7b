import { ActionList, type ActionListItemDescriptor, Button, Popover } from '@shopify/polaris';
import {
  ArrowDownIcon,
  ArrowLeftIcon,
  ArrowRightIcon,
  ArrowUpIcon,
  SaveIcon,
  DeleteIcon,
  DuplicateIcon,
  MenuVerticalIcon,
} from '@shopify/polaris-icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '../../act/messages/templates/design/document.ts';
import { type MailMove, movesOf } from './mail-places.ts';
import { useTree } from './tree-context.ts';

const ICONS = { up: ArrowUpIcon, down: ArrowDownIcon, out: ArrowLeftIcon, column: ArrowRightIcon } as const;

/** All that can be done with a block but to fill it in. */
export function BlockMenu({ block, name }: { block: Block; name: string }) {
  const { t } = useTranslation();
  const tree = useTree();
  const [open, setOpen] = useState(false);
  const holders = tree.document.blocks.filter(({ kind }) => kind === 'columns');
  const words = (move: MailMove) => {
    if (move.way !== 'column') return t(`mailEditor.move.${move.way}`);
    if (holders.length < 2) return t('mailEditor.move.column', { column: move.column });
    const which = holders.findIndex(({ id }) => id === move.holder) + 1;
    return t('mailEditor.move.columnOf', { column: move.column, which });
  };
  const item = (content: string, icon: ActionListItemDescriptor['icon'], run: () => void) => ({
    content,
    ...(icon && { icon }),
    onAction() {
      setOpen(false);
      run();
    },
  });
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      activator={
        <Button
          icon={MenuVerticalIcon}
          variant="tertiary"
          accessibilityLabel={t('mailEditor.menuOf', { name })}
          onClick={() => setOpen(!open)}
        />
      }
    >
      <ActionList
        sections={[
          {
            items: movesOf(tree.document, block.id).map((move) =>
              item(words(move), ICONS[move.way], () => tree.move(block.id, move)),
            ),
          },
          {
            items: [
              ...(block.kind === 'footer'
                ? []
                : [item(t('mailEditor.duplicate'), DuplicateIcon, () => tree.duplicate(block.id))]),
              item(t('mailEditor.keep'), SaveIcon, () => tree.keep(block)),
              { ...item(t('word.remove'), DeleteIcon, () => tree.remove(block.id)), destructive: true },
            ],
          },
        ]}
      />
    </Popover>
  );
}
