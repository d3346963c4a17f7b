// The first states of a message: taken from the queue under a lease, and given back when nobody finished.
import { MINUTE, SECOND } from '../../../platform/clock/clock.ts';
import type { Database } from '../../../platform/db/db.ts';
import { encodeReason } from '../../../decide/journeys/reason.ts';
import type { MessageRow } from './message-row.ts';

const CLAIM_LEASE_MS = 60 * SECOND;
/** Longer than a submission can take: the transport gives up well before. */
export const SUBMIT_LEASE_MS = 5 * MINUTE;

/** Nothing has left for a claimed message, so it goes back; one that was on its way may have arrived, so it does not. */
export async function settleLostLeases(db: Database, shop: string, now: number): Promise<void> {
  const lost = await db.read
    .selectFrom('message')
    .select('id')
    .where('shop', '=', shop)
    .where('state', 'in', ['claimed', 'submitting'])
    .where('lease_until', '<=', now)
    .limit(1)
    .execute();
  if (lost.length === 0) return;
  await db.write(async (trx) => {
    await trx
      .updateTable('message')
      .set({ state: 'queued', lease_until: null, lease_by: null, due_at: now })
      .where('shop', '=', shop)
      .where('state', '=', 'claimed')
      .where('lease_until', '<=', now)
      .execute();
    await trx
      .updateTable('message')
      .set({
        state: 'unknown',
        lease_until: null,
        lease_by: null,
        reason: encodeReason({ code: 'stopped_while_submitting' }),
      })
      .where('shop', '=', shop)
      .where('state', '=', 'submitting')
      .where('lease_until', '<=', now)
      .execute();
  });
}

/**
 * A process is gone: its messages need not wait for their leases. Should it live after all, it finds its lease gone before
 * it submits; what it has submitted it may still write down over `unknown`.
 * @returns the shop of each message
 */
export async function giveBackLeases(db: Database, holder: string, now: number): Promise<string[]> {
  return db.write(async (trx) => {
    const held = (state: 'claimed' | 'submitting') =>
      trx
        .updateTable('message')
        // with the shops named the index leads there
        .where('shop', 'in', (eb) => eb.selectFrom('shop').select('shop.shop'))
        .where('state', '=', state)
        .where('lease_by', '=', holder);
    const free = { lease_until: null, lease_by: null };
    const back = await held('claimed')
      .set({ ...free, state: 'queued', due_at: now })
      .returning('shop')
      .execute();
    const reason = encodeReason({ code: 'stopped_while_submitting' });
    const lost = await held('submitting')
      .set({ ...free, state: 'unknown', reason })
      .returning('shop')
      .execute();
    return [...back, ...lost].map((row) => row.shop);
  });
}

/** @param holder the process that claims, as its leases name it */
export async function claimDue(
  db: Database,
  shop: string,
  now: number,
  limit: number,
  holder: string | null,
): Promise<MessageRow[]> {
  const due = await dueIds(db, shop, now, limit);
  if (due.length === 0) return [];
  return db.write((trx) =>
    trx
      .updateTable('message')
      .set({ state: 'claimed', lease_until: now + CLAIM_LEASE_MS, lease_by: holder })
      .where('shop', '=', shop)
      .where('id', 'in', due)
      // another process may have been quicker
      .where('state', '=', 'queued')
      .returningAll()
      .execute(),
  );
}

export async function dueIds(db: Database, shop: string, now: number, limit: number): Promise<string[]> {
  const rows = await db.read
    .selectFrom('message')
    .select('id')
    .where('state', '=', 'queued')
    .where('due_at', '<=', now)
    .where('shop', '=', shop)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id);
}

/**
 * When the shop's next message or lease is due, or that of every shop; shops that have uninstalled are left alone. The
 * first of each by the index, not the least of all that wait.
 */
export async function nextDue(db: Database, shop?: string): Promise<{ shop: string; at: number }[]> {
  const rows = await db.read
    .selectFrom('shop')
    .select((eb) => {
      const first = eb.selectFrom('message').whereRef('message.shop', '=', 'shop.shop');
      const leased = (state: 'claimed' | 'submitting') =>
        first
          .select((inner) => inner.fn.min('lease_until').as('at'))
          .where('message.state', '=', state)
          .where('lease_until', 'is not', null);
      return [
        'shop.shop',
        'uninstalled_at',
        first.select('due_at').where('message.state', '=', 'queued').orderBy('due_at').limit(1).as('queued'),
        leased('claimed').as('claimed'),
        leased('submitting').as('submitting'),
      ];
    })
    .$if(shop !== undefined, (query) => query.where('shop.shop', '=', shop ?? ''))
    .execute();
  return rows.flatMap((row) => {
    const instants = [row.uninstalled_at === null ? row.queued : null, row.claimed, row.submitting];
    return instants.flatMap((at) => (at === null ? [] : [{ shop: row.shop, at: Number(at) }]));
  });
}
