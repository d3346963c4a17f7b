// An orders export as Shopify writes it, of any length: the same seed, the same file.
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';

/** https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders */
const COLUMNS =
  'Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,Payment ID,Payment Terms Name,Next Payment Due At,Payment References'.split(
    ',',
  );

const FIRST = ['Anna', 'Bruno', 'Carla', 'Dario', 'Elena', 'Fabio', 'Giulia', 'Hugo', 'Ines', 'Luca', 'Marta', 'Nico'];
const LAST = ['Rossi', 'De Luca', "D'Angelo", 'Bianchi', 'Ferri', 'Müller', 'García', 'Conti', 'Greco', 'Moretti'];
const GOODS = ['Lamp', 'Vase', 'Chair', 'Linen towel', 'Mug, large', '12" plate', 'Olive oil', 'Soap', 'Basket', 'Rug'];
const KINDS = ['Red', 'Blue', 'Small', 'Large', 'Oak / 30 cm'];

/** Writes `lines` order lines (some 1.9 an order) to a file. @returns how many orders they are */
export async function writeOrdersExport(path: string, lines: number): Promise<number> {
  const file = createWriteStream(path, { highWaterMark: 1024 * 1024 });
  const next = numbers(42);
  const pick = (list: readonly string[]) => list[Math.floor(next() * list.length)] ?? '';
  const buyers = Math.ceil(lines / 5);
  let piece = `${COLUMNS.join(',')}\n`;
  let orders = 0;
  for (let written = 0; written < lines; orders++) {
    const several = (next() < 0.45 ? 1 : 0) + (next() < 0.25 ? 1 : 0) + (next() < 0.1 ? 2 : 0);
    const items = Array.from({ length: Math.min(lines - written, 1 + several) }, () => itemOf(next, pick));
    const order = { Name: `#${1001 + orders}`, Email: `buyer${Math.floor(next() * next() * buyers)}@example.com` };
    const told = toldOnce(orders, items, next, pick);
    items.forEach((item, index) => {
      piece += rowOf({ ...(index === 0 ? told : {}), ...order, ...item });
    });
    written += items.length;
    if (piece.length < 512 * 1024) continue;
    if (!file.write(piece)) await once(file, 'drain');
    piece = '';
  }
  file.end(piece);
  await once(file, 'finish');
  return orders;
}

type Values = Record<string, string>;
type Next = () => number;

function itemOf(next: Next, pick: (list: readonly string[]) => string): Values {
  const kind = pick(KINDS);
  const good = pick(GOODS);
  return {
    'Lineitem quantity': `${1 + Math.floor(next() * 3)}`,
    'Lineitem name': `${good} - ${kind}`,
    'Lineitem price': (5 + Math.floor(next() * 9500) / 100).toFixed(2),
    'Lineitem sku': `${good.slice(0, 3).toUpperCase()}-${kind.slice(0, 1)}`,
    'Lineitem requires shipping': 'true',
    'Lineitem taxable': 'true',
    'Lineitem fulfillment status': 'fulfilled',
    'Lineitem discount': '0.00',
    Vendor: 'Sandmill Goods',
  };
}

/** What only the first row of an order says. */
function toldOnce(number: number, items: Values[], next: Next, pick: (list: readonly string[]) => string): Values {
  const sum = items.reduce((all, item) => all + Number(item['Lineitem price']) * Number(item['Lineitem quantity']), 0);
  const at = new Date(Date.UTC(2023, 0, 1) + number * 600_000).toISOString();
  const placed = `${at.slice(0, 10)} ${at.slice(11, 19)} +0100`;
  const name = `${pick(FIRST)} ${pick(LAST)}`;
  const isRefunded = next() < 0.03;
  const place: Values = {};
  for (const kind of ['Billing', 'Shipping']) {
    place[`${kind} Name`] = name;
    place[`${kind} Street`] = `Via Roma ${number % 200}, int. 4`;
    place[`${kind} Address1`] = `Via Roma ${number % 200}`;
    place[`${kind} Address2`] = 'int. 4';
    place[`${kind} City`] = 'Torino';
    place[`${kind} Zip`] = "'10121";
    place[`${kind} Province`] = 'TO';
    place[`${kind} Province Name`] = 'Torino';
    place[`${kind} Country`] = 'IT';
    place[`${kind} Phone`] = '+39 011 000000';
  }
  return {
    ...place,
    'Financial Status': isRefunded ? 'partially_refunded' : 'paid',
    'Paid at': placed,
    'Fulfillment Status': 'fulfilled',
    'Fulfilled at': placed,
    'Accepts Marketing': next() < 0.3 ? 'yes' : 'no',
    Currency: 'EUR',
    Subtotal: sum.toFixed(2),
    Shipping: '4.90',
    Taxes: (sum * 0.18).toFixed(2),
    Total: (sum + 4.9).toFixed(2),
    'Discount Amount': '0.00',
    'Shipping Method': 'Standard',
    'Created at': placed,
    Notes: next() < 0.05 ? 'Please ring twice,\nsecond floor: "Bianchi"' : '',
    'Payment Method': 'Shopify Payments',
    'Payment Reference': `c${number}.1`,
    'Refunded Amount': isRefunded ? '5.00' : '0.00',
    'Outstanding Balance': '0.00',
    Id: `${5_400_000_000_000 + number}`,
    'Risk Level': 'Low',
    Source: next() < 0.9 ? 'web' : 'pos',
    'Tax 1 Name': 'IT VAT 22%',
    'Tax 1 Value': (sum * 0.18).toFixed(2),
    'Payment ID': `r${number}`,
  };
}

function rowOf(values: Values): string {
  return `${COLUMNS.map((column) => quoted(values[column] ?? '')).join(',')}\n`;
}

function quoted(value: string): string {
  return /[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Numbers from 0 to 1, always the same ones for a seed (mulberry32). */
function numbers(seed: number): Next {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
