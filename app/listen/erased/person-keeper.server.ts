import type { Reader, Trx } from '../../platform/db/db.ts';
import { listed, type Person, type PersonKeeper, valuesOf } from '../../shop/privacy/person.ts';
import { factPages } from './fact-pages.server.ts';
import { erasePersonFacts } from './person-facts.server.ts';
import { makeNobodys } from './nobodys-orders.server.ts';
import { PERSON_SWEEPS } from './person-sweeps.server.ts';

/** Customers, orders, checkouts, carts and facts. What a shop sold stays a sale, of nobody. */
export const listenKeeper: PersonKeeper = {
  async collect(reader, shop, person) {
    const orders = await ordersOf(reader, shop, person).selectAll().execute();
    const ids = listed(orders.map((order) => order.id));
    const ofOrders = (table: 'order_line' | 'refund') =>
      reader.selectFrom(table).selectAll().where('shop', '=', shop).where('order_id', 'in', ids).execute();
    return {
      customers: await reader
        .selectFrom('customer')
        .selectAll()
        .where('shop', '=', shop)
        .where((eb) => eb.or([eb('id', 'in', listed(person.customers)), eb('email', 'in', listed(person.emails))]))
        .execute(),
      orders,
      orderLines: await ofOrders('order_line'),
      refunds: await ofOrders('refund'),
      checkouts: await reader
        .selectFrom('checkout')
        .selectAll()
        .where('shop', '=', shop)
        .where('token', 'in', listed(valuesOf(person.soft, 'checkout')))
        .execute(),
    };
  },

  pages: [factPages],

  async erase(trx, shop, person) {
    const customers = await trx
      .deleteFrom('customer')
      .where('shop', '=', shop)
      .where((eb) => eb.or([eb('id', 'in', listed(person.customers)), eb('email', 'in', listed(person.emails))]))
      .executeTakeFirst();
    const orders = await ordersOf(trx, shop, person).select('id').execute();
    await makeNobodys(
      trx,
      shop,
      orders.map((order) => order.id),
    );
    const checkouts = await trx
      .deleteFrom('checkout')
      .where('shop', '=', shop)
      .where('token', 'in', listed(valuesOf(person.soft, 'checkout')))
      .executeTakeFirst();
    const carts = listed(valuesOf(person.soft, 'cart'));
    await trx.deleteFrom('cart_line').where('shop', '=', shop).where('cart_token', 'in', carts).execute();
    await trx.deleteFrom('cart').where('shop', '=', shop).where('token', 'in', carts).execute();
    await eraseTraces(trx, shop, person);
    const facts = await erasePersonFacts(trx, shop, person);
    return Number(customers.numDeletedRows) + orders.length + Number(checkouts.numDeletedRows) + facts;
  },

  sweeps: PERSON_SWEEPS,
};

/** Where only an id is left of her. */
async function eraseTraces(trx: Trx, shop: string, person: Person): Promise<void> {
  const gone = {
    customer: person.customers,
    checkout: valuesOf(person.soft, 'checkout'),
    cart: valuesOf(person.soft, 'cart'),
  };
  for (const [kind, ids] of [
    ['customer', gone.customer],
    ['checkout', gone.checkout],
    ['cart-checkouts', gone.cart],
  ] as const) {
    for (const table of ['gone', 'reconcile_seen'] as const) {
      await trx
        .deleteFrom(table)
        .where('shop', '=', shop)
        .where('kind', '=', kind)
        .where('id', 'in', listed(ids))
        .execute();
    }
  }
}

function ordersOf(reader: Reader | Trx, shop: string, person: Person) {
  return reader
    .selectFrom('orders')
    .where('shop', '=', shop)
    .where((eb) => eb.or([eb('identity', 'in', listed(person.hard)), eb('id', 'in', listed(person.orders))]));
}
