// A shop of sixty contacts who have done a little of everything, with every value at its edge.
import { CONSENT_STATES } from '../../listen/facts/fact.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { RFM_GROUPS } from '../rfm/groups.ts';
import { STAGES } from '../stages/rules.ts';

export const SHOP = 's.myshopify.com';
/** the clocks of Europe went back the day before */
export const NOW = Date.UTC(2026, 9, 26, 1);

const pick = <T>(list: readonly T[], index: number) => list[index % list.length] as T;

export async function fillAskedShop(db: Database): Promise<void> {
  const contacts = Array.from({ length: 60 }, (_, index) => {
    const orders = index % 4;
    const scores =
      orders > 0 ? { r: 1 + (index % 5), f: 1 + (index % 3), m: 1 + (index % 4) } : { r: null, f: null, m: null };
    return {
      shop: SHOP,
      id: `c${index}`,
      stage: pick(STAGES, index),
      rfm_group: orders > 0 ? pick(RFM_GROUPS, index) : 'prospects',
      ...scores,
      score: (index % 7) - 3,
      orders_count: orders,
      net_spent: orders * 100 - (index % 9),
      last_order_at: orders > 0 ? NOW - (index % 5) * DAY * 0.7 : null,
      country: pick(['IT', 'it', 'FR', null], index),
      first_name: pick(['Rossi', "O'Hara", 'Ève', 'a_b', '100%', 'wow!', null], index),
      email: pick(['a.b@it.test', null, 'RED@shoes.test'], index),
      city: pick(['Rossi', 'red-shoes', null], index),
      birthday: pick(['10-26', '10-27', '11-01', '02-29', '02-28', null], index),
      birth_year: pick([1990, 1991, null], index),
      refunded: index % 3 === 1 ? 100 : 0,
      discounted: pick([0, 100, 50], index),
      devices: index % 3,
      persona: pick(['shoes', null], index),
      temperature: pick(['cold', 'warm', 'hot'], index),
      first_source: pick(['ross', 'it', null], index),
      last_campaign: pick(['red-Shoes', null], index),
      qualified: index % 5 > 0 ? 1 : 0,
      email_consent: pick(CONSENT_STATES, index),
      suppressed: index % 4 === 0 ? 1 : 0,
      first_order_at: orders > 0 ? Date.UTC(2018 + (index % 9), 9, 20 + (index % 12), 22, 30) : null,
      first_seen_at: NOW - (index % 5) * DAY,
      last_seen_at: NOW - (index % 3) * DAY,
      updated_at: 0,
    };
  });
  const midnight = Date.UTC(2026, 9, 24, 22);
  const edges = [
    { ...pick(contacts, 1), id: 'c-midnight', last_order_at: midnight },
    { ...pick(contacts, 1), id: 'c-before', last_order_at: midnight - 1 },
  ];
  const facts = contacts.flatMap(({ id }, index) =>
    Array.from({ length: index % 4 }, (_, n) => ({
      shop: SHOP,
      id: `${id}-${n}`,
      kind: pick(['product.viewed', 'order.placed'], n + index),
      occurred_at: NOW - ((index + n) % 4) * DAY * 0.6,
      received_at: NOW,
      identity: 'client:x',
      verified: 0,
      subject: pick(['1', '2', null, '/pages/Red-shoes?a=1', '/redshoes', 'È/é'], index + n * 2),
      amount: pick([null, 1, 2, -1], index + n),
      contact: id,
      progress: 3,
      data: pick(
        [
          '{}',
          '{"title":"Red-Shoes \\"1\\"","quantity":2,"origin":{"utm":{"source":"it","campaign":"a_b"},"landingPage":"/shoes?a=1"}}',
          '{"title":"È","path":"/pages/%","quantity":0,"origin":{"utm":{"medium":"ross"},"referrer":"https://it.test/"}}',
        ],
        index + n,
      ),
    })),
  );
  const seen = contacts.flatMap(({ id }, index) =>
    Array.from({ length: index % 5 }, (_, n) => ({
      shop: SHOP,
      id: `${id}+${n}`,
      kind: pick(['page.viewed', 'product.added', 'product.viewed'], n + (index % 2)),
      occurred_at: Math.round(NOW - ((index + n) % 4) * DAY * 0.6),
      received_at: NOW,
      identity: 'client:x',
      verified: 0,
      subject: pick(['1', '1', '2', null], index + n),
      contact: id,
      progress: 3,
      data: pick(['{"device":"mobile"}', '{"device":"tablet","path":"/"}', '{}'], index + n),
    })),
  );
  const changes = contacts.flatMap(({ id }, index) =>
    ['2026-09-20', '2026-10-24', '2026-10-25', '2026-10-26'].slice(index % 5).map((day, n) => ({
      shop: SHOP,
      contact: id,
      day,
      rfm_group: pick(RFM_GROUPS, index + n * 2),
    })),
  );
  await db.write(async (trx) => {
    await trx.insertInto('rfm_change').values(changes).execute();
    await trx.insertInto('fact').values(seen).execute();
    const rows = [...contacts, ...edges].map((row) => ({
      ...row,
      last_order_at: row.last_order_at && Math.round(row.last_order_at),
    }));
    await trx.insertInto('contact').values(rows).execute();
    await trx
      .insertInto('product')
      .values(
        [1, 2, 3].map((n) => ({
          shop: SHOP,
          id: String(n),
          title: `Product ${n}`,
          handle: `product-${n}`,
          status: 'active',
          vendor: pick(['Dune', 'Tide', null], n),
          type: pick(['Lamp', 'Towel'], n),
          price: n * 100,
          currency: 'EUR',
          updated_at: 0,
        })),
      )
      .execute();
    await trx
      .insertInto('collection_product')
      .values([
        { shop: SHOP, collection: '10', product: '1' },
        { shop: SHOP, collection: '11', product: '1' },
        { shop: SHOP, collection: '11', product: '2' },
      ])
      .execute();
    await trx
      .insertInto('product_tag')
      .values([
        { shop: SHOP, tag: 'summer', product: '1' },
        { shop: SHOP, tag: "o'clock", product: '3' },
      ])
      .execute();
    await trx
      .insertInto('contact_attribute')
      .values(
        contacts.slice(0, 30).map(({ id }, index) => ({
          shop: SHOP,
          contact: id,
          attribute: 'size',
          value: pick(['42', 'Red-Shoes', '2026-10-24'], index),
          number: pick([42, null, Date.UTC(2026, 9, 24) / DAY], index),
          at: 0,
          source: 'import',
          fact: 'f',
        })),
      )
      .execute();
    await trx
      .insertInto('contact_score')
      .values(
        contacts
          .slice(0, 20)
          .map(({ id }, index) => ({ shop: SHOP, contact: id, scope: 'stage:lead', score: (index % 7) - 3 })),
      )
      .execute();
    await trx
      .insertInto('contact_consent')
      .values(
        contacts.slice(0, 40).flatMap(({ id }, index) =>
          [
            ['sms', 'marketing'],
            ['sms', 'offers'],
            ['email', 'offers'],
            ['email', 'transactional'],
          ]
            .slice(index % 5)
            .map(([channel = '', purpose = ''], n) => ({
              shop: SHOP,
              contact: id,
              channel,
              purpose,
              state: pick(CONSENT_STATES, index + n),
              source: 'form',
              at: 0,
            })),
        ),
      )
      .execute();
    const segment = {
      shop: SHOP,
      name: 'x',
      kind: 'live',
      condition: '{}',
      generation: 2,
      created_at: 0,
      updated_at: 0,
    };
    await trx
      .insertInto('segment')
      .values(['s1', 's2'].map((id) => ({ ...segment, id })))
      .execute();
    await trx
      .insertInto('segment_member')
      .values(
        contacts.slice(0, 40).map(({ id }, index) => ({
          shop: SHOP,
          segment: pick(['s1', 's2'], index),
          generation: 1 + (index % 3),
          contact: id,
          joined_at: 0,
        })),
      )
      .execute();
    await trx
      .insertInto('interest')
      .values(
        contacts.slice(0, 30).flatMap(({ id }, index) =>
          ['Lamp', 'Towel'].map((name, n) => ({
            shop: SHOP,
            contact: id,
            kind: pick(['category', 'vendor'], index),
            name,
            weight: 1,
            rank: 1 + ((index + n) % 2),
            share: pick([300, 299, 700, 500], index + n),
            last_at: 0,
          })),
        ),
      )
      .execute();
    const buyers = contacts.filter((_, index) => index % 3 > 0);
    await trx
      .insertInto('identity')
      .values(
        buyers.map(({ id }) => ({ shop: SHOP, id: `customer:${id}`, kind: 'customer', contact: id, created_at: 0 })),
      )
      .execute();
    const orders = buyers.flatMap(({ id }, index) =>
      Array.from({ length: 1 + (index % 2) }, (_, n) => ({
        shop: SHOP,
        id: `${id}-${n}`,
        identity: `customer:${id}`,
        currency: 'EUR',
        total: 100,
        counted: index % 5 > 0 ? 1 : 0,
        placed_at: Math.round(NOW - ((index + n) % 4) * DAY * 0.6),
        updated_at: 0,
      })),
    );
    await trx.insertInto('orders').values(orders).execute();
    await trx
      .insertInto('order_line')
      .values(
        orders.flatMap(({ id, placed_at }, index) =>
          Array.from({ length: 1 + (index % 2) }, (_, n) => ({
            shop: SHOP,
            order_id: id,
            id: String(n),
            product_id: pick(['1', '2', '3', null], index + n),
            title: 'x',
            quantity: 1 + (index % 3),
            price: pick([100, 101, 300], index + n),
            placed_at,
          })),
        ),
      )
      .execute();
    await trx
      .insertInto('fact')
      .values(facts.map((fact) => ({ ...fact, occurred_at: Math.round(fact.occurred_at) })))
      .execute();
    await trx
      .insertInto('order_touch')
      .values(
        facts
          .filter(({ kind }) => kind === 'order.placed')
          .map(({ id, contact }, index) => ({
            shop: SHOP,
            fact: id,
            contact,
            first_source: pick(['it', 'ross', null], index),
            first_campaign: pick(['red-Shoes', 'a_b'], index),
            last_source: pick(['ross', 'È'], index),
            last_medium: pick([null, '1'], index),
          })),
      )
      .execute();
    await trx
      .insertInto('contact_tag')
      .values(
        ['c1', 'c2', 'c5'].flatMap((contact) => ['vip', "o'hara"].map((tag) => ({ shop: SHOP, contact, tag, at: 0 }))),
      )
      .execute();
  });
}
