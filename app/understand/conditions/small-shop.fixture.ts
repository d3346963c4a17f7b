// A shop of three contacts, of whom it can be said by hand what holds: Ada has bought, Bob looked around, Cyd just came.
import type { Database } from '../../platform/db/db.ts';

export const SHOP = 's.myshopify.com';
export const at = (text: string) => Date.parse(`${text}Z`);
// Rome is two hours ahead until the night of 25 October, one hour after it
export const MOMENT = { now: at('2026-10-26T01:00'), zone: 'Europe/Rome' };

export async function fillSmallShop(db: Database): Promise<void> {
  const contact = (id: string, more: object) => ({
    shop: SHOP,
    id,
    first_seen_at: 0,
    last_seen_at: 0,
    updated_at: 0,
    devices: 0,
    rfm_group: 'prospects',
    orders_count: 0,
    net_spent: 0,
    discounted: 0,
    ...more,
  });
  const told = {
    f2: { quantity: 2 },
    f3: { title: 'Red lamps', device: 'mobile', origin: { utm: { campaign: 'spring' } } },
    f4: { device: 'desktop' },
  };
  const fact = (id: string, contact: string, kind: string, subject: string, amount: number | null = null) => ({
    shop: SHOP,
    id,
    data: JSON.stringify(told[id as keyof typeof told] ?? {}),
    kind,
    subject,
    contact,
    amount,
    occurred_at: at('2026-10-20T10:00'),
    received_at: 0,
    identity: 'client:x',
    verified: 0,
  });
  const product = (id: string, vendor: string, type: string, price: number) => ({
    shop: SHOP,
    id,
    title: id,
    handle: id,
    status: 'active',
    vendor,
    type,
    price,
    currency: 'EUR',
    updated_at: 0,
  });
  const order = (id: string, counted: number) => ({
    shop: SHOP,
    id,
    identity: 'customer:1',
    currency: 'EUR',
    total: 240,
    counted,
    placed_at: at('2026-10-20T10:00'),
    updated_at: 0,
  });
  const line = (order_id: string, product_id: string) => ({
    shop: SHOP,
    order_id,
    id: '1',
    product_id,
    title: 'x',
    quantity: 3,
    price: 80,
    placed_at: at('2026-10-20T10:00'),
  });
  await db.write(async (trx) => {
    await trx
      .insertInto('contact')
      .values([
        contact('ada', {
          country: 'IT',
          email: 'ada@dune.test',
          last_seen_at: at('2026-10-24T21:59'),
          last_order_at: 1,
          city: 'Roma',
          birthday: '10-30',
          birth_year: 1990,
          orders_count: 2,
          rfm_group: 'at_risk',
          net_spent: 241,
          discounted: 100,
        }),
        contact('bob', {
          country: 'fr',
          email: 'bob@tide.test',
          last_seen_at: at('2026-10-23T21:59'),
          rfm_group: 'new',
          birthday: '10-02',
          first_order_at: at('2024-10-26T12:00'),
        }),
        contact('cyd', { country: null, last_seen_at: at('2026-10-24T22:00'), devices: 1 }),
      ])
      .execute();
    const sms = { shop: SHOP, contact: 'cyd', channel: 'sms', source: 'form', at: 0 };
    await trx
      .insertInto('contact_consent')
      .values([
        { ...sms, purpose: 'marketing', state: 'subscribed' },
        { ...sms, purpose: 'offers', state: 'unsubscribed' },
      ])
      .execute();
    const interest = { shop: SHOP, kind: 'category', name: 'Lamp', weight: 1, last_at: 0 };
    await trx
      .insertInto('interest')
      .values([
        { ...interest, contact: 'ada', rank: 2, share: 400 },
        { ...interest, contact: 'cyd', rank: 1, share: 600 },
        { ...interest, contact: 'bob', kind: 'vendor', rank: 1, share: 1000 },
      ])
      .execute();
    await trx
      .insertInto('product')
      .values([product('1', 'Dune', 'Lamp', 100), product('2', 'Tide', 'Towel', 50)])
      .execute();
    await trx.insertInto('collection_product').values({ shop: SHOP, collection: '10', product: '1' }).execute();
    await trx.insertInto('product_tag').values({ shop: SHOP, tag: 'summer', product: '1' }).execute();
    await trx
      .insertInto('contact_attribute')
      .values({ shop: SHOP, contact: 'bob', attribute: 'size', value: '42', number: 42, at: 0, source: 'x', fact: 'f' })
      .execute();
    await trx
      .insertInto('contact_score')
      .values({ shop: SHOP, contact: 'cyd', scope: 'tag:lamps', score: 5 })
      .execute();
    await trx
      .insertInto('identity')
      .values({ shop: SHOP, id: 'customer:1', kind: 'customer', contact: 'ada', created_at: 0 })
      .execute();
    await trx
      .insertInto('orders')
      .values([order('A', 1), order('B', 0)])
      .execute();
    await trx
      .insertInto('order_line')
      .values([line('A', '1'), line('B', '2')])
      .execute();
    await trx
      .insertInto('fact')
      .values([
        fact('f1', 'ada', 'order.placed', 'A', 240),
        fact('f2', 'cyd', 'product.viewed', '1'),
        fact('f3', 'cyd', 'page.viewed', '/pages/red-shoes'),
        fact('f4', 'bob', 'page.viewed', '/pages/redshoes'),
        fact('g1', 'bob', 'product.added', '2'),
        { ...fact('g2', 'bob', 'product.added', '2'), occurred_at: at('2026-10-24T10:00') },
        { ...fact('g3', 'bob', 'product.added', '1'), occurred_at: at('2026-10-25T11:00') },
      ])
      .execute();
    await trx
      .insertInto('order_touch')
      .values({
        shop: SHOP,
        fact: 'f1',
        contact: 'ada',
        first_source: 'ad',
        first_campaign: 'spring',
        last_source: 'newsletter',
      })
      .execute();
    const change = (contact: string, day: string, rfm_group: string) => ({ shop: SHOP, contact, day, rfm_group });
    await trx
      .insertInto('rfm_change')
      .values([
        change('ada', '2026-09-01', 'loyal'),
        change('ada', '2026-10-20', 'at_risk'),
        change('bob', '2026-10-25', 'new'),
      ])
      .execute();
  });
}
