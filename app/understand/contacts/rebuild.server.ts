import type { FactKind } from '../../listen/facts/fact.ts';
import { readData } from '../../listen/facts/read-data.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { foldBatch, foldLock } from './fold.server.ts';
import { shopFrame } from './shop-frame.server.ts';

const PAGE = 200;

/**
 * Folds a shop's contacts anew from its facts alone, in the order of their time. It ends in the rows that stand now,
 * which is what makes it safe: a repair, not a change. Decisions and tags are not derived and stay; what the wings
 * behind have done with a fact stays done. While it runs, contacts are incomplete.
 * @returns how many facts were folded
 */
export async function rebuild({ db, clock }: { db: Database; clock: Clock }, shop: string): Promise<number> {
  await db.write(
    async (trx) => {
      for (const table of [
        'identity',
        'link',
        'sighting',
        'score_entry',
        'consent',
        'contact_attribute',
        'interest',
        'order_touch',
        'contact_score',
        'score_due',
        'contact_consent',
        'automation_choice',
        'wish',
      ] as const) {
        await trx.deleteFrom(table).where('shop', '=', shop).execute();
      }
      // where a person put somebody is not told by facts
      await trx.deleteFrom('contact').where('shop', '=', shop).where('stage_by', '<>', 'hand').execute();
      await trx.updateTable('fact').set({ contact: null }).where('shop', '=', shop).execute();
    },
    { lock: foldLock(shop) },
  );
  let folded = 0;
  for (let after: { at: number; id: string } | null = { at: -1, id: '' }; after !== null;) {
    const from: { at: number; id: string } = after;
    after = await db.write(
      async (trx) => {
        const frame = await shopFrame(trx, shop, clock.now());
        if (!frame) return null;
        const rows = await trx
          .selectFrom('fact')
          .select(['id', 'kind', 'occurred_at', 'identity', 'verified', 'subject', 'amount', 'data'])
          .where('shop', '=', shop)
          .where('progress', '>', 0)
          .where((eb) =>
            eb.or([eb('occurred_at', '>', from.at), eb.and([eb('occurred_at', '=', from.at), eb('id', '>', from.id)])]),
          )
          .orderBy('occurred_at')
          .orderBy('id')
          .limit(PAGE)
          .execute();
        const facts = rows.map((row) => ({
          id: row.id,
          kind: row.kind as FactKind,
          occurredAt: row.occurred_at,
          identity: row.identity,
          verified: row.verified === 1,
          subject: row.subject,
          amount: row.amount,
          data: readData(row.data),
        }));
        if (facts.length === 0) return null;
        await foldBatch(trx, frame, facts, {
          wanted: new Set(),
          // a merge met on the way was met before, and the wings behind have moved their rows then
          ports: { merged: async () => {} },
          rebuilding: true,
        });
        folded += facts.length;
        const last = rows.at(-1);
        return last ? { at: last.occurred_at, id: last.id } : null;
      },
      { lock: foldLock(shop) },
    );
  }
  return folded;
}
