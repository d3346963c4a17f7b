import { listed, type PersonKeeper } from '../../shop/privacy/person.ts';

/** What a mail brought stays counted, as nobody's. */
export const creditKeeper: PersonKeeper = {
  collect: async (reader, shop, person) => ({
    credits: await reader
      .selectFrom('credit')
      .selectAll()
      .where('shop', '=', shop)
      .where('order_id', 'in', listed(person.orders))
      .execute(),
  }),
  async erase(trx, shop, person) {
    const result = await trx
      .updateTable('credit')
      .set({ contact: '' })
      .where('shop', '=', shop)
      .where('order_id', 'in', listed(person.orders))
      .executeTakeFirst();
    return Number(result.numUpdatedRows);
  },
};
