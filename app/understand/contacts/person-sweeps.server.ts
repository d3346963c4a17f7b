// What hangs on a contact: erased before the contact itself, for it may be much.
import type { Reader, Trx } from '../../platform/db/db.ts';
import { listed, type Person, type Sweep } from '../../shop/privacy/person.ts';
import { indexSweep } from '../../shop/privacy/sweep.ts';

export const CONTACT_SWEEPS: readonly Sweep[] = [
  ...(['score_entry', 'decision'] as const).map((table) =>
    indexSweep({
      name: table,
      async find(reader, shop, person, most) {
        const hers = reader.selectFrom(table).select('id').where('shop', '=', shop);
        const rows = await hers.where('contact', 'in', listed(person.contacts)).limit(most).execute();
        return rows.map((row) => row.id);
      },
      erase: (trx, shop, ids) => drop(trx, shop, table, ids),
    }),
  ),
  indexSweep({
    name: 'consent',
    async find(reader, shop, person, most) {
      const hers = reader.selectFrom('consent').select('id').where('shop', '=', shop);
      const rows = await hers
        .where('identity', 'in', await handlesOf(reader, shop, person))
        .limit(most)
        .execute();
      return rows.map((row) => row.id);
    },
    erase: (trx, shop, ids) => drop(trx, shop, 'consent', ids),
  }),
  // last, for these lead to all that her devices, carts and checkouts have left
  indexSweep({
    name: 'sightings',
    async find(reader, shop, person, most) {
      const hers = reader.selectFrom('sighting').select(['soft', 'hard', 'at']).where('shop', '=', shop);
      const rows = await hers.where('hard', 'in', listed(person.hard)).limit(most).execute();
      return rows.map(({ soft, hard, at }) => JSON.stringify([soft, hard, at]));
    },
    async erase(trx, shop, ids) {
      for (const [soft, hard, at] of ids.map((id) => JSON.parse(id) as [string, string, number])) {
        const one = trx.deleteFrom('sighting').where('shop', '=', shop).where('soft', '=', soft);
        await one.where('hard', '=', hard).where('at', '=', at).execute();
      }
    },
  }),
  indexSweep({
    name: 'devices, carts and checkouts',
    async find(reader, shop, person, most) {
      const rows = await reader
        .selectFrom('identity')
        .select('id')
        .where('shop', '=', shop)
        .where('contact', 'in', listed(person.contacts))
        .where('kind', 'not in', ['customer', 'email'])
        .limit(most)
        .execute();
      return rows.map((row) => row.id);
    },
    erase: (trx, shop, ids) => drop(trx, shop, 'identity', ids),
  }),
];

async function drop(
  trx: Trx,
  shop: string,
  table: 'score_entry' | 'decision' | 'consent' | 'identity',
  ids: readonly string[],
): Promise<void> {
  await trx.deleteFrom(table).where('shop', '=', shop).where('id', 'in', listed(ids)).execute();
}

/** Under what she may have said something: her own names, and the devices that are hers now, on which push is agreed to. */
export async function handlesOf(reader: Reader, shop: string, { hard, contacts }: Person): Promise<readonly string[]> {
  const devices = await reader
    .selectFrom('identity')
    .select('id')
    .where('shop', '=', shop)
    .where('contact', 'in', listed(contacts))
    .where('kind', '=', 'client')
    .execute();
  return listed([...hard, ...devices.map(({ id }) => id)]);
}
