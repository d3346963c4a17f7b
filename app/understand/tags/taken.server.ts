// Who lost a tag when it was taken from many at once, and how she had come by it: kept for as long as that may be undone.
import { inChunks } from '../../listen/upsert.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { RetentionStep } from '../../shop/privacy/retention-worker.server.ts';
import type { TagChange, TakenTag } from './give.server.ts';

/** @param now when they were taken: `at` is when they had been given */
export async function keepTaken(
  trx: Trx,
  shop: string,
  task: string,
  taken: readonly TakenTag[],
  now: number,
): Promise<void> {
  await inChunks(taken, 7, (some) =>
    trx
      .insertInto('tag_taken')
      .values(some.map((one) => ({ shop, task, ...one, taken_at: now })))
      .onConflict((conflict) => conflict.columns(['shop', 'task', 'contact']).doNothing())
      .execute(),
  );
}

/**
 * Gives tags back as they had come; whoever was given it anew meanwhile keeps it as it came then.
 * @returns how many were looked at, and those who have it again by this
 */
export async function giveBack(
  trx: Trx,
  shop: string,
  task: string,
  limit: number,
): Promise<{ looked: number; given: TagChange[] }> {
  const rows = await trx
    .selectFrom('tag_taken')
    .select(['contact', 'tag', 'at', 'source'])
    .where('shop', '=', shop)
    .where('task', '=', task)
    .limit(limit)
    .execute();
  if (rows.length === 0) return { looked: 0, given: [] };
  const given = await trx
    .insertInto('contact_tag')
    .values(rows.map((row) => ({ shop, ...row })))
    .onConflict((conflict) => conflict.columns(['shop', 'contact', 'tag']).doNothing())
    .returning(['contact', 'tag'])
    .execute();
  const contacts = rows.map(({ contact }) => contact);
  const done = trx.deleteFrom('tag_taken').where('shop', '=', shop).where('task', '=', task);
  await done.where('contact', 'in', contacts).execute();
  return { looked: rows.length, given };
}

/** Contacts that turned out to be another: what was taken from them was taken from that other one. */
export async function moveTaken(
  trx: Trx,
  shop: string,
  merges: readonly { from: string; to: string }[],
): Promise<void> {
  const froms = merges.map((merge) => merge.from);
  const rows = await trx
    .deleteFrom('tag_taken')
    .where('shop', '=', shop)
    .where('contact', 'in', froms)
    .returning(['task', 'contact', 'tag', 'at', 'source', 'taken_at'])
    .execute();
  if (rows.length === 0) return;
  const heirs = new Map(merges.map(({ from, to }) => [from, to]));
  await trx
    .insertInto('tag_taken')
    .values(rows.map(({ contact, ...row }) => ({ shop, contact: heirs.get(contact) ?? contact, ...row })))
    .onConflict((conflict) => conflict.columns(['shop', 'task', 'contact']).doNothing())
    .execute();
}

const BATCH = 250;

/** What can be undone no longer is forgotten the night after. */
export const takenRetention: readonly RetentionStep[] = [
  {
    name: 'tags taken',
    kept: () => DAY,
    async letGo(db, shop, before) {
      const old = await db.read
        .selectFrom('tag_taken')
        .select(['task', 'contact'])
        .where('shop', '=', shop)
        .where('taken_at', '<', before)
        .limit(BATCH)
        .execute();
      for (const [task, rows] of Map.groupBy(old, (row) => row.task)) {
        const contacts = rows.map(({ contact }) => contact);
        await db.write((trx) => {
          const gone = trx.deleteFrom('tag_taken').where('shop', '=', shop).where('task', '=', task);
          return gone.where('contact', 'in', contacts).execute();
        });
      }
      return { rows: old.length, next: old.length === BATCH ? 'more' : null };
    },
  },
];
