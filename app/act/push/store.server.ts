// Browsers that take push. A row names its device, never a contact: whose the device is, identities say, so that nothing
// here moves when two contacts turn out to be one or a device changes hands.
import type { IdentityId } from '../../listen/facts/fact.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { type PushTarget, targetSchema } from './subscription.ts';

/** Why a browser takes no more: she said so; its push service said so; it took another address by itself. */
export type GoneWhy = 'unsubscribed' | 'expired' | 'replaced';

export interface LiveSubscription {
  id: string;
  identity: string;
  locale: string | null;
  target: PushTarget;
}

/** Only whoever has the endpoint can name the row: endpoints are secrets of a browser and its push service. */
export const subscriptionId = (seal: Seal, endpoint: string): string => seal.hash(`push ${endpoint}`);

/** A device of which nothing else is known, for the pixel was refused: it is named by the only thing it gave us. */
export const deviceOf = (id: string): IdentityId => `client:push-${id.slice(0, 32)}`;

export async function readSubscription(reader: Reader | Trx, shop: string, id: string) {
  return reader
    .selectFrom('push_subscription')
    .select(['id', 'identity', 'gone_at', 'gone_why'])
    .where('shop', '=', shop)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Keeps a browser, or brings it back. */
export async function keepSubscription(
  trx: Trx,
  shop: string,
  row: { id: string; identity: string; sealed: string; locale: string | null },
  now: number,
): Promise<void> {
  const fresh = { identity: row.identity, sealed: row.sealed, locale: row.locale, created_at: now };
  await trx
    .insertInto('push_subscription')
    .values({ shop, id: row.id, ...fresh })
    .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet({ ...fresh, gone_at: null, gone_why: null }))
    .execute();
}

export async function endSubscription(trx: Trx, shop: string, id: string, why: GoneWhy, now: number): Promise<void> {
  await trx
    .updateTable('push_subscription')
    .set({ gone_at: now, gone_why: why })
    .where('shop', '=', shop)
    .where('id', '=', id)
    .where('gone_at', 'is', null)
    .execute();
}

/** When its push service took a message for it. */
export async function noteSubmitted(trx: Trx, shop: string, id: string, now: number): Promise<void> {
  await trx
    .updateTable('push_subscription')
    .set({ last_submitted_at: now })
    .where('shop', '=', shop)
    .where('id', '=', id)
    .execute();
}

/** Of each contact the browser that she let us write to last; who has none is not in the map. */
export async function newestOf(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  seal: Seal,
): Promise<Map<string, LiveSubscription>> {
  if (contacts.length === 0) return new Map();
  const rows = await reader
    .selectFrom('identity')
    .innerJoin('push_subscription as browser', (join) =>
      join.onRef('browser.shop', '=', 'identity.shop').onRef('browser.identity', '=', 'identity.id'),
    )
    .select(['contact', 'browser.id', 'browser.identity', 'browser.locale', 'browser.sealed', 'browser.created_at'])
    .where('identity.shop', '=', shop)
    .where('contact', 'in', [...contacts])
    .where('kind', '=', 'client')
    .where('gone_at', 'is', null)
    .execute();
  rows.sort((a, b) => b.created_at - a.created_at || (a.id < b.id ? -1 : 1));
  const newest = new Map<string, LiveSubscription>();
  for (const { contact, id, identity, locale, sealed } of rows) {
    if (newest.has(contact)) continue;
    newest.set(contact, { id, identity, locale, target: targetSchema.parse(JSON.parse(seal.open(sealed))) });
  }
  return newest;
}

/** By the id of a browser, the device that it was let in on. */
export async function devicesOf(
  reader: Reader | Trx,
  shop: string,
  ids: readonly string[],
): Promise<Map<string, IdentityId>> {
  if (ids.length === 0) return new Map();
  const rows = await reader
    .selectFrom('push_subscription')
    .select(['id', 'identity'])
    .where('shop', '=', shop)
    .where('id', 'in', [...new Set(ids)])
    .execute();
  return new Map(rows.map(({ id, identity }) => [id, identity as IdentityId]));
}
