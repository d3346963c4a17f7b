import { DAY } from '../../platform/clock/clock.ts';
import type { Database, Reader, Trx } from '../../platform/db/db.ts';
import { forgetParts } from './person-parts.server.ts';

/** Shopify: act within 30 days. https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance */
const BY_LAW = 30 * DAY;

export interface PrivacyRequestView {
  id: string;
  kind: string;
  state: 'queued' | 'done' | 'cancelled' | 'attention';
  receivedAt: number;
  dueAt: number;
  doneAt: number | null;
  rows: number | null;
  /** until when its file can be downloaded; null when there is none */
  fileUntil: number | null;
  reason: string | null;
}

/** Keeps what was asked, beside the task that does it. */
export async function noteRequest(
  trx: Trx,
  shop: string,
  { id, kind, receivedAt }: { id: string; kind: string; receivedAt: number },
): Promise<void> {
  await trx
    .insertInto('privacy_request')
    .values({ shop, id, kind, received_at: receivedAt, due_at: receivedAt + BY_LAW })
    .onConflict((conflict) => conflict.columns(['shop', 'id']).doNothing())
    .execute();
}

/** newest first */
export async function listRequests(read: Reader, shop: string, limit: number): Promise<PrivacyRequestView[]> {
  const rows = await read
    .selectFrom('privacy_request as request')
    .leftJoin('task', (join) => join.onRef('task.shop', '=', 'request.shop').onRef('task.id', '=', 'request.id'))
    .select([
      'request.id',
      'request.kind',
      'request.state',
      'request.received_at',
      'request.due_at',
      'request.done_at',
      'request.rows',
      'request.file_expires_at',
      'request.reason',
      'task.state as task_state',
      'task.reason as task_reason',
    ])
    .where('request.shop', '=', shop)
    .orderBy('request.received_at', 'desc')
    .orderBy('request.id')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    state: (row.state === 'queued' && row.task_state === 'attention'
      ? 'attention'
      : row.state) as PrivacyRequestView['state'],
    receivedAt: row.received_at,
    dueAt: row.due_at,
    doneAt: row.done_at,
    rows: row.rows,
    fileUntil: row.file_expires_at,
    reason: row.reason ?? (row.state === 'queued' ? row.task_reason : null),
  }));
}

/** The sealed file of a request, while its time lasts. */
export async function readFile(read: Reader, shop: string, id: string, now: number): Promise<string | null> {
  const row = await read
    .selectFrom('privacy_request')
    .select('file')
    .where('shop', '=', shop)
    .where('id', '=', id)
    .where('file_expires_at', '>', now)
    .executeTakeFirst();
  return row?.file ?? null;
}

/** Lets files go whose time is over. @returns how many */
export async function purgeFiles(db: Database, shop: string, now: number): Promise<number> {
  const late = await db.read
    .selectFrom('privacy_request')
    .select('id')
    .where('shop', '=', shop)
    .where('file_expires_at', '<=', now)
    .limit(100)
    .execute();
  if (late.length === 0) return 0;
  await db.write((trx) =>
    forgetFiles(
      trx,
      shop,
      late.map((row) => row.id),
    ),
  );
  return late.length;
}

export async function forgetFiles(trx: Trx, shop: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx
    .updateTable('privacy_request')
    .set({ file: null, file_expires_at: null })
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .execute();
  await forgetParts(trx, shop, ids);
}

/** Files about somebody who is erased now go with her. */
export async function forgetFilesAbout(trx: Trx, shop: string, hashes: readonly string[]): Promise<void> {
  const her = new Set(hashes);
  const rows = await trx
    .selectFrom('privacy_request')
    .select(['id', 'people'])
    .where('shop', '=', shop)
    .where('people', '<>', '[]')
    .execute();
  const about = rows.filter((row) => (JSON.parse(row.people) as string[]).some((hash) => her.has(hash)));
  await forgetFiles(
    trx,
    shop,
    about.map((row) => row.id),
  );
}
