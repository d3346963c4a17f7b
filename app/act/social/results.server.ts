// How a post was taken, as its network tells it: the latest numbers, and what they were at the end of each day.
import { DAY, HOUR } from '../../platform/clock/clock.ts';
import { dayOf } from '../../platform/clock/zones.ts';
import type { Database, Reader } from '../../platform/db/db.ts';
import type { ResultsTold } from '../../platform/social/social-network.ts';
import { zoneOf } from './drafts.server.ts';
import type { ResultsOfDay } from './results-by-day.ts';
import type { VariantRow } from './store.server.ts';

/** Every few hours in the first week, then once a day, and after four weeks no more. */
export function nextReading(publishedAt: number, now: number): number | null {
  const age = now - publishedAt;
  if (age < 7 * DAY) return now + 4 * HOUR;
  return age < 28 * DAY ? now + DAY : null;
}

const AFTER_TROUBLE_MS = 6 * HOUR;

export async function dueResults(db: Database, shop: string, now: number): Promise<VariantRow | null> {
  const row = await db.read
    .selectFrom('social_variant')
    .innerJoin('social_account', (join) =>
      join
        .onRef('social_account.shop', '=', 'social_variant.shop')
        .onRef('social_account.id', '=', 'social_variant.account'),
    )
    .selectAll('social_variant')
    .where('social_variant.shop', '=', shop)
    .where('results_due_at', '<=', now)
    .where('social_account.state', '=', 'connected')
    .where('social_account.removed_at', 'is', null)
    .orderBy('results_due_at')
    .limit(1)
    .executeTakeFirst();
  return (row as VariantRow | undefined) ?? null;
}

/** What was read of some versions, day by day. */
export async function readResults(reader: Reader, shop: string, variants: readonly string[]): Promise<ResultsOfDay[]> {
  if (variants.length === 0) return [];
  return reader
    .selectFrom('social_result')
    .select(['variant', 'day', 'likes', 'comments', 'shares', 'clicks', 'reach'])
    .where('shop', '=', shop)
    .where('variant', 'in', variants)
    .orderBy('day')
    .execute();
}

export async function writeResults(db: Database, variant: VariantRow, told: ResultsTold, now: number): Promise<void> {
  const { shop, id, published_at: publishedAt } = variant;
  const next = told.kind === 'results' ? nextReading(publishedAt ?? now, now) : now + AFTER_TROUBLE_MS;
  const day = dayOf(now, await zoneOf(db.read, shop));
  await db.write(async (trx) => {
    await trx
      .updateTable('social_variant')
      .set({
        results_due_at: told.kind === 'gone' ? null : next,
        ...(told.kind === 'results' && { results: JSON.stringify(told.results), results_at: now }),
      })
      .where('shop', '=', shop)
      .where('id', '=', id)
      .execute();
    if (told.kind === 'refused' && told.expired) {
      await trx
        .updateTable('social_account')
        .set({ state: 'expired', trouble: told.reason })
        .where('shop', '=', shop)
        .where('id', '=', variant.account)
        .execute();
    }
    if (told.kind !== 'results') return;
    await trx
      .insertInto('social_result')
      .values({ shop, variant: id, day, ...told.results, read_at: now })
      .onConflict((conflict) =>
        conflict.columns(['shop', 'variant', 'day']).doUpdateSet({ ...told.results, read_at: now }),
      )
      .execute();
  });
}
