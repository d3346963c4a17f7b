import type { Kysely, Transaction } from 'kysely';
import type { Bulk } from './bulk.ts';
import type { DB } from './generated/tables/tables.ts';

export type Tables = DB;
export type Reader = Kysely<DB>;
export type Trx = Transaction<DB>;

/** A row to append: values in the order of the columns. */
export type Row = readonly (string | number | null)[];

/** Appends rows in one durable transaction, ignoring those already there. */
export interface Appender {
  (rows: readonly Row[]): Promise<void>;
  /** how many calls may usefully be under way: one on SQLite; on PostgreSQL one is gathered while another is synced */
  readonly atOnce: number;
}

/**
 * The one way to the database. Reads go to `read`; every write runs in `write`, which is one short transaction that is
 * durable (synced to disk) when its promise resolves and retried when the database asks for it.
 */
export interface Database {
  readonly dialect: 'sqlite' | 'postgres';
  /** committed rows only; on SQLite a read-only connection of its own */
  readonly read: Reader;
  /**
   * One transaction. `fn` may run again after a conflict, so it must not have effects besides the database. On SQLite
   * writers run one at a time; keep it short.
   * @param lock names what may not run twice at once (for instance a shop's fold), across processes
   */
  write<T>(fn: (trx: Trx) => Promise<T>, options?: { lock?: string }): Promise<T>;
  /**
   * The fast path for many small rows: inserts them in one durable transaction and ignores those already there.
   * Compiled once for a table and its columns.
   */
  appender(table: keyof DB & string, columns: readonly string[]): Appender;
  /**
   * The fast path for very many rows of several tables in one transaction, for work that is done again after a crash: a
   * thread writes them beside the event loop, and a loss of power (not of the process) may take the last of them.
   */
  bulk(bulk: Bulk, options?: { lock?: string }): Promise<void>;
  /** runs `fn` alone among the writers of this process (Shopify's session storage writes through another client) */
  exclusive<T>(fn: () => Promise<T>): Promise<T>;
  /** what was erased leaves the database's own log of changes too; soon, where the server does that by itself */
  scrub(): Promise<void>;
  close(): Promise<void>;
}

/** Test door: called before every writing statement; throwing there is a fault injected at that write. */
export type StatementProbe = (sql: string) => void;
