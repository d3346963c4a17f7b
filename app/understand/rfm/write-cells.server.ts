import { sql } from 'kysely';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';
import { padded } from '../contacts/padded.ts';
import { writeRfmChanges } from './changes.server.ts';
import { customersAmong, hasBought, measuredAmong, valuesOf, type Frame } from './customers.server.ts';
import { cellOf, PROSPECT, type FrozenCuts, type RfmCell } from './rules.ts';

interface Moved extends RfmCell {
  id: string;
  before: string;
}

/**
 * Scores some contacts by what their rows hold now and writes those that stand elsewhere, with all that follows from it.
 * @param concludes false for the first scores of a shop: they are where its contacts stand, not where they have moved
 */
export async function scoreContacts(
  trx: Trx,
  frame: Frame,
  cuts: FrozenCuts | null,
  ids: readonly string[],
  concludes: boolean,
): Promise<void> {
  const rows = await customersAmong(trx, frame.shop, padded(ids));
  const measured = await measuredAmong(trx, frame, rows);
  const moved: Moved[] = [];
  for (const row of rows) {
    const cell = cuts && hasBought(row) ? cellOf(valuesOf(row, frame, measured(row.id)), cuts) : PROSPECT;
    const isSame = row.r === cell.r && row.f === cell.f && row.m === cell.m && row.rfm_group === cell.group;
    if (!isSame) moved.push({ ...cell, id: row.id, before: row.rfm_group });
  }
  if (moved.length === 0) return;
  await writeCells(trx, frame, moved);
  await writeRfmChanges(trx, frame.shop, frame.calendar.name(frame.today), moved);
  if (concludes) {
    await decide(
      trx,
      frame,
      moved.filter((contact) => contact.before !== contact.group),
    );
  }
  const changes = new Map(
    moved.map(({ id }) => [id, new Set<Change>(concludes ? ['field:rfm', 'live'] : ['field:rfm'])]),
  );
  await markForAppraisal(trx, frame.shop, changes, frame.now);
}

async function writeCells(trx: Trx, frame: Frame, changed: readonly Moved[]): Promise<void> {
  const rows = changed.map(
    ({ id, r, f, m, group }) =>
      sql`(${id}, cast(${r} as integer), cast(${f} as integer), cast(${m} as integer), ${group})`,
  );
  await sql`
    with cell(id, r, f, m, rfm_group) as (values ${sql.join(rows)})
    update contact set r = cell.r, f = cell.f, m = cell.m, rfm_group = cell.rfm_group, updated_at = ${frame.now}
    from cell where contact.shop = ${frame.shop} and contact.id = cell.id`.execute(trx);
}

async function decide(trx: Trx, { shop, now }: Frame, movers: readonly Moved[]): Promise<void> {
  if (movers.length === 0) return;
  await trx
    .insertInto('decision')
    .values(
      movers.map(({ id: contact, before, group, r, f, m }) => ({
        shop,
        id: stableId(shop, contact, 'rfm.moved', before, group, String(now)),
        contact,
        kind: 'rfm.moved',
        before,
        after: group,
        at: now,
        reason: JSON.stringify({ r, f, m, refresh: 1 }),
      })),
    )
    .onConflict((conflict) => conflict.columns(['shop', 'id']).doNothing())
    .execute();
}
