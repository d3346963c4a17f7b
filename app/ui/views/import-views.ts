export interface ImportRow {
  id: string;
  file: string;
  state: 'queued' | 'running' | 'done' | 'attention';
  /** orders in so far */
  orders: number;
  total: number | null;
  refused: { line: number; reason: string }[];
  refusedCount: number;
  startedAt: number;
  endedAt: number | null;
  reason: string | null;
}

export interface ImportPages {
  list(shop: string): Promise<ImportRow[]>;
  /** stores the file and queues the work. @returns the import's id */
  start(shop: string, file: { name: string; body: ReadableStream<Uint8Array> }): Promise<string>;
}
