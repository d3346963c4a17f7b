export type ImportKind = 'orders' | 'contacts' | 'suppression';

/** Why a line was left out: a code that the page has words for. */
export interface RefusedLine {
  line: number;
  code: string;
  /** heading of the column that it is about */
  column: string;
  value: string;
}

/** Why a file was not read, or not to its end: a code that the page has words for. */
export interface FileReason {
  code: string;
  value: string;
}

export interface ImportRow {
  id: string;
  kind: ImportKind;
  file: string;
  /** mapping: its columns are to be agreed on first */
  state: 'mapping' | 'queued' | 'running' | 'done' | 'attention' | 'undoing' | 'undone';
  /** of the file that is read, 0 to 1 */
  share: number;
  /** milliseconds that the rest will take at the pace so far; null when that is not known */
  remaining: number | null;
  /** orders that are in so far; of lists, people who are new here */
  added: number;
  /** people who were known before */
  known: number;
  /** lines of somebody who stands further up */
  repeated: number;
  refused: RefusedLine[];
  refusedCount: number;
  /** lines that are in but for values which their attributes cannot hold; they stand among the refused */
  unreadCount: number;
  startedAt: number;
  endedAt: number | null;
  reason: FileReason | null;
  undoable: boolean;
}

export interface MappingView {
  id: string;
  kind: 'contacts' | 'suppression';
  file: string;
  columns: { place: number; heading: string; samples: string[]; field: string }[];
  /** declared attributes: a column holds one as `attribute:ID` */
  attributes: { id: string; label: string }[];
  origin: string;
  consent: ConsentProof;
}

export type ConsentProof = { by: 'none' } | { by: 'column' } | { by: 'statement'; text: string; date: string };

export interface AgreedPlan {
  fields: string[];
  origin: string;
  consent: ConsentProof;
}

export type BegunImport =
  | { state: 'begun' | 'known' | 'gone' }
  /** by the part of the form: the code of the words beside it */
  | { state: 'problems'; problems: Record<string, string> };

export interface ImportPages {
  list(shop: string): Promise<ImportRow[]>;
  /** Stores the file; orders are read at once, lists wait until their columns are agreed on */
  upload(
    shop: string,
    kind: ImportKind,
    file: { name: string; body: ReadableStream<Uint8Array> },
  ): Promise<{ id: string } | { refused: FileReason }>;
  /** null when there is no such upload, or it is agreed on already */
  mapping(shop: string, id: string): Promise<MappingView | null>;
  begin(shop: string, id: string, plan: AgreedPlan): Promise<BegunImport>;
  undo(shop: string, id: string): Promise<void>;
  refused(shop: string, id: string): Promise<RefusedLine[]>;
}
