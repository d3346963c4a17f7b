// Which customers in Shopify may have other tags than their contacts: rows with a due time, which a task works off.
import { sql } from 'kysely';
import { z } from 'zod';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import type { Appraiser, Change } from '../appraisal/appraiser.ts';
import { noteDue } from '../customers-due.server.ts';

export const TAG_SYNC_TASK = 'tag-sync';

/** The cursor while all customers are being noted, with the last of them behind it. */
export const SURVEY = 'survey:';

const tagsSchema = z.array(z.string());
export const readTags = (text: string): string[] => tagsSchema.parse(JSON.parse(text));

/** Notes customers to be compared, and asks for the work. Under the fold's lock, as the task that ends is. */
export async function noteCustomers(trx: Trx, shop: string, customers: readonly string[], now: number): Promise<void> {
  await noteDue(trx, 'tag_sync', TAG_SYNC_TASK, { shop, customers, now });
}

/**
 * Asks for all customers to be compared: keeping tags the same was switched on, or the prefix is another. What both sides
 * had is not known then, so that at first each side only gets what the other has.
 */
export async function surveyTags(trx: Trx, shop: string, now: number): Promise<void> {
  await trx.deleteFrom('tag_sync').where('shop', '=', shop).execute();
  await queueTask(trx, shop, { id: TAG_SYNC_TASK, kind: TAG_SYNC_TASK, cursor: SURVEY, dueAt: now }, { anew: true });
}

/** After which tags may differ: they were changed here, or Shopify said that a customer is another. */
const CAUSES: ReadonlySet<Change> = new Set<Change>([
  'field:tag',
  'customer.created',
  'customer.changed',
  'contact.imported',
  'contact.added',
  'everything',
]);

/** Notes the customers of contacts whose tags may have changed on either side; what of it, the task finds out. */
export const tagSyncAppraiser: Appraiser = {
  name: 'tag sync',
  async appraise(trx, { shop, now }, touched, ask) {
    const contacts = [...touched].flatMap(([contact, changes]) =>
      [...changes].some((change) => CAUSES.has(change)) ? [contact] : [],
    );
    if (contacts.length > 0 && (await readSettings(trx, shop)).tags.sync) {
      const customers = await customersOf(trx, shop, contacts);
      await noteCustomers(trx, shop, customers, now);
      if (customers.length > 0) ask('tasks');
    }
    return new Map();
  },
};

/** Shopify's own ids: a person of a list has a handle of the same kind that Shopify does not know. */
const OF_SHOPIFY = /^customer:(\d+)$/;

async function customersOf(reader: Reader | Trx, shop: string, contacts: readonly string[]): Promise<string[]> {
  const rows = await reader
    .selectFrom('identity')
    .select('id')
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('kind', '=', 'customer')
    .execute();
  return rows.flatMap(({ id }) => OF_SHOPIFY.exec(id)?.[1] ?? []);
}

/** Whose tags Shopify did not take when it was last asked. */
export async function refusedTags(reader: Reader, shop: string, limit: number) {
  const rows = await reader
    .selectFrom('tag_sync')
    .innerJoin('identity', (join) =>
      join
        .onRef('identity.shop', '=', 'tag_sync.shop')
        .on('identity.id', '=', sql<string>`'customer:' || tag_sync.customer`),
    )
    .innerJoin('contact', (join) =>
      join.onRef('contact.shop', '=', 'identity.shop').onRef('contact.id', '=', 'identity.contact'),
    )
    .select(['contact.id', 'first_name', 'last_name', 'contact.email', 'tag_sync.reason'])
    .where('tag_sync.shop', '=', shop)
    .where('tag_sync.reason', '>', '')
    .orderBy('tag_sync.reason')
    .orderBy('tag_sync.customer')
    .limit(limit)
    .execute();
  return rows.map(({ id, first_name: first, last_name: last, email, reason }) => ({
    contact: id,
    name: [first, last].filter(Boolean).join(' ') || email || '',
    reason: reason ?? '',
  }));
}
