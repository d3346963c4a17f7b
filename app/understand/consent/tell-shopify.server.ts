// Which customers Shopify has to be told of: what was said to us of mail, it can only know from us.
import type { Reader, Trx } from '../../platform/db/db.ts';
import type { Appraiser, Change } from '../appraisal/appraiser.ts';
import { padded } from '../contacts/padded.ts';
import { noteDue } from '../customers-due.server.ts';
import { MARKETING, SAID_HERE } from './rules.ts';

export const CONSENT_SYNC_TASK = 'consent-sync';

/** Notes customers to be told of, and asks for the work. Under the fold's lock, as the task that ends is. */
export async function noteConsent(trx: Trx, shop: string, customers: readonly string[], now: number): Promise<void> {
  await noteDue(trx, 'consent_sync', CONSENT_SYNC_TASK, { shop, customers, now });
}

/** After which Shopify may have something to learn: something was said, or somebody has become a customer of it. */
const CAUSES: ReadonlySet<Change> = new Set<Change>([
  'consent.changed',
  'customer.created',
  'customer.changed',
  'everything',
]);

/** Notes the customers of contacts of whom something was said here that Shopify was not told. */
export const consentSyncAppraiser: Appraiser = {
  name: 'consent sync',
  async appraise(trx, { shop, now }, touched, ask) {
    const contacts = [...touched].flatMap(([contact, changes]) =>
      [...changes].some((change) => CAUSES.has(change)) ? [contact] : [],
    );
    const customers = contacts.length > 0 ? await untold(trx, shop, contacts) : [];
    await noteConsent(trx, shop, customers, now);
    if (customers.length > 0) ask('tasks');
    return new Map();
  },
};

/** Shopify's own ids: a person of a list has a handle of the same kind that Shopify does not know. */
export const OF_SHOPIFY = /^\d+$/;

async function untold(trx: Trx, shop: string, contacts: readonly string[]): Promise<string[]> {
  const rows = await trx
    .selectFrom('contact')
    .select('email')
    .where('shop', '=', shop)
    .where('id', 'in', padded(contacts))
    .where('email', 'is not', null)
    .execute();
  const latest = await latestSaid(
    trx,
    shop,
    rows.flatMap(({ email }) => email ?? []),
  );
  if (latest.size === 0) return [];
  const customers = await trx
    .selectFrom('customer')
    .leftJoin('consent_sync', (join) =>
      join.onRef('consent_sync.shop', '=', 'customer.shop').onRef('consent_sync.customer', '=', 'customer.id'),
    )
    .select(['customer.id', 'customer.email', 'consent_sync.entry'])
    .where('customer.shop', '=', shop)
    .where('customer.email', 'in', [...latest.keys()])
    .where('customer.deleted_at', 'is', null)
    .execute();
  return customers.flatMap(({ id, email, entry }) =>
    OF_SHOPIFY.test(id) && latest.get(email ?? '') !== entry ? [id] : [],
  );
}

/** By address, the id of the last that was said here of marketing mail to it. */
export async function latestSaid(
  reader: Reader | Trx,
  shop: string,
  addresses: readonly string[],
): Promise<Map<string, string>> {
  if (addresses.length === 0) return new Map();
  const rows = await reader
    .selectFrom('consent')
    .select(['identity', 'id'])
    .where('shop', '=', shop)
    .where('identity', 'in', padded(addresses.map((address) => `email:${address}`)))
    .where('channel', '=', 'email')
    .where('purpose', '=', MARKETING)
    .where('source', 'in', SAID_HERE)
    .orderBy('at')
    .orderBy('id')
    .execute();
  return new Map(rows.map(({ identity, id }) => [identity.slice('email:'.length), id]));
}
