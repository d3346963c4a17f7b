// The first states of a variant: taken from the queue under a lease, and given back when nobody finished.
import { DAY, MINUTE } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { stateOf } from './posts.server.ts';
import { encodeSocialReason, type SocialReason } from './reason.ts';
import { socialLock, type VariantRow } from './store.server.ts';

/** Longer than everything that is done before anybody sees it. */
const CLAIM_LEASE_MS = 5 * MINUTE;
/** What could not go out for so long does not go out by itself any more: its day is over. */
export const LATE_MS = DAY;

/** Nothing is visible of a claimed variant, so it goes back; one that was on its way may be out, so it does not. */
export async function settleLost(db: Database, shop: string, now: number): Promise<void> {
  const lost = await db.read
    .selectFrom('social_variant')
    .select(['id', 'post', 'state'])
    .where('shop', '=', shop)
    .where('state', 'in', ['claimed', 'submitting'])
    .where('lease_until', '<=', now)
    .execute();
  if (lost.length === 0) return;
  const ids = lost.map(({ id }) => id);
  await db.write(
    async (trx) => {
      const held = (state: 'claimed' | 'submitting') =>
        trx
          .updateTable('social_variant')
          .where('shop', '=', shop)
          .where('id', 'in', ids)
          .where('state', '=', state)
          .where('lease_until', '<=', now);
      const free = { lease_until: null, lease_by: null };
      await held('claimed')
        .set({ ...free, state: 'queued' })
        .execute();
      await held('submitting')
        .set({ ...free, state: 'unknown', reason: encodeSocialReason({ code: 'stopped' }) })
        .execute();
      for (const post of new Set(lost.map((row) => row.post))) await endIfDone(trx, shop, post, now);
    },
    { lock: socialLock(shop) },
  );
}

/** A process is gone: what it held need not wait for its leases. @returns the shop of each variant */
export async function giveBackVariants(db: Database, holder: string, now: number): Promise<string[]> {
  const held = await db.read
    .selectFrom('social_variant')
    .select('shop')
    // with the shops named the index leads there
    .where('shop', 'in', (eb) => eb.selectFrom('shop').select('shop.shop'))
    .where('state', 'in', ['claimed', 'submitting'])
    .where('lease_by', '=', holder)
    .execute();
  for (const shop of new Set(held.map((row) => row.shop))) {
    await db.write((trx) =>
      trx
        .updateTable('social_variant')
        .set({ lease_until: now })
        .where('shop', '=', shop)
        .where('state', 'in', ['claimed', 'submitting'])
        .where('lease_by', '=', holder)
        .execute(),
    );
    await settleLost(db, shop, now);
  }
  return held.map(({ shop }) => shop);
}

/** @param busy accounts that are at work on another one */
export async function dueVariants(db: Database, shop: string, now: number, busy: readonly string[]) {
  const rows = await db.read
    .selectFrom('social_variant')
    .innerJoin('social_account', (join) =>
      join
        .onRef('social_account.shop', '=', 'social_variant.shop')
        .onRef('social_account.id', '=', 'social_variant.account'),
    )
    .select(['social_variant.id', 'account', 'due_at'])
    .where('social_variant.shop', '=', shop)
    .where('social_variant.state', '=', 'queued')
    .where('due_at', '<=', now)
    .where('due_at', '>', now - LATE_MS)
    .where('social_account.state', '=', 'connected')
    .where('social_account.removed_at', 'is', null)
    .where('social_account.open_at', '<=', now)
    .$if(busy.length > 0, (query) => query.where('account', 'not in', busy))
    .orderBy('due_at')
    .orderBy('position')
    .execute();
  // one at a time for each account
  return [...Map.groupBy(rows, ({ account }) => account).values()].flatMap(([first]) => (first ? [first.id] : []));
}

export async function claimVariant(
  db: Database,
  shop: string,
  id: string,
  now: number,
  holder: string | null,
): Promise<VariantRow | null> {
  const row = await db.write((trx) =>
    trx
      .updateTable('social_variant')
      .set({ state: 'claimed', lease_until: now + CLAIM_LEASE_MS, lease_by: holder })
      .where('shop', '=', shop)
      .where('id', '=', id)
      // another process may have been quicker
      .where('state', '=', 'queued')
      .returningAll()
      .executeTakeFirst(),
  );
  return (row as VariantRow | undefined) ?? null;
}

/** What waits for an account that is not there says so, and what has waited for a day is given up. */
export async function tellWaiting(db: Database, shop: string, now: number): Promise<void> {
  const rows = await db.read
    .selectFrom('social_variant')
    .leftJoin('social_account', (join) =>
      join
        .onRef('social_account.shop', '=', 'social_variant.shop')
        .onRef('social_account.id', '=', 'social_variant.account')
        .on('social_account.removed_at', 'is', null),
    )
    .select(['social_variant.id', 'post', 'due_at', 'reason', 'social_account.state as account'])
    .where('social_variant.shop', '=', shop)
    .where('social_variant.state', '=', 'queued')
    .where('due_at', '<=', now)
    .execute();
  for (const { id, post, due_at: due, reason, account } of rows) {
    const isLate = (due ?? now) <= now - LATE_MS;
    if (!isLate && (account === 'connected' || reason !== null)) continue;
    const why: SocialReason = { code: isLate ? 'late' : account === null ? 'account_gone' : 'account_expired' };
    await db.write(
      async (trx) => {
        await trx
          .updateTable('social_variant')
          .set({ ...(isLate && { state: 'refused' }), reason: encodeSocialReason(why) })
          .where('shop', '=', shop)
          .where('id', '=', id)
          .where('state', '=', 'queued')
          .execute();
        if (isLate) await endIfDone(trx, shop, post, now);
      },
      { lock: socialLock(shop) },
    );
  }
}

/** A post that is under way is done when nothing of it can happen by itself any more. */
export async function endIfDone(trx: Trx, shop: string, post: string, now: number): Promise<void> {
  const state = await stateOf(trx, shop, post);
  await trx
    .updateTable('social_post')
    .set(state === 'done' ? { state, ended_at: now } : { state })
    .where('shop', '=', shop)
    .where('id', '=', post)
    .where('state', 'in', ['scheduled', 'publishing'])
    .where('state', '<>', state)
    .execute();
}

/** When the shop's next variant, lease or reading of results is due, or that of every shop; who uninstalled is left alone. */
export async function nextDue(db: Database, shop?: string): Promise<{ shop: string; at: number }[]> {
  const rows = await db.read
    .selectFrom('shop')
    .innerJoin('social_variant', 'social_variant.shop', 'shop.shop')
    .leftJoin('social_account', (join) =>
      join
        .onRef('social_account.shop', '=', 'social_variant.shop')
        .onRef('social_account.id', '=', 'social_variant.account')
        .on('social_account.removed_at', 'is', null),
    )
    .select([
      'shop.shop',
      'social_variant.state',
      'due_at',
      'lease_until',
      'reason',
      'open_at',
      'social_account.state as account',
    ])
    .where('uninstalled_at', 'is', null)
    .where('social_variant.state', 'in', ['queued', 'claimed', 'submitting'])
    .$if(shop !== undefined, (query) => query.where('shop.shop', '=', shop ?? ''))
    .execute();
  const results = await db.read
    .selectFrom('shop')
    .innerJoin('social_variant', 'social_variant.shop', 'shop.shop')
    .innerJoin('social_account', (join) =>
      join
        .onRef('social_account.shop', '=', 'social_variant.shop')
        .onRef('social_account.id', '=', 'social_variant.account'),
    )
    .select((eb) => ['shop.shop', eb.fn.min('results_due_at').as('at')])
    .where('uninstalled_at', 'is', null)
    .where('results_due_at', 'is not', null)
    .where('social_account.state', '=', 'connected')
    .where('social_account.removed_at', 'is', null)
    .$if(shop !== undefined, (query) => query.where('shop.shop', '=', shop ?? ''))
    .groupBy('shop.shop')
    .execute();
  return [
    ...rows.flatMap((row) => {
      const at = instantOf(row);
      return at === null ? [] : [{ shop: row.shop, at }];
    }),
    ...results.map((row) => ({ shop: row.shop, at: Number(row.at) })),
  ];
}

interface Waiting {
  state: string;
  due_at: number | null;
  lease_until: number | null;
  reason: string | null;
  open_at: number | null;
  account: string | null;
}

function instantOf({ state, due_at, lease_until, reason, open_at, account }: Waiting): number | null {
  if (state !== 'queued') return lease_until;
  if (due_at === null) return null;
  if (account === 'connected') return Math.min(Math.max(due_at, open_at ?? 0), due_at + LATE_MS);
  // first it is told why it waits, and in the end that it does not any more
  return reason === null ? due_at : due_at + LATE_MS;
}
