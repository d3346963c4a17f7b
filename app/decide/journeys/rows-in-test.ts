// Rows that tests of the later wings start from, as the earlier wings would have written them.
import type { NewFact } from '../../listen/facts/fact.ts';
import { insertFacts } from '../../listen/facts/store.server.ts';
import type { Database } from '../../platform/db/db.ts';

export const SHOP = 'corner.myshopify.com';
export const START = Date.parse('2026-03-02T10:00:00Z');

export async function givenShop(db: Database, changes: { settings?: object; shop?: string } = {}): Promise<void> {
  const shop = changes.shop ?? SHOP;
  await db.write((trx) =>
    trx
      .insertInto('shop')
      .values({
        shop,
        name: 'Corner Shop',
        email: 'owner@corner.example',
        url: 'https://corner.example',
        currency: 'EUR',
        timezone: 'Europe/Rome',
        ingest_key: `key-${shop}`,
        settings: JSON.stringify(changes.settings ?? {}),
        installed_at: START,
      })
      .execute(),
  );
}

/** A contact with its e-mail identity. */
export async function givenContact(
  db: Database,
  id: string,
  email: string | null,
  consent = 'subscribed',
): Promise<void> {
  await db.write(async (trx) => {
    await trx
      .insertInto('contact')
      .values({
        shop: SHOP,
        id,
        email,
        stage: 'lead',
        email_consent: consent,
        first_name: 'Ada',
        first_seen_at: START,
        last_seen_at: START,
        updated_at: START,
      })
      .execute();
    if (email === null) return;
    await trx
      .insertInto('identity')
      .values({ shop: SHOP, id: `email:${email}`, kind: 'email', contact: id, created_at: START })
      .execute();
  });
}

export const LINES = [
  {
    productId: '1',
    variantId: '11',
    title: 'Linen shirt',
    variantTitle: 'M / sand',
    quantity: 2,
    price: 4900,
    imageUrl: 'https://cdn.example/shirt.jpg',
  },
  {
    productId: '2',
    variantId: '21',
    title: 'Canvas bag',
    variantTitle: null,
    quantity: 1,
    price: 2500,
    imageUrl: null,
  },
];

export async function givenCheckout(
  db: Database,
  token: string,
  changes: { email?: string; at?: number; updatedAt?: number; cart?: string; locale?: string } = {},
): Promise<void> {
  const at = changes.at ?? START;
  await db.write((trx) =>
    trx
      .insertInto('checkout')
      .values({
        shop: SHOP,
        token,
        cart_token: changes.cart ?? `cart-${token}`,
        email: changes.email ?? null,
        locale: changes.locale ?? null,
        total: 12_300,
        currency: 'EUR',
        restore_url: `https://corner.example/checkouts/${token}/recover?key=secret`,
        lines: JSON.stringify(LINES),
        created_at: at,
        updated_at: changes.updatedAt ?? at,
      })
      .execute(),
  );
}

export async function givenOrder(
  db: Database,
  id: string,
  changes: { checkout?: string; email?: string; at?: number; counted?: number; total?: number; refunded?: number },
): Promise<void> {
  const at = changes.at ?? START;
  await db.write((trx) =>
    trx
      .insertInto('orders')
      .values({
        shop: SHOP,
        id,
        identity: changes.email ? `email:${changes.email}` : null,
        email: changes.email ?? null,
        checkout_token: changes.checkout ?? null,
        currency: 'EUR',
        total: changes.total ?? 12_300,
        refunded: changes.refunded ?? 0,
        counted: changes.counted ?? 1,
        placed_at: at,
        updated_at: at,
      })
      .execute(),
  );
}

/** Facts as understood: their contact known, waiting for the wing of `progress`. */
export async function givenFacts(
  db: Database,
  facts: readonly (NewFact & { contact?: string | null })[],
  progress = 1,
): Promise<void> {
  await db.write(async (trx) => {
    await insertFacts(trx, SHOP, facts, START);
    for (const fact of facts) {
      await trx
        .updateTable('fact')
        .set({ contact: fact.contact ?? null, progress })
        .where('shop', '=', SHOP)
        .where('id', '=', fact.id)
        .execute();
    }
  });
}

export function checkoutFact(token: string, email: string, at = START): NewFact {
  return {
    id: `checkout:${token}:started`,
    kind: 'checkout.started',
    occurredAt: at,
    identity: `email:${email}`,
    verified: true,
    subject: token,
  };
}

export function orderFact(id: string, email: string, at: number, checkout?: string): NewFact {
  return {
    id: `order:${id}:placed`,
    kind: 'order.placed',
    occurredAt: at,
    identity: `email:${email}`,
    verified: true,
    subject: id,
    ...(checkout ? { data: { checkout } } : {}),
  };
}
