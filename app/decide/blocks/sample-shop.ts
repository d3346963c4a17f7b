// Rows of a small shop, for tests and figures.
import type { Trx } from '../../platform/db/db.ts';
import { DAY } from '../../platform/clock/clock.ts';

export const SAMPLE_SHOP = 'sample.myshopify.com';

export async function addShop(trx: Trx, now: number, settings: Record<string, unknown> = {}): Promise<void> {
  await trx
    .insertInto('shop')
    .values({
      shop: SAMPLE_SHOP,
      name: 'Sample',
      currency: 'EUR',
      timezone: 'Europe/Rome',
      ingest_key: 'key',
      settings: JSON.stringify(settings),
      installed_at: now,
    })
    .execute();
}

interface SampleProduct {
  id: string;
  status?: string;
  deletedAt?: number;
  /** pieces of each variant */
  stock?: readonly (number | null)[];
  policy?: string;
}

export async function addProducts(trx: Trx, products: readonly SampleProduct[], now: number): Promise<void> {
  await trx
    .insertInto('product')
    .values(
      products.map(({ id, status = 'active', deletedAt = null }) => ({
        shop: SAMPLE_SHOP,
        id,
        title: `Product ${id}`,
        handle: `product-${id}`,
        status,
        image_url: `https://cdn.test/${id}.svg`,
        price: 1000 + Number(id),
        currency: 'EUR',
        updated_at: now,
        deleted_at: deletedAt,
      })),
    )
    .execute();
  const variants = products.flatMap(({ id, stock = [100], policy = 'deny' }) =>
    stock.map((inventory, index) => ({
      shop: SAMPLE_SHOP,
      id: `${id}0${index}`,
      product_id: id,
      title: `V${index}`,
      price: 1000,
      inventory,
      inventory_policy: policy,
      updated_at: now,
    })),
  );
  if (variants.length > 0) await trx.insertInto('variant').values(variants).execute();
}

interface SampleOrder {
  id: string;
  products: readonly string[];
  at: number;
  counted?: boolean;
}

export async function addOrders(trx: Trx, orders: readonly SampleOrder[]): Promise<void> {
  if (orders.length === 0) return;
  await trx
    .insertInto('orders')
    .values(
      orders.map(({ id, at, counted = true }) => ({
        shop: SAMPLE_SHOP,
        id,
        currency: 'EUR',
        total: 1000,
        counted: counted ? 1 : 0,
        placed_at: at,
        updated_at: at,
      })),
    )
    .execute();
  await trx
    .insertInto('order_line')
    .values(
      orders.flatMap(({ id, products, at }) =>
        products.map((product, index) => ({
          shop: SAMPLE_SHOP,
          order_id: id,
          id: String(index),
          product_id: product,
          title: product,
          quantity: 1,
          price: 1000,
          placed_at: at,
        })),
      ),
    )
    .execute();
}

/** The same visitor looks at a product, once for each instant. */
export async function addViews(trx: Trx, product: string, visitor: string, instants: readonly number[]): Promise<void> {
  await trx
    .insertInto('fact')
    .values(
      instants.map((at, index) => ({
        shop: SAMPLE_SHOP,
        id: `pixel:${product}:${visitor}:${at}:${index}`,
        kind: 'product.viewed',
        occurred_at: at,
        received_at: at,
        identity: `client:${visitor}`,
        verified: 0,
        subject: product,
      })),
    )
    .execute();
}

export async function addCarts(trx: Trx, product: string, tokens: readonly string[], at: number): Promise<void> {
  await trx
    .insertInto('cart_line')
    .values(
      tokens.map((token) => ({
        shop: SAMPLE_SHOP,
        cart_token: token,
        product_id: product,
        quantity: 1,
        updated_at: at,
      })),
    )
    .execute();
}

interface SampleContact {
  id: string;
  stage?: string;
  group?: string;
  identities: readonly string[];
}

export async function addContacts(trx: Trx, contacts: readonly SampleContact[], now: number): Promise<void> {
  const seen = now - DAY;
  await trx
    .insertInto('contact')
    .values(
      contacts.map(({ id, stage = 'visitor', group = 'prospects' }) => ({
        shop: SAMPLE_SHOP,
        id,
        stage,
        rfm_group: group,
        first_seen_at: seen,
        last_seen_at: seen,
        updated_at: seen,
      })),
    )
    .execute();
  await trx
    .insertInto('identity')
    .values(
      contacts.flatMap(({ id, identities }) =>
        identities.map((identity) => ({
          shop: SAMPLE_SHOP,
          id: identity,
          kind: identity.slice(0, identity.indexOf(':')),
          contact: id,
          created_at: seen,
        })),
      ),
    )
    .execute();
}
