import { sql } from 'kysely';
import { z } from 'zod';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { inChunks } from '../upsert.ts';
import { type ContactsPlan, contactsPlanSchema } from './contacts-plan.ts';

export type ImportKind = 'contacts' | 'suppression';
export type ImportState = 'mapping' | 'queued' | 'done' | 'attention' | 'undoing' | 'undone';

const summarySchema = z.object({
  lines: z.number(),
  /** people whom the shop did not know before */
  added: z.number(),
  known: z.number(),
  /** lines whose address stands further up */
  repeated: z.number(),
  refused: z.number(),
  /** lines that are in but for a value which its attribute cannot hold */
  unread: z.number().default(0),
});

export type ContactsSummary = z.infer<typeof summarySchema>;

export const emptyContacts = (): ContactsSummary => ({
  lines: 0,
  added: 0,
  known: 0,
  repeated: 0,
  refused: 0,
  unread: 0,
});

export interface ImportRow {
  id: string;
  kind: ImportKind;
  state: ImportState;
  filename: string;
  file: string | null;
  digest: string;
  size: number;
  plan: ContactsPlan;
  summary: ContactsSummary;
  reason: string | null;
  createdAt: number;
  startedAt: number | null;
  endedAt: number | null;
  /** of the file that is read, 0 to 1 */
  share: number;
}

/** Lines of an import that are kept with their reasons: past these the file is another file. */
const MOST_REFUSED = 10_000;

export async function insertImport(
  trx: Trx,
  shop: string,
  row: Pick<ImportRow, 'id' | 'kind' | 'state' | 'filename' | 'file' | 'digest' | 'size' | 'plan'> & { at: number },
): Promise<void> {
  const anew = {
    kind: row.kind,
    state: row.state,
    filename: row.filename,
    file: row.file,
    digest: row.digest,
    size: row.size,
    plan: JSON.stringify(row.plan),
    summary: JSON.stringify(emptyContacts()),
    reason: null,
    created_at: row.at,
    started_at: row.state === 'mapping' ? null : row.at,
    ended_at: null,
  };
  await trx
    .insertInto('import')
    .values({ shop, id: row.id, ...anew })
    .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(anew))
    .execute();
  await trx.deleteFrom('import_refused').where('shop', '=', shop).where('import', '=', row.id).execute();
}

export async function findImport(reader: Reader | Trx, shop: string, id: string): Promise<ImportRow | null> {
  const row = await rows(reader, shop).where('import.id', '=', id).executeTakeFirst();
  return row ? told(row) : null;
}

/** newest first */
export async function listImports(reader: Reader, shop: string, limit: number): Promise<ImportRow[]> {
  const found = await rows(reader, shop)
    .orderBy('import.created_at', 'desc')
    .orderBy('import.id', 'desc')
    .limit(limit)
    .execute();
  return found.map(told);
}

export async function changeImport(
  trx: Trx,
  shop: string,
  id: string,
  change: { state?: ImportState; summary?: ContactsSummary; reason?: string | null; file?: null; endedAt?: number },
): Promise<void> {
  await trx
    .updateTable('import')
    .set({
      ...(change.state && { state: change.state }),
      ...(change.summary && { summary: JSON.stringify(change.summary) }),
      ...(change.reason !== undefined && { reason: change.reason }),
      ...(change.file === null && { file: null }),
      ...(change.endedAt !== undefined && { ended_at: change.endedAt }),
    })
    .where('shop', '=', shop)
    .where('id', '=', id)
    .execute();
}

export async function deleteImport(trx: Trx, shop: string, id: string): Promise<void> {
  await trx.deleteFrom('import').where('shop', '=', shop).where('id', '=', id).execute();
  await trx.deleteFrom('import_refused').where('shop', '=', shop).where('import', '=', id).execute();
}

/** @param before how many were kept already */
export async function keepRefused(
  trx: Trx,
  shop: string,
  id: string,
  refused: readonly { line: number; reason: string }[],
  before: number,
): Promise<void> {
  await inChunks(refused.slice(0, Math.max(0, MOST_REFUSED - before)), 4, (some) =>
    trx
      .insertInto('import_refused')
      .values(some.map(({ line, reason }) => ({ shop, import: id, line, reason })))
      .onConflict((conflict) => conflict.columns(['shop', 'import', 'line']).doNothing())
      .execute(),
  );
}

export async function refusedLines(
  reader: Reader,
  shop: string,
  id: string,
  limit = MOST_REFUSED,
): Promise<{ line: number; reason: string }[]> {
  return reader
    .selectFrom('import_refused')
    .select(['line', 'reason'])
    .where('shop', '=', shop)
    .where('import', '=', id)
    .orderBy('line')
    .limit(limit)
    .execute();
}

/** The task that reads an import's file, or takes it back, is named for it. */
export const taskOf = (kind: string, id: string) => `${kind}:${id}`;
export const importOfTask = (task: string) => task.slice(task.indexOf(':') + 1);

export const CONTACTS_TASK = 'contacts-import';
export const UNDO_TASK = 'import-undo';

function rows(reader: Reader | Trx, shop: string) {
  return reader
    .selectFrom('import')
    .leftJoin('task', (join) =>
      join.onRef('task.shop', '=', 'import.shop').on('task.id', '=', sql<string>`${`${CONTACTS_TASK}:`} || import.id`),
    )
    .selectAll('import')
    .select(['task.done_count', 'task.total_count', 'task.state as task_state', 'task.reason as task_reason'])
    .where('import.shop', '=', shop);
}

function told(row: Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number]): ImportRow {
  // a task that cannot go on says so in its own row
  const isStuck = row.state === 'queued' && row.task_state === 'attention';
  return {
    id: row.id,
    kind: row.kind as ImportKind,
    state: isStuck ? 'attention' : (row.state as ImportState),
    filename: row.filename,
    file: row.file,
    digest: row.digest ?? '',
    size: row.size,
    plan: contactsPlanSchema.parse(JSON.parse(row.plan)),
    summary: summarySchema.parse(JSON.parse(row.summary)),
    reason: isStuck ? row.task_reason : row.reason,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    share: row.total_count ? Math.min(1, (row.done_count ?? 0) / row.total_count) : 0,
  };
}
