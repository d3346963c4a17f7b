import type { Trx } from '../../platform/db/db.ts';
import { listed, type PersonKeeper } from '../../shop/privacy/person.ts';
import { sweep } from '../../shop/privacy/sweep.ts';

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
    sweep({
      name: 'credits',
      size: PAGE,
      table: 'credit',
      key: 'order_id',
      columns: ['contact'],
      isHers: (row, person) => person.contacts.includes(row.contact),
      erase: makeNobodys,
    }),
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
