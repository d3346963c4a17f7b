// Where somebody had come from by the time of each of her orders, first and last: kept, so that conditions can ask for it.
import { sql } from 'kysely';
import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { Appraiser, Change } from '../appraisal/appraiser.ts';
import { padded } from '../contacts/padded.ts';
import { type Touch, TOUCH_KINDS, touchesAt } from './touch.ts';
import { touchesToldOf } from './touches.server.ts';

const COLUMNS = [
  'contact',
  'first_source',
  'first_medium',
  'first_campaign',
  'last_source',
  'last_medium',
  'last_campaign',
] as const;

type Row = { fact: string } & Record<(typeof COLUMNS)[number], string | null> & { contact: string };

const CAUSES: ReadonlySet<Change> = new Set<Change>([...TOUCH_KINDS, 'everything']);

/** A visit that is heard of late may be what an order came from: so orders are looked at with it. */
export const orderTouchesAppraiser: Appraiser = {
  name: 'order touches',
  async appraise(trx, { shop }, touched) {
    const contacts = [...touched].flatMap(([contact, changes]) =>
      [...changes].some((change) => CAUSES.has(change)) ? [contact] : [],
    );
    const changed = await makeOrderTouches(trx, shop, contacts);
    return new Map(changed.map((contact) => [contact, new Set<Change>(['field:order.touch'])]));
  },
};

/**
 * Makes the touches of contacts' orders anew from the facts that they have now, and writes what is another than it was.
 * @returns the contacts of whose orders it is
 */
export async function makeOrderTouches(trx: Trx, shop: string, contacts: readonly string[]): Promise<string[]> {
  if (contacts.length === 0) return [];
  const standing = await trx
    .selectFrom('order_touch')
    .select(['fact', ...COLUMNS])
    .where('shop', '=', shop)
    .where('contact', 'in', padded([...contacts]))
    .execute();
  const orders = await ordersOf(trx, shop, contacts);
  if (orders.length === 0 && standing.length === 0) return [];
  const buyers = [...new Set(orders.map(({ contact }) => contact))];
  const told = Map.groupBy(await touchesToldOf(trx, shop, buyers), ({ contact }) => contact);
  const rows = orders.flatMap(({ fact, contact, at }): Row[] => {
    const touches = (told.get(contact) ?? []).map(({ touch }) => touch);
    const { first, last } = touchesAt(touches, at);
    return first && last ? [{ fact, contact, ...columnsOf('first', first), ...columnsOf('last', last) } as Row] : [];
  });

  const before = new Map(standing.map((row) => [row.fact, row]));
  const kept = new Set(rows.map(({ fact }) => fact));
  const gone = standing.filter(({ fact }) => !kept.has(fact));
  const fresh = rows.filter((row) => textOf(row) !== textOf(before.get(row.fact)));
  await inChunks(fresh, 9, (some) =>
    trx
      .insertInto('order_touch')
      .values(some.map((row) => ({ shop, ...row })))
      .onConflict((conflict) => conflict.columns(['shop', 'fact']).doUpdateSet(excluded(COLUMNS)))
      .execute(),
  );
  await inChunks(gone, 2, (some) =>
    trx
      .deleteFrom('order_touch')
      .where('shop', '=', shop)
      .where(
        'fact',
        'in',
        some.map(({ fact }) => fact),
      )
      // one that is somebody else's by now stays hers
      .where('contact', 'in', padded([...contacts]))
      .execute(),
  );
  return [...new Set([...fresh, ...gone].map(({ contact }) => contact))];
}

async function ordersOf(trx: Trx, shop: string, contacts: readonly string[]) {
  const rows = await trx
    .selectFrom('fact')
    .select(['id', 'contact', 'occurred_at'])
    .where('shop', '=', shop)
    .where('contact', 'in', padded([...contacts]))
    // joined to nothing: or SQLite, which keeps no statistics, walks all orders of the shop
    .where(sql<string>`kind || ''`, '=', 'order.placed')
    .execute();
  return rows.map(({ id: fact, contact, occurred_at: at }) => ({ fact, contact: contact ?? '', at }));
}

const columnsOf = (time: 'first' | 'last', { source, medium, campaign }: Touch) => ({
  [`${time}_source`]: source,
  [`${time}_medium`]: medium,
  [`${time}_campaign`]: campaign,
});

const textOf = (row: Row | undefined) => JSON.stringify(row ? COLUMNS.map((column) => row[column]) : null);
