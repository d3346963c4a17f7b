import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import { identity, type IdentityId, type NewFact } from '../facts/fact.ts';
import { readData } from '../facts/read-data.ts';
import { inChunks } from '../upsert.ts';

type Deleted = Record<'order' | 'customer' | 'checkout', readonly string[]>;

/** What deletions tell of people: only what is known of the deleted thing says of whom. */
export async function deletionFacts(trx: Trx, shop: string, deleted: Deleted): Promise<NewFact[]> {
  return [
    ...(await ofOrders(trx, shop, deleted.order)),
    ...(await ofCustomers(trx, shop, deleted.customer)),
    ...(await ofCheckouts(trx, shop, deleted.checkout)),
  ];
}

async function ofOrders(trx: Trx, shop: string, ids: readonly string[]): Promise<NewFact[]> {
  const facts: NewFact[] = [];
  await inChunks(ids, 1, async (some) => {
    const rows = await trx
      .selectFrom('orders')
      .select(['id', 'identity', 'deleted_at', 'total', 'currency', 'test'])
      .where('shop', '=', shop)
      .where('id', 'in', some)
      .execute();
    for (const { id, identity: speaker, deleted_at, total, currency, test } of rows) {
      if (speaker === null || deleted_at === null || test === 1) continue;
      facts.push({
        id: `order:${id}:deleted`,
        kind: 'order.deleted',
        occurredAt: deleted_at,
        identity: speaker as IdentityId,
        verified: true,
        subject: id,
        amount: total,
        currency,
        told: 'now',
      });
    }
  });
  return facts;
}

/**
 * A merchant who deletes a customer takes back what she agreed to: each address that was ever told to be hers may be
 * mailed again only when somebody opts in anew.
 */
async function ofCustomers(trx: Trx, shop: string, ids: readonly string[]): Promise<NewFact[]> {
  const facts: NewFact[] = [];
  await inChunks(ids, 1, async (some) => {
    const rows = await trx
      .selectFrom('customer')
      .select(['id', 'email', 'deleted_at'])
      .where('shop', '=', shop)
      .where('id', 'in', some)
      .execute();
    const merged = await mergedAmong(trx, shop, some);
    const addressesOf = await addressesOfCustomers(trx, shop, some);
    for (const { id, email, deleted_at } of rows) {
      if (deleted_at === null) continue;
      const who = identity('customer', id);
      facts.push({
        id: `customer:${id}:deleted`,
        kind: 'customer.deleted',
        occurredAt: deleted_at,
        identity: who,
        verified: true,
        told: 'now',
      });
      if (merged.has(id)) continue;
      const addresses = new Set(addressesOf.get(who));
      if (email !== null) addresses.add(identity('email', email));
      for (const address of addresses) {
        facts.push({
          id: `consent:deleted:${address}:${id}`,
          kind: 'consent.changed',
          occurredAt: deleted_at,
          identity: address,
          verified: true,
          data: { consent: { channel: 'email', state: 'unsubscribed', source: 'shopify' } },
          told: 'now',
        });
      }
    }
  });
  return facts;
}

/** A customer that was merged into another is gone by name only: what she agreed to is the other's affair. */
async function mergedAmong(trx: Trx, shop: string, ids: readonly string[]): Promise<Set<string | null>> {
  const rows = await trx
    .selectFrom('fact')
    .select('subject')
    .where('shop', '=', shop)
    .where('kind', '=', 'customer.merged')
    .where('subject', 'in', ids)
    .execute();
  return new Set(rows.map(({ subject }) => subject));
}

/** Each address that was ever told to be theirs. */
async function addressesOfCustomers(
  trx: Trx,
  shop: string,
  ids: readonly string[],
): Promise<Map<string, IdentityId[]>> {
  const rows = await trx
    .selectFrom('fact')
    .select(['identity', 'data'])
    .where('shop', '=', shop)
    .where(
      'identity',
      'in',
      ids.map((id) => identity('customer', id)),
    )
    // plus nothing: or, with statistics of yesterday, all changes of all customers are walked
    .where(sql<string>`kind || ''`, '=', 'customer.changed')
    .execute();
  const addresses = new Map<string, IdentityId[]>();
  for (const { identity: who, data } of rows) {
    const told = (readData(data).also ?? []).filter((id) => id.startsWith('email:'));
    addresses.set(who, [...(addresses.get(who) ?? []), ...told]);
  }
  return addresses;
}

async function ofCheckouts(trx: Trx, shop: string, tokens: readonly string[]): Promise<NewFact[]> {
  const facts: NewFact[] = [];
  await inChunks(tokens, 1, async (some) => {
    const rows = await trx
      .selectFrom('checkout')
      .select(['token', 'deleted_at'])
      .where('shop', '=', shop)
      .where('token', 'in', some)
      .execute();
    for (const { token, deleted_at } of rows) {
      if (deleted_at === null) continue;
      facts.push({
        id: `checkout:${token}:deleted`,
        kind: 'checkout.deleted',
        occurredAt: deleted_at,
        identity: identity('checkout', token),
        verified: true,
        subject: token,
        told: 'now',
      });
    }
  });
  return facts;
}
