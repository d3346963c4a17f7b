import { HOUR, MINUTE } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { CAPABILITIES } from '../../platform/social/networks.ts';
import type { Prepared } from '../../platform/social/social-network.ts';
import { encodeSocialReason } from './reason.ts';
import { type AccountRow, findPost, networkOf, socialLock, type VariantRow } from './store.server.ts';

/** Longer than the wire is waited for. */
const SUBMIT_LEASE_MS = 5 * MINUTE;

/**
 * Commits that the step which makes it visible is begun, before it is: from here on nobody begins it a second time.
 * Looks once more at everything that may have changed since it was claimed.
 * @returns the attempt; null when it may not begin now
 */
export function beginPublication(
  db: Database,
  claimed: VariantRow,
  prepared: Prepared,
  now: number,
): Promise<number | null> {
  const { shop, id } = claimed;
  return db.write(
    async (trx) => {
      // only while the lease of this claim still stands: nobody else may have taken it over
      const mine = () =>
        trx
          .updateTable('social_variant')
          .where('shop', '=', shop)
          .where('id', '=', id)
          .where('state', '=', 'claimed')
          .where('lease_until', '=', claimed.lease_until)
          .where('lease_by', 'is not distinct from', claimed.lease_by);
      const free = { state: 'queued', lease_until: null, lease_by: null, prepared: JSON.stringify(prepared) };
      const post = await findPost(trx, shop, claimed.post);
      const account = await openAccount(trx, claimed, now);
      if (
        !post ||
        (post.state !== 'scheduled' && post.state !== 'publishing') ||
        !account ||
        !(await isInstalled(trx, shop))
      ) {
        await mine().set(free).execute();
        return null;
      }
      const full = await fullUntil(trx, account, now);
      if (full) {
        await mine()
          .set({ ...free, due_at: full.until, reason: encodeSocialReason({ code: 'limit', ...full.said }) })
          .execute();
        return null;
      }
      const attempt = claimed.attempts + 1;
      const begun = await mine()
        .set({
          state: 'submitting',
          attempts: attempt,
          submitted_at: now,
          lease_until: now + SUBMIT_LEASE_MS,
          prepared: JSON.stringify(prepared),
          reason: null,
        })
        .executeTakeFirst();
      if (begun.numUpdatedRows !== 1n) return null;
      await trx
        .updateTable('social_post')
        .set({ state: 'publishing' })
        .where('shop', '=', shop)
        .where('id', '=', post.id)
        .execute();
      if (account.rests > 0) {
        await trx
          .updateTable('social_account')
          .set({ probe: id, open_at: now + SUBMIT_LEASE_MS, open_why: 'probing' })
          .where('shop', '=', shop)
          .where('id', '=', account.id)
          .execute();
      }
      return attempt;
    },
    { lock: socialLock(shop) },
  );
}

async function openAccount(trx: Trx, { shop, account }: VariantRow, now: number): Promise<AccountRow | null> {
  const row = await trx
    .selectFrom('social_account')
    .selectAll()
    .where('shop', '=', shop)
    .where('id', '=', account)
    .where('state', '=', 'connected')
    .where('removed_at', 'is', null)
    .where('open_at', '<=', now)
    .executeTakeFirst();
  return row ?? null;
}

async function isInstalled(trx: Trx, shop: string): Promise<boolean> {
  const row = await trx.selectFrom('shop').select('uninstalled_at').where('shop', '=', shop).executeTakeFirst();
  return row !== undefined && row.uninstalled_at === null;
}

/** What its network takes in a window that moves along, counted by what was begun: that may all be out. */
async function fullUntil(trx: Trx, account: AccountRow, now: number) {
  const { limit } = CAPABILITIES[networkOf(account)];
  if (!limit) return null;
  const rows = await trx
    .selectFrom('social_variant')
    .select('submitted_at')
    .where('shop', '=', account.shop)
    .where('account', '=', account.id)
    .where('submitted_at', '>', now - limit.windowMs)
    .orderBy('submitted_at', 'desc')
    .limit(limit.most)
    .execute();
  const first = rows.at(-1)?.submitted_at;
  if (rows.length < limit.most || first === undefined || first === null) return null;
  return { until: first + limit.windowMs, said: { most: limit.most, hours: limit.windowMs / HOUR } };
}
