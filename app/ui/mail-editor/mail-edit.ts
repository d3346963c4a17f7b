// Every change of a designed mail as a pure step.
import type { Block, Piece, TemplateDocument } from '../../act/messages/templates/design/document.ts';
import { everyBlock, findBlock, isPiece, listAt, type MailPlace, MOST_IN_COLUMN, mayStand } from './mail-places.ts';

type Head = Pick<TemplateDocument, 'subject' | 'preheader' | 'locale' | 'purpose' | 'logo' | 'text'>;

export type MailEdit =
  /** the block gets an id of its own, and so do those in it */
  | { do: 'add'; block: Block; to: MailPlace }
  | { do: 'remove'; id: string }
  /** `to` is counted with the block taken out */
  | { do: 'move'; id: string; to: MailPlace }
  | { do: 'duplicate'; id: string }
  /** `key`: the field that is being typed in; steps of the same field are taken back together */
  | { do: 'put'; block: Block; key: string }
  /** as many columns as there are widths, in percent */
  | { do: 'columns'; id: string; widths: number[] }
  | { do: 'head'; part: Partial<Head>; key: string }
  /** all of it is another: a version that is taken back */
  | { do: 'replace'; document: TemplateDocument };

/** The document with one step done; the same document when the step cannot be done. */
export function edited(document: TemplateDocument, edit: MailEdit): TemplateDocument {
  switch (edit.do) {
    case 'add':
      return added(document, edit.block, edit.to);
    case 'remove':
      return without(document, edit.id);
    case 'move':
      return moved(document, edit.id, edit.to);
    case 'duplicate': {
      const found = findBlock(document, edit.id);
      if (!found || found.block.kind === 'footer') return document;
      return added(document, found.block, { ...found.place, index: found.place.index + 1 });
    }
    case 'put':
      return put(document, edit.block);
    case 'columns':
      return withColumns(document, edit.id, edit.widths);
    case 'head':
      return { ...document, ...edit.part };
    case 'replace':
      return edit.document;
    default:
      return edit satisfies never;
  }
}

/** The id that the next block gets: ids that stand are never given twice. */
export function nextNumber(document: TemplateDocument): number {
  return (
    everyBlock(document).reduce((most, { id }) => Math.max(most, Number(/^b(\d{1,9})$/.exec(id)?.[1] ?? 0)), 0) + 1
  );
}

function added(document: TemplateDocument, block: Block, to: MailPlace): TemplateDocument {
  let next = nextNumber(document);
  const named = <T extends Block>(each: T): T => ({ ...each, id: `b${next++}` });
  const holder = named(block);
  const fresh: Block =
    holder.kind === 'columns' ? { ...holder, columns: holder.columns.map((pieces) => pieces.map(named)) } : holder;
  return mayStand(document, fresh, to) ? inserted(document, fresh, to) : document;
}

function inserted(document: TemplateDocument, block: Block, { columns, column, index }: MailPlace): TemplateDocument {
  if (columns === null) return { ...document, blocks: document.blocks.toSpliced(index, 0, block) };
  if (!isPiece(block)) return document;
  return inColumns(document, columns, (all) =>
    all.map((pieces, which) => (which === column ? pieces.toSpliced(index, 0, block) : pieces)),
  );
}

function without(document: TemplateDocument, id: string): TemplateDocument {
  const found = findBlock(document, id);
  if (!found) return document;
  if (found.place.columns === null) return { ...document, blocks: document.blocks.filter((block) => block.id !== id) };
  return inColumns(document, found.place.columns, (all) =>
    all.map((pieces) => pieces.filter((piece) => piece.id !== id)),
  );
}

function moved(document: TemplateDocument, id: string, to: MailPlace): TemplateDocument {
  const found = findBlock(document, id);
  // a block cannot go into itself
  if (!found || to.columns === id) return document;
  const rest = without(document, id);
  const list = listAt(rest, to);
  if (!list || !mayStand(rest, found.block, to)) return document;
  const index = Math.min(Math.max(0, to.index), list.length);
  const { place } = found;
  if (place.columns === to.columns && place.column === to.column && place.index === index) return document;
  return inserted(rest, found.block, { ...to, index });
}

function put(document: TemplateDocument, block: Block): TemplateDocument {
  const blocks = document.blocks.map((each): Block => {
    if (each.id === block.id) return block;
    if (each.kind !== 'columns' || !isPiece(block)) return each;
    return { ...each, columns: each.columns.map((pieces) => pieces.map((one) => (one.id === block.id ? block : one))) };
  });
  return { ...document, blocks };
}

/** What stood in a column that goes stands in the last one that stays. */
function withColumns(document: TemplateDocument, id: string, widths: number[]): TemplateDocument {
  const block = document.blocks.find((each) => each.id === id);
  if (block?.kind !== 'columns') return document;
  const kept = block.columns.slice(0, widths.length);
  while (kept.length < widths.length) kept.push([]);
  const last = [...(kept.at(-1) ?? []), ...block.columns.slice(widths.length).flat()];
  if (last.length > MOST_IN_COLUMN) return document;
  return put(document, { ...block, columns: [...kept.slice(0, -1), last], widths });
}

function inColumns(document: TemplateDocument, id: string, change: (all: Piece[][]) => Piece[][]): TemplateDocument {
  const blocks = document.blocks.map((block) =>
    block.id === id && block.kind === 'columns' ? { ...block, columns: change(block.columns) } : block,
  );
  return { ...document, blocks };
}
