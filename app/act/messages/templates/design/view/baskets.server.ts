// What each contact left in a cart or bought last, for a batch of them.
import { z } from 'zod';
import { findPurchases } from '../../../../../decide/journeys/purchases.server.ts';
import type { FactKind } from '../../../../../listen/facts/fact.ts';
import type { Reader, Trx } from '../../../../../platform/db/db.ts';
import { formatMoney } from '../../../../../platform/money.ts';
import { padded } from '../../../../../understand/contacts/padded.ts';
import { linesWithPictures } from '../../../cart-lines.server.ts';
import { type CartView, initialOf, type OrderView, type ShownProduct } from './mail-view.ts';
import { pictureOf } from './pictures.ts';

export interface Basket<View> {
  view: View;
  products: ShownProduct[];
  /** Shopify ids of its products, the first line's first */
  ids: string[];
}

export type CartBasket = Basket<CartView>;
export type OrderBasket = Basket<OrderView>;

/** Whose, and of which checkout where the mail is about one. */
export interface Asker {
  contact: string;
  subject: string | null;
}

const lineSchema = z.object({
  productId: z.string().nullish(),
  title: z.string(),
  variantTitle: z.string().nullish(),
  quantity: z.number(),
  price: z.number(),
  imageUrl: z.string().nullish(),
});
/** A line that cannot be read is left out rather than spoiling the mail. */
const linesSchema = z.array(lineSchema.nullable().catch(null)).catch([]);
type Line = z.infer<typeof lineSchema>;

/**
 * Carts that were left: the one the mail is about, else the contact's last. Never one that was bought, under whatever name,
 * nor one after which she bought something else: with that she has done with the earlier ones too.
 */
export async function readCarts(
  reader: Reader | Trx,
  shop: string,
  askers: readonly Asker[],
  locale: string,
): Promise<Map<string, CartBasket>> {
  const found = await latestSubjects(
    reader,
    shop,
    askers.filter(({ subject }) => subject === null).map(({ contact }) => contact),
    ['checkout.started', 'checkout.changed'],
  );
  const tokens = new Map(askers.flatMap(({ contact, subject }) => pair(contact, subject ?? found.get(contact))));
  if (tokens.size === 0) return new Map();
  const passages = [...tokens].map(([contact, token]) => ({ contact, subject: token }));
  const purchases = await findPurchases(reader, shop, passages);
  for (const { contact, subject } of passages) if (purchases.of(subject, contact)) tokens.delete(contact);
  if (tokens.size === 0) return new Map();
  const rows = await reader
    .selectFrom('checkout')
    .select(['token', 'restore_url', 'lines', 'total', 'currency'])
    .where('shop', '=', shop)
    .where('token', 'in', padded([...new Set(tokens.values())]))
    .where('deleted_at', 'is', null)
    .execute();
  const pictured = await linesWithPictures(
    reader,
    shop,
    rows.map((row) => row.lines),
  );
  const carts = new Map(
    rows.flatMap(({ token, restore_url, total, currency }, index) => {
      const lines = linesSchema.parse(pictured[index]).filter((line) => line !== null);
      if (lines.length === 0 || !restore_url) return [];
      const view: CartView = {
        restore_url,
        total: formatMoney(total, currency, locale),
        count: lines.reduce((sum, line) => sum + line.quantity, 0),
        first_title: lines[0]?.title ?? '',
      };
      // whoever follows a line wants her cart back, on whatever device she reads
      const products = lines.map((line) => shown(line, currency, locale, restore_url));
      return [[token, { view, products, ids: idsOf(lines) }] as const];
    }),
  );
  return new Map([...tokens].flatMap(([contact, token]) => pair(contact, carts.get(token))));
}

/** The last order of each. */
export async function readOrders(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  locale: string,
): Promise<Map<string, OrderBasket>> {
  const latest = await latestSubjects(reader, shop, contacts, ['order.placed']);
  if (latest.size === 0) return new Map();
  const ids = padded([...new Set(latest.values())]);
  const orders = await reader
    .selectFrom('orders')
    .select(['id', 'name', 'total', 'currency'])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .where('counted', '=', 1)
    .execute();
  const rows = await reader
    .selectFrom('order_line')
    .leftJoin('product', (join) =>
      join.onRef('product.shop', '=', 'order_line.shop').onRef('product.id', '=', 'order_line.product_id'),
    )
    .select(['order_line.order_id', 'order_line.product_id', 'order_line.title', 'order_line.quantity'])
    .select(['order_line.price', 'product.handle', 'product.image_url', 'product.deleted_at'])
    .where('order_line.shop', '=', shop)
    .where('order_line.order_id', 'in', ids)
    .orderBy('order_line.order_id')
    .orderBy('order_line.id')
    .execute();
  const lines = Map.groupBy(rows, (row) => row.order_id);
  const baskets = new Map(
    orders.map(({ id, name, total, currency }) => {
      const its = (lines.get(id) ?? []).map((row) => ({
        ...row,
        productId: row.product_id,
        imageUrl: row.image_url,
        // the shop's address goes before it
        path: row.handle !== null && row.deleted_at === null ? `/products/${encodeURIComponent(row.handle)}` : '',
      }));
      const view: OrderView = {
        name: name ?? '',
        total: formatMoney(total, currency, locale),
        first_title: its[0]?.title ?? '',
      };
      const products = its.map((line) => shown(line, currency, locale, line.path));
      return [id, { view, products, ids: idsOf(its) }] as const;
    }),
  );
  return new Map([...latest].flatMap(([contact, order]) => pair(contact, baskets.get(order))));
}

const pair = <V>(key: string, value: V | null | undefined): [string, V][] => (value ? [[key, value]] : []);

const idsOf = (lines: readonly { productId?: string | null | undefined }[]) =>
  lines.flatMap(({ productId }) => productId ?? []);

function shown(
  line: Omit<Line, 'price'> & { price: number },
  currency: string,
  locale: string,
  url: string,
): ShownProduct {
  const { variantTitle } = line;
  return {
    title: line.title,
    variant: variantTitle && variantTitle !== 'Default Title' ? variantTitle : '',
    quantity: line.quantity,
    // of one piece: their number stands before it
    price: formatMoney(line.price, currency, locale),
    image: pictureOf(line.imageUrl),
    url,
    initial: initialOf(line.title),
  };
}

/** What the latest fact of some kinds is about, for each contact: each walks her own facts backwards to the first. */
export async function latestSubjects(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  kinds: readonly FactKind[],
): Promise<Map<string, string>> {
  if (contacts.length === 0) return new Map();
  const rows = await reader
    .selectFrom('contact')
    .select((eb) => [
      'contact.id',
      eb
        .selectFrom('fact')
        .select('fact.subject')
        .whereRef('fact.shop', '=', 'contact.shop')
        .whereRef('fact.contact', '=', 'contact.id')
        .where('fact.kind', 'in', kinds)
        .orderBy('fact.occurred_at', 'desc')
        .limit(1)
        .as('subject'),
    ])
    .where('contact.shop', '=', shop)
    .where('contact.id', 'in', padded([...contacts]))
    .execute();
  return new Map(rows.flatMap(({ id, subject }) => pair(id, subject)));
}
