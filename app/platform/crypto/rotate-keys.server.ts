import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../db/db.ts';
import type { Seal } from './seal.ts';

/** Where sealed texts stand: a table's key columns and its sealed ones. A new sealed column belongs here. */
export const SEALED = [
  { table: 'secret', key: ['id'], columns: ['sealed'] },
  { table: 'session', key: ['id'], columns: ['accessToken', 'refreshToken'] },
  { table: 'privacy_request', key: ['shop', 'id'], columns: ['file'] },
  { table: 'privacy_part', key: ['shop', 'id'], columns: ['file'] },
  { table: 'suppression', key: ['shop', 'address_hash'], columns: ['address'] },
  { table: 'suppression_change', key: ['shop', 'id'], columns: ['address'] },
  { table: 'social_account', key: ['shop', 'id'], columns: ['secrets'] },
  { table: 'sender', key: ['shop', 'id'], columns: ['secrets', 'dkim_key'] },
  { table: 'push_subscription', key: ['shop', 'id'], columns: ['sealed'] },
  { table: 'help_answer', key: ['shop', 'phone_hash', 'sender'], columns: ['phone'] },
  { table: 'push_key', key: ['shop'], columns: ['private_key'] },
] as const;

const PAGE = 50;

/** How far a column has come. */
export interface RotationProgress {
  /** `table.column` */
  where: string;
  looked: number;
  resealed: number;
}

export interface Rotation {
  resealed: number;
  /** sealed with a key that nobody gave: left as they are */
  unreadable: number;
}

/**
 * Seals everything anew that another key than the present one has sealed. In small transactions; stopped and started
 * again it goes on where texts of an older key still are. Beside a running app a row that changes meanwhile is left to
 * what was written.
 */
export async function rotateKeys(
  db: Database,
  seal: Seal,
  onProgress: (progress: RotationProgress) => void = () => {},
): Promise<Rotation> {
  const done: Rotation = { resealed: 0, unreadable: 0 };
  for (const { table, key, columns } of SEALED) {
    for (const column of columns) await rotateColumn(db, seal, done, { table, key, column }, onProgress);
  }
  return done;
}

interface Place {
  table: string;
  key: readonly string[];
  column: string;
}

async function rotateColumn(
  db: Database,
  seal: Seal,
  done: Rotation,
  { table, key, column }: Place,
  onProgress: (progress: RotationProgress) => void,
): Promise<void> {
  const before = done.resealed;
  let looked = 0;
  const keys = sql.join(key.map((name) => sql.ref(name)));
  const width = key.map((name) => sql.ref(name));
  let after: unknown[] | null = null;
  for (;;) {
    const behind: RawBuilder<unknown> = after ? sql`and (${keys}) > (${sql.join(after)})` : sql``;
    const { rows }: { rows: Record<string, string>[] } = await sql<Record<string, string>>`
      select ${sql.join(width)}, ${sql.ref(column)} as sealed from ${sql.table(table)}
      where ${sql.ref(column)} is not null ${behind} order by ${keys} limit ${sql.lit(PAGE)}`.execute(db.read);
    if (rows.length === 0) return;
    const last: Record<string, string> | undefined = rows.at(-1);
    after = key.map((name) => last?.[name]);
    for (const row of rows) {
      const { sealed = '' } = row;
      if (sealed === '' || seal.isCurrent(sealed)) continue;
      const opened = tryOpen(seal, sealed);
      if (opened === null) {
        done.unreadable++;
        continue;
      }
      const same = sql.join(
        key.map((name) => sql`${sql.ref(name)} = ${row[name]}`),
        sql` and `,
      );
      await db.write((trx) =>
        sql`update ${sql.table(table)} set ${sql.ref(column)} = ${seal.seal(opened)}
            where ${same} and ${sql.ref(column)} = ${sealed}`.execute(trx),
      );
      done.resealed++;
    }
    looked += rows.length;
    onProgress({ where: `${table}.${column}`, looked, resealed: done.resealed - before });
  }
}

function tryOpen(seal: Seal, sealed: string): string | null {
  try {
    return seal.open(sealed);
  } catch {
    return null;
  }
}
