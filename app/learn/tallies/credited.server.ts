// The orders that are counted for messages: what they brought, what their goods cost and what a code of the message took off.
import { couponCodes } from '../../act/messages/templates/design/coupon-codes.ts';
import type { Trx } from '../../platform/db/db.ts';
import { goodsOf, type SoldLine } from './goods.ts';
import type { Credited } from './message-marks.ts';

/** Few enough that each question names them all. */
const A_QUESTION = 500;

interface Sent {
  id: string;
  template: string;
  template_version: number | null;
}

export async function creditsOf(
  trx: Trx,
  shop: string,
  currency: string,
  messages: readonly Sent[],
): Promise<Map<string, Credited[]>> {
  if (messages.length === 0) return new Map();
  const byId = new Map(messages.map((message) => [message.id, message]));
  const rows = await trx
    .selectFrom('credit')
    .leftJoin('orders', (join) => join.onRef('orders.shop', '=', 'credit.shop').onRef('orders.id', '=', 'order_id'))
    .select(['order_id', 'message', 'credit.placed_at', 'amount', 'credit.refunded', 'discounts', 'discount_codes'])
    .where('credit.shop', '=', shop)
    .where('message', 'in', [...byId.keys()])
    // sums of several currencies would mean nothing
    .where('credit.currency', '=', currency)
    .execute();
  const lines = await linesOf(
    trx,
    shop,
    rows.map(({ order_id }) => order_id),
  );
  const discounted = rows.filter(({ discount_codes }) => discount_codes !== null && discount_codes !== '[]');
  const carried = await codesOf(
    trx,
    shop,
    discounted.flatMap(({ message }) => byId.get(message) ?? []),
  );
  const discountOf = ({ message, discounts, discount_codes, amount, refunded }: (typeof rows)[number]) => {
    const used = JSON.parse(discount_codes ?? '[]') as string[];
    const codes = carried.get(message);
    if (!discounts || amount <= 0 || !used.some((code) => codes?.has(code.toUpperCase()))) return 0;
    // what comes back was not given off in the end
    return Math.round((discounts * (amount - refunded)) / amount);
  };
  const credits = rows.map((row) => {
    const { order_id, message, placed_at, amount, refunded } = row;
    const goods = goodsOf(lines.get(order_id) ?? [], amount, refunded);
    return { message, placedAt: placed_at, amount, refunded, goods, discount: discountOf(row) };
  });
  return Map.groupBy(credits, ({ message }) => message);
}

async function linesOf(trx: Trx, shop: string, orders: readonly string[]) {
  const lines = new Map<string, SoldLine[]>();
  for (let start = 0; start < orders.length; start += A_QUESTION) {
    const rows = await trx
      .selectFrom('order_line')
      .select(['order_id', 'quantity', 'price', 'unit_cost'])
      .where('shop', '=', shop)
      .where('order_id', 'in', orders.slice(start, start + A_QUESTION))
      .execute();
    for (const { order_id, ...line } of rows) lines.set(order_id, [...(lines.get(order_id) ?? []), line]);
  }
  return lines;
}

/** The codes that each message carried, in capitals, as Shopify compares them. */
async function codesOf(trx: Trx, shop: string, messages: readonly Sent[]): Promise<Map<string, ReadonlySet<string>>> {
  const designed = messages.filter(({ template_version }) => template_version !== null);
  if (designed.length === 0) return new Map();
  const versions = await trx
    .selectFrom('template_version')
    .select(['template', 'version', 'document'])
    .where('shop', '=', shop)
    .where('template', 'in', [...new Set(designed.map(({ template }) => template))])
    .where('version', 'in', [...new Set(designed.flatMap(({ template_version }) => template_version ?? []))])
    .execute();
  const codes = new Map(
    versions.map(({ template, version, document }) => [`${template} ${version}`, couponCodes(document)]),
  );
  return new Map(
    designed.map(({ id, template, template_version }) => [
      id,
      codes.get(`${template} ${template_version}`) ?? new Set(),
    ]),
  );
}
