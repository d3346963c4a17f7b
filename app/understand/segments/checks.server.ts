import { sql } from 'kysely';
import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';

export interface Check {
  segment: string;
  contact: string;
  /** the instant from which time alone may change the answer */
  dueAt: number;
}

/** Notes when contacts must be looked at again though nothing was heard of them; of each segment and contact the last word holds. */
export async function writeChecks(trx: Trx, shop: string, checks: readonly Check[]): Promise<void> {
  const rows = checks.map(({ segment, contact, dueAt }) => ({ shop, segment, contact, due_at: dueAt }));
  await inChunks(rows, 4, (some) =>
    trx
      .insertInto('segment_check')
      .values(some)
      .onConflict((conflict) => conflict.columns(['shop', 'segment', 'contact']).doUpdateSet(excluded(['due_at'])))
      .execute(),
  );
}

/** The same for contacts that were just looked at, of whom most have nothing to note or have it noted already. */
export async function replaceChecks(
  trx: Trx,
  shop: string,
  checks: readonly (Omit<Check, 'dueAt'> & { dueAt: number | null })[],
): Promise<void> {
  if (checks.length === 0) return;
  const rows = await trx
    .selectFrom('segment_check')
    .select(['segment', 'contact', 'due_at'])
    .where('shop', '=', shop)
    .where('contact', 'in', [...new Set(checks.map(({ contact }) => contact))])
    .execute();
  const noted = new Map(rows.map(({ segment, contact, due_at }) => [`${segment} ${contact}`, due_at]));
  const asNoted = ({ segment, contact }: Omit<Check, 'dueAt'>) => noted.get(`${segment} ${contact}`) ?? null;
  const changed = checks.filter((check) => asNoted(check) !== check.dueAt);
  await writeChecks(
    trx,
    shop,
    changed.flatMap(({ dueAt, ...check }) => (dueAt === null ? [] : { ...check, dueAt })),
  );
  await deleteChecks(
    trx,
    shop,
    changed.filter(({ dueAt }) => dueAt === null),
  );
}

export async function deleteChecks(trx: Trx, shop: string, checks: readonly Omit<Check, 'dueAt'>[]): Promise<void> {
  await inChunks(checks, 3, (some) => {
    const pairs = some.map(({ segment, contact }) => sql`(${segment}, ${contact})`);
    return trx
      .deleteFrom('segment_check')
      .where('shop', '=', shop)
      .where('contact', 'in', [...new Set(some.map(({ contact }) => contact))])
      .where(sql<boolean>`(segment, contact) in (values ${sql.join(pairs)})`)
      .execute();
  });
}
