import type { BlockKind, BlockOf } from '../../../act/messages/templates/design/document.ts';

/** What the fields of a kind of block are given. */
export interface FieldsOf<Kind extends BlockKind> {
  block: BlockOf<Kind>;
  /** the key of each part is the field that is being typed in */
  put: (part: Partial<BlockOf<Kind>>) => void;
}
