import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import { deedsOf } from './deeds.server.ts';
import { type Interest, type InterestKind, interestsOf } from './rules.ts';
import { noteUnknown } from './unknown-products.server.ts';

const COLUMNS = ['weight', 'share', 'rank', 'views', 'carts', 'purchases', 'last_at'] as const;

/**
 * Makes the interests of contacts anew from all that they did, and writes what is another than it was. They depend on
 * the facts that each contact has now and on nothing else, so order, doubles and merges need no thought; what is written
 * again is the same to the last bit. Whoever wants no automated decisions has none, and whoever is gone.
 * Products that are not known are noted: when they are, their contacts are looked at again.
 * @returns the contacts whose interests changed
 */
export async function makeInterests(
  trx: Trx,
  shop: string,
  contacts: readonly string[],
  { halfLifeDays, now }: { halfLifeDays: number; now: number },
): Promise<string[]> {
  if (contacts.length === 0) return [];
  const ids = padded(contacts);
  const judged = await trx
    .selectFrom('contact')
    .select('id')
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .where('automated', '=', 1)
    .execute();
  const { ofContact: deeds, unknown } = await deedsOf(
    trx,
    shop,
    judged.map(({ id }) => id),
  );
  await noteUnknown(trx, shop, unknown, now);
  const rows = await trx
    .selectFrom('interest')
    .selectAll()
    .where('shop', '=', shop)
    .where('contact', 'in', ids)
    .execute();
  const standing = Map.groupBy(rows, ({ contact }) => contact);
  const changed: string[] = [];
  const emptied: string[] = [];
  const fresh: (Interest & { shop: string; contact: string })[] = [];
  for (const contact of contacts) {
    const interests = interestsOf(deeds.get(contact) ?? [], halfLifeDays);
    const before = new Map((standing.get(contact) ?? []).map((row) => [keyOf(row), textOf(row)]));
    const kept = new Set(interests.map(keyOf));
    const someGone = [...before.keys()].some((key) => !kept.has(key));
    const written = someGone ? interests : interests.filter((one) => before.get(keyOf(one)) !== textOf(one));
    if (someGone) emptied.push(contact);
    fresh.push(...written.map((one) => ({ shop, contact, ...one })));
    if (someGone || written.length > 0) changed.push(contact);
  }
  if (emptied.length > 0) {
    await trx.deleteFrom('interest').where('shop', '=', shop).where('contact', 'in', emptied).execute();
  }
  await inChunks(fresh, 11, (some) =>
    trx
      .insertInto('interest')
      .values(some)
      .onConflict((conflict) => conflict.columns(['shop', 'contact', 'kind', 'name']).doUpdateSet(excluded(COLUMNS)))
      .execute(),
  );
  return changed;
}

const keyOf = ({ kind, name }: { kind: string; name: string }) => `${kind}\n${name}`;

const textOf = ({ weight, share, rank, views, carts, purchases, last_at }: Omit<Interest, 'kind' | 'name'>) =>
  JSON.stringify([weight, share, rank, views, carts, purchases, last_at]);

/** The interests of one contact, strongest first within each kind. */
export async function interestsOfContact(reader: Reader, shop: string, contact: string): Promise<Interest[]> {
  const rows = await reader
    .selectFrom('interest')
    .selectAll()
    .where('shop', '=', shop)
    .where('contact', '=', contact)
    .orderBy('kind')
    .orderBy('rank')
    .execute();
  return rows.map((row) => ({ ...row, kind: row.kind as InterestKind }));
}
