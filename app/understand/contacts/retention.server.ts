import type { Trx } from '../../platform/db/db.ts';
import { MONTH, type RetentionStep } from '../../shop/privacy/retention-worker.server.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { foldLock } from './fold.server.ts';

/** Facts of a page are read by their id; those of the pixel stand together. */
const PAGE = 1000;
const PIXEL = 'pixel:';
const BEHIND_PIXEL = 'pixel;';
/** What goes in one write: of a million facts each is on pages of its own, and doors wait meanwhile. */
const FACTS = 20;
/** What hangs on a visitor. */
const OF_VISITOR = [
  'identity',
  'contact_tag',
  'tag_taken',
  'score_entry',
  'decision',
  'rfm_change',
  'interest',
  'order_touch',
  'contact_score',
  'score_due',
  'segment_member',
  'segment_check',
  'campaign_member',
  'appraisal',
] as const;
/** with about ten facts each */
const VISITORS = 8;

/**
 * What the pixel told goes after its time, and with it what it counted for: a score stays the sum of its ledger. Then
 * visitors of whom nothing else is known.
 */
export const visitRetention: readonly RetentionStep[] = [
  {
    name: 'visits',
    kept: ({ visitMonths }) => visitMonths * MONTH,
    async letGo(db, shop, before, after) {
      const page = await db.read
        .selectFrom('fact')
        .select(['id', 'occurred_at', 'contact'])
        .where('shop', '=', shop)
        .where('id', '>', after ?? PIXEL)
        .where('id', '<', BEHIND_PIXEL)
        .orderBy('id')
        .limit(PAGE)
        .execute();
      const old = page.filter((fact) => fact.occurred_at < before).slice(0, FACTS);
      if (old.length > 0) {
        const contacts = [...new Set(old.flatMap((fact) => fact.contact ?? []))];
        const ids = old.map((fact) => fact.id);
        await db.write((trx) => forgetFacts(trx, shop, ids, contacts, before), { lock: foldLock(shop) });
      }
      if (old.length === FACTS) return { rows: old.length, next: old.at(-1)?.id ?? null };
      return { rows: old.length, next: page.length === PAGE ? (page.at(-1)?.id ?? null) : null };
    },
  },
  {
    name: 'visitors',
    kept: ({ visitMonths }) => visitMonths * MONTH,
    async letGo(db, shop, before, after) {
      const from = placeOf(after);
      return db.write(
        async (trx) => {
          const rows = await trx
            .selectFrom('contact')
            .select(['id', 'last_seen_at'])
            .where('shop', '=', shop)
            .where('last_seen_at', '<', before)
            // from where the batch before ended: the contacts that stay are not looked through again
            .where((eb) => eb(eb.refTuple('last_seen_at', 'id'), '>', eb.tuple(from.lastSeenAt, from.id)))
            .where('stage', '=', 'visitor')
            .where('email', 'is', null)
            .where('customer_id', 'is', null)
            .orderBy('last_seen_at')
            .orderBy('id')
            .limit(VISITORS)
            .execute();
          const ids = rows.map((row) => row.id);
          if (ids.length === 0) return { rows: 0, next: null };
          await forgetPush(trx, shop, ids);
          for (const table of OF_VISITOR) {
            await trx.deleteFrom(table).where('shop', '=', shop).where('contact', 'in', ids).execute();
          }
          await trx
            .updateTable('fact')
            .set({ contact: null })
            .where('shop', '=', shop)
            .where('contact', 'in', ids)
            .execute();
          await trx.deleteFrom('contact').where('shop', '=', shop).where('id', 'in', ids).execute();
          return { rows: ids.length, next: ids.length === VISITORS ? nameOf(rows.at(-1)) : null };
        },
        { lock: foldLock(shop) },
      );
    },
  },
];

/** A place among contacts by when they were last seen, as the text that a cursor keeps. */
function nameOf(row: { id: string; last_seen_at: number } | undefined): string | null {
  return row ? `${row.last_seen_at} ${row.id}` : null;
}

function placeOf(after: string | null): { lastSeenAt: number; id: string } {
  const [at = '0', id = ''] = (after ?? '').split(' ');
  return { lastSeenAt: Number(at), id };
}

/** Push that nobody but a device agreed to: the browser may take it for years, and nobody has come by since. */
async function forgetPush(trx: Trx, shop: string, contacts: readonly string[]): Promise<void> {
  for (const table of ['consent', 'push_subscription'] as const) {
    await trx
      .deleteFrom(table)
      .where('shop', '=', shop)
      .where('identity', 'in', (eb) =>
        eb.selectFrom('identity').select('identity.id').where('shop', '=', shop).where('contact', 'in', contacts),
      )
      .execute();
  }
}

async function forgetFacts(trx: Trx, shop: string, facts: string[], contacts: string[], before: number): Promise<void> {
  await trx.deleteFrom('score_entry').where('shop', '=', shop).where('fact', 'in', facts).execute();
  await trx.deleteFrom('fact').where('shop', '=', shop).where('id', 'in', facts).execute();
  if (contacts.length === 0) return;
  // what was concluded from them goes with them
  const touched = new Map(contacts.map((contact) => [contact, new Set<Change>(['everything'])]));
  await markForAppraisal(trx, shop, touched, before);
  await trx
    .updateTable('contact')
    .set((eb) => ({
      score: eb.fn.coalesce(
        eb
          .selectFrom('score_entry')
          .select(({ fn }) => fn.sum<number>('points').as('sum'))
          .whereRef('score_entry.shop', '=', 'contact.shop')
          .whereRef('score_entry.contact', '=', 'contact.id')
          .where('score_entry.scope', '=', 'global'),
        eb.lit(0),
      ),
    }))
    .where('shop', '=', shop)
    .where('id', 'in', contacts)
    .execute();
}
