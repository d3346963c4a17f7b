import { existsSync, createReadStream } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import { applyHeard } from '../apply.server.ts';
import { nothingHeard } from '../heard.ts';
import { forgetImported } from './forget-imported.ts';
import { createImportsService } from './import-orders.server.ts';
import { RefusedFile } from './refused-file.ts';

const SHOP = 'a.myshopify.com';
const REFERENCE = '../shared/reference/rfm/rfm_data_orders.csv';

const HEADING =
  'Name,Email,Financial Status,Accepts Marketing,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Billing Country,Cancelled at,Refunded Amount,Id,Source';

const EXPORT = `${HEADING}
#1001,Ann@Example.com,paid,yes,EUR,45.50,2026-03-01 10:00:00 +0100,1,Lamp - Red,25.50,LAMP-R,Ann De Rossi,IT,,0.00,5001,web
#1001,Ann@Example.com,,,,,,2,Vase,10.00,,,,,,,
#1002,bob@example.com,refunded,no,EUR,30.00,2026-03-02 10:00:00 +0100,3,Vase,10.00,,Bob,,,30.00,5002,web
#1003,ann@example.com,voided,no,EUR,99.00,2026-03-03 10:00:00 +0100,1,Lamp - Red,99.00,LAMP-R,Ann,,,,5003,web
#1004,,paid,no,EUR,12.00,2026-03-04 10:00:00 +0100,1,Vase,12.00,,,,,,5004,pos
#1005,ann@example.com,paid,no,EUR,8.00,2026-03-05 10:00:00 +0100,1,Vase,8.00,,Ann,,2026-03-06 09:00:00 +0100,,5005,web
`;

async function* pieces(text: string, size = text.length) {
  for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
}

describe.each(DIALECTS)('a file of orders [%s]', (dialect) => {
  let test: TestDatabase;
  const clock = new ManualClock('2026-11-01T10:00:00Z');

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    const shop = { shop: SHOP, name: 'A', currency: 'EUR', timezone: 'Europe/Rome', ingest_key: 'k', installed_at: 1 };
    await test.db.write((trx) => trx.insertInto('shop').values(shop).execute());
  });
  afterEach(() => test.dispose());

  const importText = (text: string, size?: number) =>
    createImportsService({ db: test.db, clock }).importOrders(SHOP, pieces(text, size));
  const orders = () => test.db.read.selectFrom('orders').selectAll().where('shop', '=', SHOP).orderBy('id').execute();
  const facts = () => test.db.read.selectFrom('fact').selectAll().orderBy('id').execute();
  const everything = async () => ({
    orders: await orders(),
    facts: await facts(),
    lines: await test.db.read.selectFrom('order_line').selectAll().orderBy('order_id').orderBy('id').execute(),
    refunds: await test.db.read.selectFrom('refund').selectAll().orderBy('id').execute(),
    customers: await test.db.read.selectFrom('customer').selectAll().orderBy('id').execute(),
  });

  it('from Shopify becomes orders with their lines, buyers, refunds and consent', async () => {
    expect(await importText(EXPORT)).toEqual({ orders: 5, lines: 6, refused: 0, refusedLines: [] });
    const all = await everything();
    expect(all.orders).toMatchObject([
      {
        id: '5001',
        name: '#1001',
        identity: 'email:ann@example.com',
        total: 4550,
        refunded: 0,
        counted: 1,
        source: 'web',
      },
      { id: '5002', identity: 'email:bob@example.com', total: 3000, refunded: 3000, counted: 1 },
      { id: '5003', counted: 0 },
      { id: '5004', identity: null, counted: 1, source: 'pos' },
      { id: '5005', counted: 0, cancelled_at: Date.parse('2026-03-06T08:00:00Z') },
    ]);
    expect(all.orders[0]?.placed_at).toBe(Date.parse('2026-03-01T09:00:00Z'));
    expect(all.lines.filter((line) => line.order_id === '5001')).toMatchObject([
      { title: 'Lamp - Red', quantity: 1, price: 2550 },
      { title: 'Vase', quantity: 2, price: 1000 },
    ]);
    expect(all.customers.find((customer) => customer.email === 'bob@example.com')).toMatchObject({ first_name: 'Bob' });
    const consents = all.facts.filter((fact) => fact.kind === 'consent.changed');
    expect(consents.map((fact) => fact.identity)).toEqual(['email:ann@example.com']);
    expect(all.facts.every((fact) => JSON.parse(fact.data).history === true)).toBe(true);
    expect(all.facts.filter((fact) => fact.subject === '5004')).toEqual([]);
  });

  it.each([1, 17, 100])('is the same when it arrives %i letters at a time, and when it is read twice', async (size) => {
    await importText(EXPORT);
    const once = await everything();
    await importText(EXPORT, size);
    expect(await everything()).toEqual(once);
  });

  it('loses only the lines that are bad, each named with its reason', async () => {
    const bad = EXPORT.replace('30.00,2026-03-02', 'thirty,2026-03-02')
      .replace('99.00,2026-03-03 10:00:00 +0100', '99.00,03/03/2026')
      .replace('#1004,,', '#1004,nobody,')
      .concat('#1003,ann@example.com,,,,,,1,Vase,8.00,,,,,,,\n#9,ann@example.com,,,,,,1,Vase,8.00,,,,,,,\n,x"y,\n');
    const summary = await importText(bad);
    expect(summary).toMatchObject({ orders: 2, refused: 6 });
    expect(summary.refusedLines.map(({ line, reason }) => ({ line, reason: JSON.parse(reason) as unknown }))).toEqual([
      { line: 4, reason: { code: 'not_an_amount', column: 'Total', value: 'thirty' } },
      { line: 5, reason: { code: 'not_an_instant', column: 'Created at', value: '03/03/2026' } },
      { line: 6, reason: { code: 'not_an_address', column: 'Email', value: 'nobody' } },
      { line: 8, reason: { code: 'order_elsewhere', value: '#1003' } },
      { line: 9, reason: { code: 'order_elsewhere', value: '#9' } },
      { line: 10, reason: { code: expect.stringContaining('quote') } },
    ]);
    expect((await orders()).map((order) => order.id)).toEqual(['5001', '5005']);
  });

  it('names products by SKU or title where the shop has them', async () => {
    const product = { title: 'Lamp', handle: 'lamp', status: 'active', price: 1, currency: 'EUR', updated_at: 1 };
    const variant = { product_id: '7', title: 'Red', sku: 'LAMP-R', price: 1, updated_at: 1 };
    await test.db.write(async (trx) => {
      await trx
        .insertInto('product')
        .values([
          { shop: SHOP, id: '7', ...product },
          { shop: SHOP, id: '8', ...product, title: 'Vase' },
        ])
        .execute();
      await trx
        .insertInto('variant')
        .values([
          { shop: SHOP, id: '70', ...variant },
          { shop: SHOP, id: '80', ...variant, product_id: '8', sku: null },
        ])
        .execute();
    });
    await importText(EXPORT);
    const { lines } = await everything();
    const told = lines.filter((line) => line.order_id === '5001').map((line) => [line.product_id, line.variant_id]);
    expect(told).toEqual([
      ['7', '70'],
      ['8', '80'],
    ]);
  });

  it('gives way to what Shopify itself tells, before and after', async () => {
    await importText(EXPORT);
    const told = {
      ...nothingHeard(),
      orders: [
        {
          id: '5002',
          name: '#1002',
          identity: 'customer:9',
          email: 'bob@example.com',
          customerId: '9',
          checkoutToken: null,
          cartToken: null,
          clientId: null,
          currency: 'EUR',
          total: 3000,
          test: false,
          cancelledAt: null,
          placedAt: 5,
          updatedAt: 6,
          source: 'web',
          landingPage: null,
          referrer: null,
          utm: null,
          lines: [{ id: '900', productId: null, variantId: null, title: 'Vase', quantity: 3, price: 1000 }],
        },
      ],
      refunds: [{ id: '901', orderId: '5002', amount: 3000, at: 7 }],
    };
    await test.db.write(async (trx) => {
      await forgetImported(trx, SHOP, told.orders);
      await applyHeard(trx, SHOP, told, clock.now());
    });
    const own = async () => {
      const { orders, lines, refunds } = await everything();
      return [
        orders.find((order) => order.id === '5002'),
        lines.filter((line) => line.order_id === '5002'),
        refunds.filter((refund) => refund.order_id === '5002'),
      ];
    };
    expect(await own()).toMatchObject([{ identity: 'customer:9', refunded: 3000 }, [{ id: '900' }], [{ id: '901' }]]);
    const before = await own();
    await importText(EXPORT);
    expect(await own()).toEqual(before);
  });

  it('may be a plain table under many headings; equal rows are purchases of their own, and twice changes nothing', async () => {
    const table =
      'Customer ID;Order Date;Revenue;First Name;E-Mail\nx;2026-03-01;10;Ann;ann@example.com\nx;2026-03-01;10;Ann;ann@example.com\ny;2026/03/29 12:00;20.5;Bob;\nz;soon;1;;\n;2026-03-01;5;;\nx;2026-03-01;-5;;\n';
    expect(await importText(table)).toMatchObject({ orders: 3, lines: 6, refused: 3 });
    const once = await everything();
    expect(once.orders.map((order) => [order.identity, order.total, order.placed_at]).sort()).toEqual([
      ['customer:import:y', 2050, Date.parse('2026-03-29T10:00:00Z')],
      ['email:ann@example.com', 1000, Date.parse('2026-02-28T23:00:00Z')],
      ['email:ann@example.com', 1000, Date.parse('2026-02-28T23:00:00Z')],
    ]);
    const placed = once.facts.find((fact) => fact.identity === 'email:ann@example.com');
    expect(JSON.parse(placed?.data ?? '{}').also).toEqual(['customer:import:x']);
    await importText(table, 9);
    expect(await everything()).toEqual(once);
  });

  it('that is no table of orders is refused whole, saying what it lacks', async () => {
    await expect(importText('')).rejects.toThrow(RefusedFile);
    await expect(importText('email,amount\na@b.it,1\n')).rejects.toThrow(/no column for the day/);
    await expect(importText('date,amount\n2026-01-01,1\n')).rejects.toThrow(/who ordered/);
  });

  it('of five thousand orders by others comes in whole', async (context) => {
    if (!existsSync(REFERENCE)) return context.skip(`${REFERENCE} is not here`);
    const imports = createImportsService({ db: test.db, clock });
    expect(await imports.importOrders(SHOP, createReadStream(REFERENCE))).toMatchObject({ orders: 4906, refused: 0 });
    const { count, buyers } = await test.db.read
      .selectFrom('orders')
      .select((eb) => [eb.fn.countAll<number>().as('count'), eb.fn.count<number>('identity').distinct().as('buyers')])
      .executeTakeFirstOrThrow();
    expect({ count, buyers }).toEqual({ count: 4906, buyers: 995 });
  });
});
