import { HOUR, MINUTE } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Preparation, Publication, SocialRefusal } from '../../platform/social/social-network.ts';
import { afterOutcome, WELL } from '../messages/senders/pace.ts';
import { endIfDone } from './claim.server.ts';
import { encodeSocialReason } from './reason.ts';
import { socialLock, type VariantRow } from './store.server.ts';

const MAX_ATTEMPTS = 5;
const BACK_OFF_MS = [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR] as const;
/** When results are read for the first time. */
const FIRST_RESULTS_MS = HOUR;

/** What was done before anybody sees it came to nothing, or not yet. */
export function finishPreparation(
  db: Database,
  claimed: VariantRow,
  done: Exclude<Preparation, { kind: 'ready' }>,
  now: number,
): Promise<void> {
  const { shop, id } = claimed;
  return db.write(
    async (trx) => {
      const free = { lease_until: null, lease_by: null };
      const mine = trx
        .updateTable('social_variant')
        .where('shop', '=', shop)
        .where('id', '=', id)
        .where('state', '=', 'claimed')
        .where('lease_until', '=', claimed.lease_until);
      if (done.kind === 'later') {
        const reason = encodeSocialReason({ code: 'busy', detail: done.reason });
        const prepared = JSON.stringify(done.prepared);
        await mine.set({ ...free, state: 'queued', due_at: now + done.afterMs, prepared, reason }).execute();
        return;
      }
      const attempt = claimed.attempts + 1;
      // what was held ready may be what is wrong
      await mine.set({ ...free, ...afterRefusal(done, attempt, now), prepared: null }).execute();
      await settleAccount(trx, claimed, done, now);
      await endIfDone(trx, shop, claimed.post, now);
    },
    { lock: socialLock(shop) },
  );
}

/** Writes down what is known after the wire. Only the attempt that was on it may say so, even after its lease. */
export function finishPublication(
  db: Database,
  claimed: VariantRow,
  attempt: number,
  done: Publication,
  now: number,
): Promise<void> {
  const { shop, id } = claimed;
  return db.write(
    async (trx) => {
      await trx
        .updateTable('social_variant')
        .set({ ...changesFor(done, attempt, now), lease_until: null, lease_by: null })
        .where('shop', '=', shop)
        .where('id', '=', id)
        .where('state', 'in', ['submitting', 'unknown'])
        .where('attempts', '=', attempt)
        .where('submitted_at', 'is not', null)
        .execute();
      await settleAccount(trx, claimed, done, now);
      await endIfDone(trx, shop, claimed.post, now);
    },
    { lock: socialLock(shop) },
  );
}

function changesFor(done: Publication, attempt: number, now: number) {
  switch (done.kind) {
    case 'submitted':
      return {
        state: 'published',
        published_at: now,
        reason: null,
        remote_id: done.providerId,
        remote_url: done.url,
        ...(done.providerId !== null && { results_due_at: now + FIRST_RESULTS_MS }),
      };
    case 'unknown':
      return { state: 'unknown', reason: encodeSocialReason({ code: 'lost', detail: done.reason }) };
    case 'refused':
      // it is not out, so it takes nothing of the window
      return { ...afterRefusal(done, attempt, now), submitted_at: null };
    default:
      return done satisfies never;
  }
}

function afterRefusal(refusal: SocialRefusal, attempt: number, now: number) {
  const { trouble, permanent, expired } = refusal;
  if (expired)
    return { state: 'queued', attempts: attempt - 1, reason: encodeSocialReason({ code: 'account_expired' }) };
  const reason = encodeSocialReason({ code: 'told', detail: refusal.reason });
  // nobody looked at it: its account rests, and it has had no try
  if (trouble === 'unreachable' || trouble === 'limited') return { state: 'queued', attempts: attempt - 1, reason };
  if (permanent || attempt >= MAX_ATTEMPTS) return { state: 'refused', attempts: attempt, reason };
  return { state: 'queued', attempts: attempt, due_at: now + (BACK_OFF_MS[attempt - 1] ?? HOUR), reason };
}

/** What the outcome says of the way it went. */
async function settleAccount(
  trx: Trx,
  { shop, id, account }: VariantRow,
  done: SocialRefusal | Publication,
  now: number,
) {
  const named = () => trx.updateTable('social_account').where('shop', '=', shop).where('id', '=', account);
  if (done.kind === 'refused' && done.expired) {
    await named()
      .set({ ...WELL, state: 'expired', trouble: done.reason })
      .execute();
    return;
  }
  const row = await trx
    .selectFrom('social_account')
    .select(['failures', 'rests', 'probe', 'open_at'])
    .where('shop', '=', shop)
    .where('id', '=', account)
    .executeTakeFirst();
  if (!row) return;
  const change = afterOutcome(row, id, done, now);
  const { failures, rests, probe, trouble, open_at, open_why } = { ...row, open_why: null, trouble: null, ...change };
  // one at a time: between two tries of a way that is in trouble there is a minute
  const isTrouble = done.kind === 'refused' && done.trouble !== undefined;
  const opens = isTrouble ? Math.max(open_at, now + Math.max(MINUTE, done.retryAfterMs ?? 0)) : open_at;
  if (change === null && opens === row.open_at) return;
  await named()
    .set({ failures, rests, probe, trouble, open_at: opens, open_why: isTrouble ? (open_why ?? 'resting') : open_why })
    .execute();
}
