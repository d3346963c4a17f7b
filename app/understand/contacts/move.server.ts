import { sql } from 'kysely';
import type { Trx } from '../../platform/db/db.ts';
import { moveRfmChanges } from '../rfm/changes.server.ts';
import { moveTaken } from '../tags/taken.server.ts';
import type { Resolved } from './resolve.server.ts';

/** Lets the wings behind move their own rows when a contact turns out to be another. */
export interface ContactPorts {
  merged(trx: Trx, shop: string, from: string, to: string): Promise<void>;
}

/** Where the contacts that are gone stood, by the contact that they turned out to be. */
export type Inherited = ReadonlyMap<
  string,
  { stage: string; stage_by: string; r: number | null; f: number | null; m: number | null; rfm_group: string }
>;

/** Gives everything of contacts that turned out to be another to that other one. */
export async function moveContacts(
  trx: Trx,
  shop: string,
  resolved: Resolved,
  ports: ContactPorts,
): Promise<Inherited> {
  const { merges, vanished } = resolved;
  if (merges.length > 0) {
    const froms = merges.map((merge) => merge.from);
    for (const table of ['identity', 'fact'] as const) {
      await trx
        .updateTable(table)
        .set({ contact: successor(merges) })
        .where('shop', '=', shop)
        .where('contact', 'in', froms)
        .execute();
    }
  }
  return handOver(trx, shop, [...merges, ...vanished], ports);
}

/** Hands on what facts do not tell: decisions, tags, what the wings behind hold, and where the contacts stood. */
export async function handOver(
  trx: Trx,
  shop: string,
  all: readonly { from: string; to: string }[],
  ports: ContactPorts,
): Promise<Inherited> {
  if (all.length === 0) return new Map();
  const froms = all.map((merge) => merge.from);
  await trx
    .updateTable('decision')
    .set({ contact: successor(all) })
    .where('shop', '=', shop)
    .where('contact', 'in', froms)
    .execute();
  await moveTags(trx, shop, all);
  await moveTaken(trx, shop, all);
  // made anew from the facts of whoever has them now
  for (const table of ['interest', 'order_touch', 'contact_score', 'score_due', 'contact_consent'] as const) {
    await trx.deleteFrom(table).where('shop', '=', shop).where('contact', 'in', froms).execute();
  }
  await moveRfmChanges(trx, shop, all);
  const gone = await trx
    .deleteFrom('contact')
    .where('shop', '=', shop)
    .where('id', 'in', froms)
    .returning(['id', 'stage', 'stage_by', 'r', 'f', 'm', 'rfm_group'])
    .execute();
  for (const { from, to } of all) await ports.merged(trx, shop, from, to);
  const heirs = new Map(all.map(({ from, to }) => [from, to]));
  return new Map(gone.map(({ id, ...stood }) => [heirs.get(id) ?? id, stood]));
}

function successor(merges: readonly { from: string; to: string }[]) {
  const cases = merges.map(({ from, to }) => sql`when ${from} then ${to}`);
  return sql<string>`case contact ${sql.join(cases, sql` `)} end`;
}

async function moveTags(trx: Trx, shop: string, merges: readonly { from: string; to: string }[]): Promise<void> {
  const froms = merges.map((merge) => merge.from);
  const tags = await trx
    .deleteFrom('contact_tag')
    .where('shop', '=', shop)
    .where('contact', 'in', froms)
    .returning(['contact', 'tag', 'at', 'source'])
    .execute();
  if (tags.length === 0) return;
  const to = new Map(merges.map((merge) => [merge.from, merge.to]));
  await trx
    .insertInto('contact_tag')
    .values(tags.map(({ contact, ...tag }) => ({ shop, contact: to.get(contact) ?? contact, ...tag })))
    .onConflict((conflict) => conflict.columns(['shop', 'contact', 'tag']).doNothing())
    .execute();
}
