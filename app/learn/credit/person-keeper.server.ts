import type { Trx } from '../../platform/db/db.ts';
import { listed, type PersonKeeper } from '../../shop/privacy/person.ts';

const PAGE = 2000;

/** What a mail brought stays counted, as nobody's. Found by the contact, which outlasts the order's and the mail's own names. */
export const creditKeeper: PersonKeeper = {
  collect: async (reader, shop, person) => ({
    credits: await reader
      .selectFrom('credit')
      .selectAll()
      .where('shop', '=', shop)
      .where('order_id', 'in', listed(person.orders))
      .execute(),
  }),
  erase: async () => 0,
  sweeps: [
    {
      name: 'credits',
      async find(reader, shop, person, after) {
        const rows = await reader
          .selectFrom('credit')
          .select(['order_id', 'contact'])
          .where('shop', '=', shop)
          .where('order_id', '>', after ?? '')
          .orderBy('order_id')
          .limit(PAGE)
          .execute();
        const mine = rows.filter((row) => person.contacts.includes(row.contact));
        return {
          ids: mine.map((row) => row.order_id),
          next: rows.length < PAGE ? null : (rows.at(-1)?.order_id ?? null),
        };
      },
      erase: makeNobodys,
    },
  ],
};

async function makeNobodys(trx: Trx, shop: string, orders: readonly string[]): Promise<void> {
  await trx
    .updateTable('credit')
    .set({ contact: '' })
    .where('shop', '=', shop)
    .where('order_id', 'in', listed(orders))
    .execute();
}
