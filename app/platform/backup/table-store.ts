/** A value as it stands in a backup: the same whichever database it came from. */
export type Portable = string | number | boolean | null | { $bytes: string } | { $big: string };

export type PortableRow = Record<string, Portable>;

export interface Column {
  name: string;
  /** how the two databases differ about it; everything else is the same on both */
  kind: 'plain' | 'flag' | 'instant';
}

export interface Table {
  name: string;
  columns: readonly Column[];
}

/** All tables of one database inside one transaction: a snapshot to read, or all rows or none to write. */
export interface TableStore {
  dialect: 'sqlite' | 'postgres';
  /** without Prisma's own and graphile-worker's, in the order of their names */
  tables(): Promise<Table[]>;
  /** names of the migrations that have been applied */
  migrations(): Promise<string[]>;
  /** in no order, a batch at a time */
  read(table: Table): AsyncIterable<PortableRow[]>;
  isEmpty(table: Table): Promise<boolean>;
  clear(table: Table): Promise<void>;
  /** @param columns those that the rows have; the others take their defaults */
  insert(table: Table, columns: readonly Column[], rows: readonly PortableRow[]): Promise<void>;
  commit(): Promise<void>;
  /** lets go of what was not committed */
  close(): Promise<void>;
}

export function toPortable(value: unknown): Portable {
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : { $big: value.toString() };
  }
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  throw new Error(`a backup cannot hold a ${typeof value}`);
}

export function fromPortable(value: Portable): string | number | boolean | bigint | Buffer | null {
  if (typeof value !== 'object' || value === null) return value;
  return '$big' in value ? BigInt(value.$big) : Buffer.from(value.$bytes, 'base64');
}
