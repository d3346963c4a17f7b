import { expect, test } from 'vitest';
import { CsvProblem } from '../src/history/csv-problem.ts';
import { contentsOf } from '../src/history/orders-history.ts';
import { readOrdersCsv } from '../src/history/read-orders-csv.ts';

const HEAD =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Shipping Name,Shipping City,Shipping Zip,Shipping Country,Cancelled at,Refunded Amount,Vendor,Id,Tags,Source';
const FIRST =
  '#1001,Ann@example.com,partially_refunded,2024-03-05 10:22:40 +0100,fulfilled,2024-03-06 09:00:00 +0100,yes,EUR,60.00,5.90,11.88,65.90,SPRING,4.00,Standard,2024-03-05 10:22:33 +0100,2,Tea Bowl - Blue,20.00,TB-1,Ann Dune,Roma,\'00184,IT,,10.00,Clay & Co,5551234567890,"vip, gift",web';
const MORE = '#1001,Ann@example.com,,,,,,,,,,,,,,2024-03-05 10:22:33 +0100,1,"Spoon, wooden",20.00,,,,,,,,Clay & Co,,,';
const SECOND =
  '#1002,,paid,,,,no,EUR,20.00,0.00,3.61,20.00,,,Standard,2024-03-04 08:00:00 +0100,1,Tea Bowl - Red,20.00,TB-2,,,,,2024-03-04 09:00:00 +0100,,Clay & Co,,,pos';
const today = Date.parse('2026-11-21T00:00:00Z');

test('an export becomes orders with their items, customers with their consent, and products', () => {
  const shop = contentsOf(readOrdersCsv([HEAD, FIRST, MORE, SECOND].join('\n')), today);
  expect(shop.orders.map((order) => order.name)).toEqual(['#1002', '#1001']);
  const order = shop.orders[1]!;
  expect(order).toMatchObject({
    id: '5551234567890',
    email: 'ann@example.com',
    financialStatus: 'partially_refunded',
    createdAt: '2024-03-05T09:22:33.000Z',
    processedAt: '2024-03-05T09:22:40.000Z',
    totals: { subtotal: '60.00', shipping: '5.90', tax: '11.88', discounts: '4.00', total: '65.90' },
    discountCodes: [{ code: 'SPRING', amount: '4.00' }],
    tags: ['vip', 'gift'],
    refunds: [{ amount: '10.00' }],
    shippingAddress: { firstName: 'Ann', city: 'Roma', zip: '00184' },
  });
  expect(order.lines.map((line) => [line.title, line.variantTitle, line.quantity])).toEqual([
    ['Tea Bowl', 'Blue', 2],
    ['Spoon, wooden', null, 1],
  ]);
  expect(shop.orders[0]).toMatchObject({
    cancelledAt: '2024-03-04T08:00:00.000Z',
    customerId: null,
    sourceName: 'pos',
  });
  expect(shop.customers).toHaveLength(1);
  expect(shop.customers[0]).toMatchObject({ email: 'ann@example.com', emailConsent: { state: 'subscribed' } });
  const bowl = shop.products.find((product) => product.title === 'Tea Bowl')!;
  expect(bowl.variants.map((variant) => variant.title)).toEqual(['Red', 'Blue']);
  expect(shop.orders[0]!.lines[0]!.productId).toBe(bowl.id);
});

test('items that the shop already sells stay the products that they are', () => {
  const row = FIRST.replace('Tea Bowl - Blue', 'Dune Mug - Sand').replace('TB-1', '');
  const shop = contentsOf(readOrdersCsv([HEAD, row].join('\n')), today);
  const line = shop.orders[0]!.lines[0]!;
  expect(shop.products.find((product) => product.id === line.productId)?.title).toBe('Dune Mug');
});

test.each([
  ['columns that are missing', 'customer_id,order_date,revenue\n1,2024-01-01,3', 1, /the columns Name, Email/],
  [
    'an amount that is none',
    [HEAD, FIRST, SECOND.replace(',20.00,TB-2', ',twenty,TB-2')].join('\n'),
    3,
    /"twenty" is no amount \(Lineitem price\)/,
  ],
  [
    'a date that is none',
    [HEAD, FIRST.replaceAll('2024-03-05 10:22:33 +0100', '05.03.2024')].join('\n'),
    2,
    /"05.03.2024" is no date/,
  ],
  ['a row that is cut off', [HEAD, FIRST, '#1003,ann@example.com'].join('\n'), 3, /Invalid Record Length/],
  ['nothing at all', '', 1, /empty/],
])('%s are refused with the number of the line', (_, text, line, reason) => {
  const read = () => contentsOf(readOrdersCsv(text), today);
  expect(read).toThrow(reason);
  expect(read).toThrow(CsvProblem);
  try {
    read();
  } catch (error) {
    expect((error as CsvProblem).line).toBe(line);
  }
});
