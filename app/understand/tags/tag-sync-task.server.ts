import type { Clock } from '../../platform/clock/clock.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Admin, AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import { requireDone, UserErrors } from '../../platform/shopify/admin/user-errors.ts';
import {
  CustomerTagsAddDocument,
  CustomerTagsDocument,
  CustomerTagsRemoveDocument,
} from '../../platform/shopify/generated/graphql.ts';
import type { TaskHandler, TaskSlice } from '../../platform/work/tasks/task.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import { foldLock } from '../contacts/fold.server.ts';
import { CUSTOMERS_A_SLICE, customerGid, restOf, unlessNotedAgain } from '../customers-due.server.ts';
import { giveTags, takeTags, tagsChanged } from './give.server.ts';
import { mergeTags, type TagMerge, withoutPrefix } from './merge-tags.ts';
import { noteCustomers, readTags, SURVEY } from './tag-sync.server.ts';

const CUSTOMERS_A_SURVEY = 500;
interface Due {
  customer: string;
  due_at: number;
  agreed: string[];
  contact: string | null;
  local: string[];
}

interface Done extends Due {
  merge: TagMerge;
  reason: string | null;
}

/**
 * Handler of `tag-sync` tasks: brings customers in Shopify and their contacts to the same tags. Shopify is asked what it
 * has now, so late or doubled webhooks do no harm; what is written to it comes back as a change that is none. Only tags
 * with the merchant's prefix are looked at or touched.
 */
export function createTagSyncHandler({ db, clock, admin }: { db: Database; clock: Clock; admin: Admin }): TaskHandler {
  return refuseWhenDenied(async ({ shop, cursor, doneCount }) => {
    const { tags } = await readSettings(db.read, shop);
    if (!tags.sync) return { cursor: null, doneCount, ended: true };
    if (cursor?.startsWith(SURVEY)) return survey(db, shop, cursor.slice(SURVEY.length), clock.now());
    const due = await dueCustomers(db, shop, clock.now());
    if (due.length === 0) return restOf('tag_sync', shop, doneCount);
    const done = await bringTogether(admin(shop), due, tags.prefix);
    return {
      lock: foldLock(shop),
      write: (trx) => writeDown(trx, shop, done, clock.now()),
      cursor: null,
      doneCount: doneCount + done.length,
      ended: false,
    };
  });
}

async function survey(db: Database, shop: string, after: string, now: number): Promise<TaskSlice> {
  const rows = await db.read
    .selectFrom('customer')
    .select('id')
    .where('shop', '=', shop)
    .where('id', '>', after)
    .where('deleted_at', 'is', null)
    .orderBy('id')
    .limit(CUSTOMERS_A_SURVEY)
    .execute();
  const ids = rows.map(({ id }) => id);
  return {
    lock: foldLock(shop),
    write: (trx) =>
      noteCustomers(
        trx,
        shop,
        ids.filter((id) => /^\d+$/.test(id)),
        now,
      ),
    cursor: ids.length < CUSTOMERS_A_SURVEY ? null : SURVEY + (ids.at(-1) ?? ''),
    doneCount: 0,
    ended: false,
  };
}

async function dueCustomers(db: Database, shop: string, now: number): Promise<Due[]> {
  const rows = await db.read
    .selectFrom('tag_sync')
    .select(['customer', 'due_at', 'agreed'])
    .where('shop', '=', shop)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(CUSTOMERS_A_SLICE)
    .execute();
  if (rows.length === 0) return [];
  const owners = await db.read
    .selectFrom('identity')
    .leftJoin('contact_tag', (join) =>
      join.onRef('contact_tag.shop', '=', 'identity.shop').onRef('contact_tag.contact', '=', 'identity.contact'),
    )
    .select(['identity.id', 'identity.contact', 'contact_tag.tag'])
    .where('identity.shop', '=', shop)
    .where(
      'identity.id',
      'in',
      rows.map(({ customer }) => `customer:${customer}`),
    )
    .execute();
  return rows.map(({ customer, due_at, agreed }) => {
    const hers = owners.filter(({ id }) => id === `customer:${customer}`);
    return {
      customer,
      due_at: due_at ?? 0,
      agreed: readTags(agreed),
      contact: hers[0]?.contact ?? null,
      // a comma would be two tags there
      local: hers.flatMap(({ tag }) => (tag === null || tag.includes(',') ? [] : tag)),
    };
  });
}

async function bringTogether(client: AdminClient, due: readonly Due[], prefix: string): Promise<Done[]> {
  const { nodes } = await client.query(CustomerTagsDocument, { ids: due.map(({ customer }) => customerGid(customer)) });
  const told = new Map(nodes.flatMap((node) => (node && 'tags' in node ? [[node.id, node.tags] as const] : [])));
  const done: Done[] = [];
  for (const one of due) {
    const tags = told.get(customerGid(one.customer));
    // gone there, or not anybody's here: nothing to bring together
    if (!tags || one.contact === null) {
      done.push({ ...one, merge: { give: [], take: [], add: [], remove: [], agreed: one.agreed }, reason: null });
      continue;
    }
    const merge = mergeTags({ local: one.local, remote: withoutPrefix(tags, prefix), agreed: one.agreed });
    const named = (names: readonly string[]) => names.map((name) => prefix + name);
    try {
      if (merge.add.length > 0) {
        const variables = { id: customerGid(one.customer), tags: named(merge.add) };
        requireDone((await client.query(CustomerTagsAddDocument, variables)).tagsAdd);
      }
      if (merge.remove.length > 0) {
        const variables = { id: customerGid(one.customer), tags: named(merge.remove) };
        requireDone((await client.query(CustomerTagsRemoveDocument, variables)).tagsRemove);
      }
      done.push({ ...one, merge, reason: null });
    } catch (error) {
      if (!(error instanceof UserErrors)) throw error;
      // not agreed on: it is tried again when either side changes
      done.push({ ...one, merge: { ...merge, add: [], remove: [], agreed: one.agreed }, reason: error.message });
    }
  }
  return done;
}

async function writeDown(trx: Trx, shop: string, done: readonly Done[], now: number): Promise<void> {
  const of = (side: 'give' | 'take') =>
    done.flatMap(({ contact, merge }) => (contact === null ? [] : merge[side].map((tag) => ({ contact, tag }))));
  const changed = [
    ...(await giveTags(trx, shop, of('give'), 'shopify', now)),
    ...(await takeTags(trx, shop, of('take'))),
  ];
  await tagsChanged(trx, shop, changed, now);
  for (const { customer, due_at, merge, reason } of done) {
    await trx
      .updateTable('tag_sync')
      .set({ agreed: JSON.stringify(merge.agreed), reason, due_at: unlessNotedAgain(due_at) })
      .where('shop', '=', shop)
      .where('customer', '=', customer)
      .execute();
  }
}
