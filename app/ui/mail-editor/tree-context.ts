import { createContext, useContext } from 'react';
import type { Block, TemplateDocument } from '../../act/messages/templates/design/document.ts';
import type { MailFault, SavedBlockRow } from '../views/template-views.ts';
import type { OFFERED_KINDS } from './fresh-block.ts';
import type { MailEdit } from './mail-edit.ts';
import type { MailMove, MailPlace } from './mail-places.ts';

export interface Tree {
  document: TemplateDocument;
  /** whose fields are shown */
  open: string | null;
  show(id: string | null): void;
  edit(step: MailEdit): void;
  add(kind: (typeof OFFERED_KINDS)[number] | SavedBlockRow, to: MailPlace): void;
  move(id: string, move: MailMove): void;
  drop(id: string, to: MailPlace): void;
  duplicate(id: string): void;
  remove(id: string): void;
  nameOf(block: Block): string;
  saved: readonly SavedBlockRow[];
  keep(block: Block): void;
  forget(saved: SavedBlockRow): void;
  faultsOf(id: string): readonly MailFault[];
}

export const BlockTreeContext = createContext<Tree | null>(null);

/** @throws outside the editor's tree */
export function useTree(): Tree {
  const tree = useContext(BlockTreeContext);
  if (!tree) throw new Error('a block stands in no tree');
  return tree;
}

export const rowId = (id: string) => `mail-block-${id}`;
