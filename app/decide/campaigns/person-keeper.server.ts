import { listed, type PersonKeeper } from '../../shop/privacy/person.ts';

/** Who was in the audience of a campaign goes; how many were stays counted. */
export const campaignsKeeper: PersonKeeper = {
  collect: async (reader, shop, person) => ({
    campaigns: await reader
      .selectFrom('campaign_member')
      .selectAll()
      .where('shop', '=', shop)
      .where('contact', 'in', listed(person.contacts))
      .execute(),
  }),
  async erase(trx, shop, person) {
    const { numDeletedRows } = await trx
      .deleteFrom('campaign_member')
      .where('shop', '=', shop)
      .where('contact', 'in', listed(person.contacts))
      .executeTakeFirst();
    return Number(numDeletedRows);
  },
  sweeps: [],
};
