// Where the blocks of a designed mail stand, and where each may go.
import type { Block, Piece, TemplateDocument } from '../../act/messages/templates/design/document.ts';

/** In the mail itself, or in a column of a block of columns. */
export interface MailPlace {
  /** null: the mail itself */
  columns: string | null;
  column: number;
  index: number;
}

/** As many as a document allows. */
export const MOST_BLOCKS = 60;
export const MOST_IN_COLUMN = 10;

export interface FoundBlock {
  block: Block;
  place: MailPlace;
}

export function findBlock({ blocks }: TemplateDocument, id: string): FoundBlock | null {
  for (const [index, block] of blocks.entries()) {
    if (block.id === id) return { block, place: { columns: null, column: 0, index } };
    if (block.kind !== 'columns') continue;
    for (const [column, pieces] of block.columns.entries()) {
      const inner = pieces.findIndex((piece) => piece.id === id);
      const piece = pieces[inner];
      if (piece) return { block: piece, place: { columns: block.id, column, index: inner } };
    }
  }
  return null;
}

/** All blocks, those in columns behind the block that holds them. */
export function everyBlock({ blocks }: TemplateDocument): Block[] {
  return blocks.flatMap<Block>((block) => (block.kind === 'columns' ? [block, ...block.columns.flat()] : [block]));
}

export function isPiece(block: Block): block is Piece {
  return block.kind !== 'columns' && block.kind !== 'footer' && block.kind !== 'html';
}

/** The blocks beside which a block at this place stands; null where there is no such column. */
export function listAt(document: TemplateDocument, place: Pick<MailPlace, 'columns' | 'column'>): Block[] | null {
  if (place.columns === null) return document.blocks;
  const holder = document.blocks.find(({ id }) => id === place.columns);
  return holder?.kind === 'columns' ? (holder.columns[place.column] ?? null) : null;
}

/** The first place behind all others that is not behind the footer. */
export function lastPlace({ blocks }: TemplateDocument): MailPlace {
  return { columns: null, column: 0, index: blocks.at(-1)?.kind === 'footer' ? blocks.length - 1 : blocks.length };
}

/**
 * Whether a block can stand there: columns hold pieces alone, the footer stands last, and a mail and a
 * column have only so much room.
 * @param id of the block, when it stands in the mail already
 */
export function mayStand(document: TemplateDocument, block: Block, place: MailPlace): boolean {
  const list = listAt(document, place);
  if (!list) return false;
  const others = list.filter(({ id }) => id !== block.id);
  if (place.columns !== null) return isPiece(block) && others.length < MOST_IN_COLUMN;
  if (others.length >= MOST_BLOCKS) return false;
  const footer = others.findIndex(({ kind }) => kind === 'footer');
  if (block.kind === 'footer') return footer < 0 && place.index >= others.length;
  return footer < 0 || place.index <= footer;
}

export interface MailMove {
  way: 'up' | 'down' | 'out' | 'column';
  to: MailPlace;
  /** of a column: how many-eth, from 1, and of which block */
  column?: number;
  holder?: string;
}

/** Where a block may go by keyboard or menu; each place is counted with the block taken out. */
export function movesOf(document: TemplateDocument, id: string): MailMove[] {
  const found = findBlock(document, id);
  if (!found) return [];
  const { block, place } = found;
  const moves: MailMove[] = [
    { way: 'up', to: { ...place, index: place.index - 1 } },
    { way: 'down', to: { ...place, index: place.index + 1 } },
  ];
  if (place.columns !== null) {
    const holder = document.blocks.findIndex((each) => each.id === place.columns);
    moves.push({ way: 'out', to: { columns: null, column: 0, index: holder + 1 } });
  }
  for (const each of document.blocks) {
    if (each.kind !== 'columns') continue;
    for (const [column, pieces] of each.columns.entries()) {
      if (each.id === place.columns && column === place.column) continue;
      moves.push({
        way: 'column',
        to: { columns: each.id, column, index: pieces.length },
        column: column + 1,
        holder: each.id,
      });
    }
  }
  const room = (listAt(document, place)?.length ?? 1) - 1;
  return moves.filter(({ way, to }) => {
    if ((way === 'up' || way === 'down') && (to.index < 0 || to.index > room)) return false;
    return mayStand(document, block, to);
  });
}

/** A place that was counted with the block where it stands, counted with the block taken out. */
export function placeWithout(document: TemplateDocument, id: string, place: MailPlace): MailPlace {
  const from = findBlock(document, id)?.place;
  const before = from?.columns === place.columns && from.column === place.column && from.index < place.index;
  return before ? { ...place, index: place.index - 1 } : place;
}
