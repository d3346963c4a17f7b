import type { Reader } from '../../platform/db/db.ts';
import { listed, type Person, type PersonKeeper } from '../../shop/privacy/person.ts';
import { indexSweep } from '../../shop/privacy/sweep.ts';

/** Her browsers hang on her devices: they go before what leads to those. */
export const pushKeeper: PersonKeeper = {
  async collect(reader, shop, person) {
    const pushSubscriptions = await hers(reader, shop, person)
      .select(['push_subscription.id', 'identity', 'locale', 'created_at', 'last_submitted_at', 'gone_at', 'gone_why'])
      .execute();
    return { pushSubscriptions };
  },
  // the sweep has left nothing
  erase: async () => 0,
  sweeps: [
    indexSweep({
      name: 'browsers that take push',
      async find(reader, shop, person, most) {
        const rows = await hers(reader, shop, person).select('push_subscription.id').limit(most).execute();
        return rows.map(({ id }) => id);
      },
      async erase(trx, shop, ids) {
        await trx.deleteFrom('push_subscription').where('shop', '=', shop).where('id', 'in', ids).execute();
      },
    }),
  ],
};

/** Of the devices that are hers now: one that she handed on is somebody else's. */
const hers = (reader: Reader, shop: string, { contacts }: Person) =>
  reader
    .selectFrom('push_subscription')
    .where('shop', '=', shop)
    .where('identity', 'in', (eb) =>
      eb
        .selectFrom('identity')
        .select('identity.id')
        .where('identity.shop', '=', shop)
        .where('contact', 'in', listed(contacts)),
    );
