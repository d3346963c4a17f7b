import type { Bulk } from '../../platform/db/bulk.ts';
import type { Row } from '../../platform/db/db.ts';
import type { NewFact } from '../facts/fact.ts';
import { FACT_COLUMNS, factRow } from '../facts/store.server.ts';
import type { Heard, HeardCustomer, HeardOrder } from '../heard.ts';
import { newest } from '../upsert.ts';

/** Of the columns of an order, those that a file can tell. */
const ORDER = [
  'shop',
  'id',
  'name',
  'identity',
  'email',
  'currency',
  'total',
  'discounts',
  'refunded',
  'counted',
  'test',
  'cancelled_at',
  'placed_at',
  'updated_at',
  'source',
] as const;
const LINE = [
  'shop',
  'order_id',
  'id',
  'product_id',
  'variant_id',
  'title',
  'quantity',
  'price',
  'unit_cost',
  'placed_at',
] as const;
const REFUND = ['shop', 'id', 'order_id', 'amount', 'at'] as const;
const CUSTOMER = [
  'shop',
  'id',
  'email',
  'phone',
  'first_name',
  'last_name',
  'locale',
  'country',
  'tags',
  'created_at',
  'updated_at',
] as const;

/**
 * The rows of what a file told. They end as `applyHeard` would leave them, except that orders that Shopify itself has
 * told of stay as they are with their lines and refunds: a file knows less of them.
 */
export function importedRows(shop: string, heard: Heard, now: number): Bulk {
  const refunded = new Map(heard.refunds.map((refund) => [refund.orderId, refund.amount]));
  const told = new Map(heard.orders.map((order) => [order.id, order]));
  const refundFacts = heard.refunds.flatMap((refund): NewFact[] => {
    const order = told.get(refund.orderId);
    return order ? refundFact(order, refund) : [];
  });
  const customers = newest(
    heard.customers,
    (customer) => customer.id,
    (customer) => customer.updatedAt,
  );
  const ids = [...told.keys()];
  return {
    ...(ids.length > 0 && {
      except: {
        sql: `select id from orders where shop = ? and updated_at > 0 and id in (${ids.map(() => '?').join(', ')})`,
        params: [shop, ...ids],
      },
    }),
    inserts: [
      {
        table: 'customer',
        columns: CUSTOMER,
        rows: customers.map((customer) => customerRow(shop, customer)),
        replace: {
          keys: ['shop', 'id'],
          columns: CUSTOMER.slice(2),
          where: 'excluded.updated_at >= customer.updated_at',
        },
      },
      {
        table: 'orders',
        columns: ORDER,
        rows: heard.orders.map((order) => orderRow(shop, order, refunded.get(order.id) ?? 0)),
        replace: { keys: ['shop', 'id'], columns: ORDER.slice(2) },
        exceptBy: 1,
        mostlyNew: true,
      },
      {
        table: 'order_line',
        columns: LINE,
        rows: heard.orders.flatMap((order) => lineRows(shop, order)),
        replace: { keys: ['shop', 'order_id', 'id'], columns: LINE.slice(3) },
        exceptBy: 1,
        mostlyNew: true,
      },
      {
        table: 'refund',
        columns: REFUND,
        rows: heard.refunds.map(({ id, orderId, amount, at }) => [shop, id, orderId, amount, at]),
        replace: { keys: ['shop', 'id'], columns: REFUND.slice(2) },
        exceptBy: 2,
        mostlyNew: true,
      },
      {
        table: 'fact',
        columns: FACT_COLUMNS,
        rows: [...heard.facts, ...refundFacts].map((fact) => factRow(shop, fact, now)),
        exceptBy: 7,
        mostlyNew: true,
      },
    ],
  };
}

function orderRow(shop: string, order: HeardOrder, refunded: number): Row {
  return [
    shop,
    order.id,
    order.name,
    order.identity,
    order.email,
    order.currency,
    order.total,
    order.discounts ?? null,
    refunded,
    order.cancelledAt === null ? 1 : 0,
    0,
    order.cancelledAt,
    order.placedAt,
    order.updatedAt,
    order.source,
  ];
}

function lineRows(shop: string, { id, placedAt, lines }: HeardOrder): Row[] {
  return lines.map((line) => [
    shop,
    id,
    line.id,
    line.productId,
    line.variantId,
    line.title,
    line.quantity,
    line.price,
    line.unitCost ?? null,
    placedAt,
  ]);
}

function customerRow(shop: string, customer: HeardCustomer): Row {
  return [
    shop,
    customer.id,
    customer.email,
    customer.phone ?? null,
    customer.firstName,
    customer.lastName,
    customer.locale,
    customer.country ?? null,
    JSON.stringify(customer.tags ?? []),
    customer.createdAt,
    customer.updatedAt,
  ];
}

/** As a refund that Shopify tells becomes one: nobody's without a buyer. */
function refundFact(order: HeardOrder, refund: Heard['refunds'][number]): NewFact[] {
  if (order.identity === null) return [];
  return [
    {
      id: `refund:${refund.id}`,
      kind: 'order.refunded',
      occurredAt: refund.at,
      identity: order.identity as NewFact['identity'],
      verified: true,
      subject: order.id,
      amount: refund.amount,
      currency: order.currency,
      data: { order: order.id, history: true },
    },
  ];
}
