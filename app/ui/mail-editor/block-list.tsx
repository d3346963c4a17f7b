import { Icon, Text } from '@shopify/polaris';
import { AlertCircleIcon, DragHandleIcon, FilterIcon } from '@shopify/polaris-icons';
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block, BlockOf } from '../../act/messages/templates/design/document.ts';
import { AddBlock } from './add-block.tsx';
import { BlockFields } from './block-fields.tsx';
import { BLOCK_ICONS } from './block-icons.ts';
import { BlockMenu } from './block-menu.tsx';
import { blockSays } from './block-name.ts';
import { type MailPlace, MOST_IN_COLUMN, movesOf } from './mail-places.ts';
import { rowId, useTree } from './tree-context.ts';
import { useRoomDrag, useRowDrag } from './use-drag.ts';

const MOVES: Record<string, 'up' | 'down'> = { ArrowUp: 'up', ArrowDown: 'down' };

/** Blocks in their order. @param place of the first */
export function BlockList({ blocks, place, label }: { blocks: readonly Block[]; place: MailPlace; label?: string }) {
  return (
    <ol className="mail-rows" {...(label && { 'aria-label': label })}>
      {blocks.map((block, index) => (
        <BlockRow key={block.id} block={block} place={{ ...place, index }} />
      ))}
    </ol>
  );
}

/** One block in the list: its name opens its fields, Alt and the arrows move it, and so do the pointer and the menu. */
function BlockRow({ block, place }: { block: Block; place: MailPlace }) {
  const { t } = useTranslation();
  const tree = useTree();
  const { row, handle, edge } = useRowDrag(block.id, place);
  const open = tree.open === block.id;
  const name = tree.nameOf(block);
  const says = blockSays(block);
  const faults = tree.faultsOf(block.id);
  const fields = `${rowId(block.id)}-fields`;
  const keys = (event: KeyboardEvent) => {
    const way = event.altKey ? MOVES[event.key] : undefined;
    const move = way && movesOf(tree.document, block.id).find((each) => each.way === way);
    if (!move) return;
    event.preventDefault();
    tree.move(block.id, move);
  };
  return (
    <li className="mail-row" {...(edge && { 'data-edge': edge })} {...(open && { 'data-open': '' })}>
      <div className="mail-row-head" ref={row}>
        <span className="mail-handle" ref={handle} aria-hidden="true">
          <Icon source={DragHandleIcon} tone="subdued" />
        </span>
        <button
          type="button"
          id={rowId(block.id)}
          className="mail-row-name"
          aria-expanded={open}
          aria-controls={fields}
          aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
          onClick={() => tree.show(open ? null : block.id)}
          onKeyDown={keys}
        >
          <span className="mail-row-icon">
            <Icon source={BLOCK_ICONS[block.kind]} tone="subdued" />
          </span>
          <span className="mail-row-words">
            <span className="mail-row-kind">{t(`mailEditor.kind.${block.kind}`)}</span>
            {says && <span className="mail-row-says">{says}</span>}
          </span>
          {block.condition && (
            <span className="mail-row-mark">
              <Icon source={FilterIcon} tone="subdued" accessibilityLabel={t('mailEditor.conditional')} />
            </span>
          )}
          {faults.length > 0 && (
            <span className="mail-row-mark">
              <Icon
                source={AlertCircleIcon}
                tone={faults.some(({ severity }) => severity === 'error') ? 'critical' : 'caution'}
                accessibilityLabel={t('mailEditor.faults', { count: faults.length })}
              />
            </span>
          )}
        </button>
        <BlockMenu block={block} name={name} />
      </div>
      {open && (
        <div className="mail-row-fields" id={fields} role="group" aria-label={name}>
          <BlockFields key={block.id} block={block} name={name} edit={tree.edit} />
        </div>
      )}
      {block.kind === 'columns' && <Columns block={block} />}
    </li>
  );
}

/** What stands in the columns of a block, one list for each. */
function Columns({ block }: { block: BlockOf<'columns'> }) {
  const { t } = useTranslation();
  return (
    <div className="mail-columns">
      {block.columns.map((pieces, column) => (
        // columns have no name but their place
        // oxlint-disable-next-line react/no-array-index-key
        <section key={column} aria-label={t('mailEditor.column', { column: column + 1 })}>
          <Text as="h4" variant="bodySm" tone="subdued">
            {t('mailEditor.column', { column: column + 1 })}
          </Text>
          <Column pieces={pieces} place={{ columns: block.id, column, index: pieces.length }} />
        </section>
      ))}
    </div>
  );
}

function Column({ pieces, place }: { pieces: readonly Block[]; place: MailPlace }) {
  const { t } = useTranslation();
  const { room, over } = useRoomDrag(place);
  return (
    <div className="mail-column" ref={room} {...(over && { 'data-over': '' })}>
      {pieces.length > 0 && <BlockList blocks={pieces} place={place} />}
      {pieces.length < MOST_IN_COLUMN && (
        <AddBlock small label={t('mailEditor.addTo', { column: place.column + 1 })} to={place} />
      )}
    </div>
  );
}
