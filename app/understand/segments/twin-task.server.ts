// A segment of ours has a twin in Shopify: one that holds whoever carries the tag of its members.
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Admin, AdminClient } from '../../platform/shopify/admin/admin.server.ts';
import { refuseWhenDenied } from '../../platform/shopify/admin/refuse-when-denied.ts';
import { requireDone, type UserError } from '../../platform/shopify/admin/user-errors.ts';
import {
  ShopifySegmentCreateDocument,
  ShopifySegmentDeleteDocument,
  ShopifySegmentUpdateDocument,
} from '../../platform/shopify/generated/graphql.ts';
import { legacyId } from '../../platform/shopify/gid.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import { type TaskHandler, TaskRefused, type TaskSlice } from '../../platform/work/tasks/task.ts';
import { readSettings } from '../../shop/settings/settings-service.server.ts';
import { segmentGid } from './shopify-members.server.ts';
import { theirSegments } from './their-segments.server.ts';

export const TWIN_TASK = 'segment-twin';

export const twinTaskId = (segment: string) => `${TWIN_TASK}:${segment}`;

/** Names that are tried while others have them. */
const NAMES = 5;
/** The cursor of a task that gives the twin its name, too: else it keeps what somebody may have called it in Shopify. */
const NAMED = 'named';

/** @param named the segment is called otherwise now */
export async function queueTwin(
  trx: Trx,
  shop: string,
  segment: string,
  now: number,
  { named = false } = {},
): Promise<void> {
  const cursor = named ? NAMED : null;
  await queueTask(trx, shop, { id: twinTaskId(segment), kind: TWIN_TASK, cursor, dueAt: now }, { anew: true });
}

/** Holds in Shopify whoever carries a tag; in the words of Shopify's own language. */
const queryOf = (tag: string) => `customer_tags CONTAINS '${tag.replaceAll(/[\\']/g, '\\$&')}'`;

interface Deps {
  db: Database;
  admin: Admin;
  /** whether members of a segment still get the tag: the merchant may have ended that where tags are looked after */
  isTagged: (shop: string, tag: string, segment: string) => Promise<boolean>;
}

/**
 * Handler of `segment-twin` tasks: makes the twin, brings it in line with the prefix of our tags, and takes it away when the
 * segment is shared no more. Done again it changes nothing; one that was deleted in Shopify comes back.
 */
export function createTwinHandler({ db, admin, isTagged }: Deps): TaskHandler {
  return refuseWhenDenied(async ({ shop, id, cursor }) => {
    const segment = id.slice(id.indexOf(':') + 1);
    const row = await db.read
      .selectFrom('segment')
      .select(['name', 'kind', 'written', 'shopify_id', 'removed_at'])
      .where('shop', '=', shop)
      .where('id', '=', segment)
      .executeTakeFirst();
    if (!row || row.kind === 'shopify') return { cursor: null, doneCount: 0, ended: true };
    const known = (twin: string | null): TaskSlice => ({
      cursor: null,
      doneCount: 1,
      ended: true,
      async write(trx) {
        await trx
          .updateTable('segment')
          .set({ shopify_id: twin, ...(twin === null && row.removed_at === null && { written: null }) })
          .where('shop', '=', shop)
          .where('id', '=', segment)
          .execute();
      },
    });
    const client = admin(shop);
    const isShared = row.written !== null && (await isTagged(shop, row.written, segment));
    if (row.written === null || row.removed_at !== null || !isShared) {
      // one that is not there any more is as good as deleted
      if (row.shopify_id !== null) await client.query(ShopifySegmentDeleteDocument, { id: segmentGid(row.shopify_id) });
      return known(null);
    }
    const query = queryOf((await readSettings(db.read, shop)).tags.prefix + row.written);
    if (row.shopify_id === null) return known(await makeTwin(client, row.name, query));
    const names = cursor === NAMED ? namesFor(row.name) : [null];
    const isThere = await changeTwin(client, row.shopify_id, query, names);
    return known(isThere ? row.shopify_id : await makeTwin(client, row.name, query));
  });
}

/** One after the other, while others have them. */
const namesFor = (name: string): string[] =>
  Array.from({ length: NAMES }, (_, at) => `${name} (Sandmill${at === 0 ? '' : ` ${at + 1}`})`);

const taken = (name: string | null | undefined) =>
  new TaskRefused(`Shopify has segments named like “${name}” already: rename them there, or this one here`);

/** @returns whether there is such a twin */
async function changeTwin(client: AdminClient, id: string, query: string, names: readonly (string | null)[]) {
  for (const name of names) {
    const change = { id: segmentGid(id), query, ...(name !== null && { name }) };
    const { segmentUpdate } = await client.query(ShopifySegmentUpdateDocument, change);
    const errors = segmentUpdate?.userErrors ?? [];
    if (isAbout(errors, 'id')) return false;
    if (isAbout(errors, 'name')) continue;
    requireDone({ userErrors: errors });
    return true;
  }
  throw taken(names[0]);
}

const isAbout = (errors: readonly UserError[], field: string) => errors.some((error) => error.field?.includes(field));

async function makeTwin(client: AdminClient, name: string, query: string): Promise<string> {
  for (const [at, called] of namesFor(name).entries()) {
    const { segmentCreate } = await client.query(ShopifySegmentCreateDocument, { name: called, query });
    if (segmentCreate?.segment) return legacyId(segmentCreate.segment.id);
    const errors = segmentCreate?.userErrors ?? [];
    if (!isAbout(errors, 'name')) requireDone({ userErrors: errors });
    if (at > 0) continue;
    // it may be ours, made a moment before the process that made it ended
    for await (const { nodes } of theirSegments(client)) {
      const made = nodes.find((node) => node.query === query);
      if (made) return legacyId(made.id);
    }
  }
  throw taken(name);
}
