import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { parseSettings } from '../../shop/settings/settings-service.server.ts';
import { cellCodes, GROUP_BY_CODE } from './columns.ts';
import { frameOf, giveWay, readCustomers, type Customers, type Frame } from './customers.server.ts';
import { queueRfmPast } from './past-task.server.ts';
import { cutPoints, parseFrozenCuts, type FrozenCuts } from './rules.ts';
import { scoreContacts } from './write-cells.server.ts';

interface Refresh {
  db: Database;
  clock: Clock;
}

const WRITE_PAGE = 512;
/** by how much the clocks of two processes may differ */
const CLOCKS_MS = 5000;

/**
 * Takes a shop's cut-points anew and scores everybody by them. All are read and scored in memory; only those who stand
 * elsewhere then are written, some at a time in short transactions under the lock of the fold, each looked at once more.
 * Broken off in the middle it starts again, because the day is written last.
 * @returns whether it asked for the history of RFM to be told from the orders: a task that waits to be woken
 */
export async function refreshRfm({ db, clock }: Refresh, shop: string): Promise<boolean> {
  const row = await db.read
    .selectFrom('shop')
    .select(['settings', 'rfm_cuts', 'rfm_day'])
    .where('shop', '=', shop)
    .executeTakeFirst();
  const frame = await frameOf({ db, clock }, shop);
  if (!row || !frame) return false;
  const lock = `fold:${shop}`;
  // nobody is being folded at this moment; whoever is from now on may be read before it
  const begun = await db.write(async () => clock.now(), { lock });
  const customers = await readCustomers(db, frame);
  const { rfm } = parseSettings(row.settings);
  const cuts = cutsFor(customers, rfm);
  const isFirst = parseFrozenCuts(row.rfm_cuts) === null;
  await db.write(
    (trx) =>
      trx
        .updateTable('shop')
        .set({ rfm_cuts: cuts && JSON.stringify(cuts) })
        .where('shop', '=', shop)
        .execute(),
    { lock },
  );
  const codes = cuts ? cellCodes(customers.columns, cuts) : null;
  const write = async (ids: readonly string[]) => {
    for (let start = 0; start < ids.length; start += WRITE_PAGE) {
      const some = ids.slice(start, start + WRITE_PAGE);
      await db.write((trx) => scoreContacts(trx, frame, cuts, some, !isFirst), { lock });
      await giveWay();
    }
  };
  await write(customers.lapsed);
  for (const ids of elsewhere(customers, codes)) await write(ids);
  for await (const ids of foldedSince(db, shop, customers.pageEnds, begun - CLOCKS_MS)) await write(ids);
  await writeDay(db, frame, customers, codes);
  // the day waited for history to be read
  const isFirstDay = row.rfm_day === null && cuts !== null;
  if (isFirstDay) await db.write((trx) => queueRfmPast(trx, shop, clock.now()));
  return isFirstDay;
}

export function cutsFor(
  { ids, columns }: Customers,
  rfm: { binning: 'quantile' | 'fixed'; cuts: { r: number[]; f: number[]; m: number[] } | null },
): FrozenCuts | null {
  if (rfm.binning === 'fixed' && rfm.cuts) return { binning: 'fixed', ...rfm.cuts };
  return ids.length === 0 ? null : { binning: 'quantile', ...cutPoints(columns) };
}

/** Who stands in another cell than its code says; some at a time, for all of them may be a million. */
function* elsewhere({ ids, standing }: Customers, codes: Uint8Array | null): Generator<string[]> {
  let some: string[] = [];
  for (let at = 0; codes && at < ids.length; at++) {
    const id = ids[at];
    if (id === undefined || codes[at] === standing[at]) continue;
    some.push(id);
    if (some.length < WRITE_PAGE) continue;
    yield some;
    some = [];
  }
  yield some;
}

/** Contacts that were folded while the others were read, by cut-points that are old now. */
async function* foldedSince(
  db: Database,
  shop: string,
  pageEnds: readonly string[],
  since: number,
): AsyncGenerator<string[]> {
  for (let page = 0; page <= pageEnds.length; page++) {
    const upTo = pageEnds[page];
    let folded = db.read
      .selectFrom('contact')
      .select('id')
      .where('shop', '=', shop)
      .where('id', '>', pageEnds[page - 1] ?? '')
      .where('updated_at', '>=', since);
    if (upTo !== undefined) folded = folded.where('id', '<=', upTo);
    yield (await folded.execute()).map(({ id }) => id);
  }
}

/** How many stand in each group on this day, and what they bought; the day of the last refresh with it. */
async function writeDay(db: Database, frame: Frame, customers: Customers, codes: Uint8Array | null): Promise<void> {
  const { shop } = frame;
  const day = frame.calendar.name(frame.today);
  const groups = new Map<string, { count: number; orders: number; revenue: number }>();
  codes?.forEach((code, at) => {
    const group = GROUP_BY_CODE[code] ?? '';
    const sums = groups.get(group) ?? { count: 0, orders: 0, revenue: 0 };
    sums.count++;
    sums.orders += customers.orders[at] ?? 0;
    sums.revenue += customers.net[at] ?? 0;
    groups.set(group, sums);
  });
  await db.write(async (trx) => {
    await trx.deleteFrom('rfm_day').where('shop', '=', shop).where('day', '=', day).execute();
    const rows = [...groups].map(([rfm_group, sums]) => ({ shop, day, rfm_group, ...sums }));
    if (rows.length > 0) await trx.insertInto('rfm_day').values(rows).execute();
    await trx.updateTable('shop').set({ rfm_day: day }).where('shop', '=', shop).execute();
  });
}
