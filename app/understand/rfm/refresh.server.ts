import { sql } from 'kysely';
import type { Clock } from '../../platform/clock/clock.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { settingsSchema } from '../../shop/settings/settings.ts';
import { frameOf, giveWay, quantileCuts, valuesOf, type Frame } from './customers.server.ts';
import { cellOf, parseFrozenCuts, PROSPECT, type FrozenCuts, type RfmCell } from './rules.ts';

interface Refresh {
  db: Database;
  clock: Clock;
}

const WRITE_PAGE = 500;

/**
 * Takes a shop's cut-points anew and scores everybody by them, page by page in short transactions under the lock of the
 * fold. Broken off in the middle it starts again, because the day is written last.
 */
export async function refreshRfm({ db, clock }: Refresh, shop: string): Promise<void> {
  const row = await db.read
    .selectFrom('shop')
    .select(['settings', 'rfm_cuts'])
    .where('shop', '=', shop)
    .executeTakeFirst();
  const frame = await frameOf({ db, clock }, shop);
  if (!row || !frame) return;
  const fixed = fixedCuts(row.settings);
  const cuts = fixed ?? (await quantileCuts(db, frame));
  // the first scores of a shop are where its contacts stand, not where they have moved
  const isFirst = parseFrozenCuts(row.rfm_cuts) === null;
  await setShop(db, shop, { rfm_cuts: cuts && JSON.stringify(cuts) });
  if (cuts) await rescore(db, frame, cuts, isFirst);
  await setShop(db, shop, { rfm_day: frame.calendar.name(frame.today) });
}

function fixedCuts(settingsText: string): FrozenCuts | null {
  const { rfm } = settingsSchema.parse(JSON.parse(settingsText));
  return rfm.binning === 'fixed' && rfm.cuts ? { binning: 'fixed', ...rfm.cuts } : null;
}

async function setShop(db: Database, shop: string, values: { rfm_cuts?: string | null; rfm_day?: string }) {
  await db.write((trx) => trx.updateTable('shop').set(values).where('shop', '=', shop).execute());
}

async function rescore(db: Database, frame: Frame, cuts: FrozenCuts, isFirst: boolean): Promise<void> {
  for (let after = ''; ;) {
    const next = await db.write((trx) => rescorePage(trx, frame, cuts, isFirst, after), {
      lock: `fold:${frame.shop}`,
    });
    if (next === null) return;
    after = next;
    await giveWay();
  }
}

interface Moved extends RfmCell {
  id: string;
  before: string;
}

async function rescorePage(
  trx: Trx,
  frame: Frame,
  cuts: FrozenCuts,
  isFirst: boolean,
  after: string,
): Promise<string | null> {
  const page = await trx
    .selectFrom('contact')
    .select(['id', 'orders_count', 'net_spent', 'currency', 'last_order_at', 'r', 'f', 'm', 'rfm_group'])
    .where('shop', '=', frame.shop)
    .where('id', '>', after)
    .orderBy('id')
    .limit(WRITE_PAGE)
    .execute();
  const changed: Moved[] = [];
  for (const row of page) {
    const cell =
      row.last_order_at === null || row.orders_count === 0
        ? PROSPECT
        : cellOf(valuesOf({ ...row, last_order_at: row.last_order_at }, frame), cuts);
    const isSame = row.r === cell.r && row.f === cell.f && row.m === cell.m && row.rfm_group === cell.group;
    if (!isSame) changed.push({ id: row.id, before: row.rfm_group, ...cell });
  }
  if (changed.length > 0) await writeCells(trx, frame, changed);
  const movers = isFirst ? [] : changed.filter((contact) => contact.before !== contact.group);
  if (movers.length > 0) await decide(trx, frame, movers);
  return page.length < WRITE_PAGE ? null : (page.at(-1)?.id ?? null);
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
