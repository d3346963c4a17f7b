// Gives tags to contacts and takes them, whoever asks: a person, a rule, a journey, Shopify.
import { inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { markForAppraisal } from '../appraisal/mark.server.ts';

/** hand, shopify, or what gave it by name; `bulk` is a hand that gave it to many at once. */
export type TagSource = 'hand' | 'shopify' | `bulk:${string}` | `rule:${string}` | `journey:${string}`;

/** What changes tags: under the fold's lock, for a contact may be joined to another meanwhile. */
export interface TagChange {
  contact: string;
  tag: string;
}

/**
 * Gives tags; one that a contact has already stays as it came.
 * @returns those that are new
 */
export async function giveTags(
  trx: Trx,
  shop: string,
  given: readonly TagChange[],
  source: TagSource,
  now: number,
): Promise<TagChange[]> {
  const fresh: TagChange[] = [];
  await inChunks(given, 5, async (some) => {
    const rows = await trx
      .insertInto('contact_tag')
      .values(some.map(({ contact, tag }) => ({ shop, contact, tag, at: now, source })))
      .onConflict((conflict) => conflict.columns(['shop', 'contact', 'tag']).doNothing())
      .returning(['contact', 'tag'])
      .execute();
    fresh.push(...rows);
  });
  return fresh;
}

/** One that somebody lost, and how she had come by it. */
export interface TakenTag extends TagChange {
  at: number;
  source: string | null;
}

/** @returns those that were there */
export async function takeTags(trx: Trx, shop: string, taken: readonly TagChange[]): Promise<TakenTag[]> {
  const gone: TakenTag[] = [];
  for (const [tag, alike] of Map.groupBy(taken, (one) => one.tag)) {
    const contacts = alike.map(({ contact }) => contact);
    const query = trx.deleteFrom('contact_tag').where('shop', '=', shop).where('contact', 'in', contacts);
    gone.push(...(await query.where('tag', '=', tag).returning(['contact', 'tag', 'at', 'source']).execute()));
  }
  return gone;
}

/** Lets everything that may ask for tags look again. */
export async function tagsChanged(trx: Trx, shop: string, changed: readonly TagChange[], now: number): Promise<void> {
  const touched = new Map(changed.map(({ contact }) => [contact, new Set<Change>(['field:tag', 'live'])]));
  await markForAppraisal(trx, shop, touched, now);
}
