import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { padded } from './padded.ts';
import { partition, type Link } from './partition.ts';

/**
 * Whose each hard identity is that is linked, over however many steps, to one that a person put apart from another. All
 * others are joined by any link. Nearly always nobody was put apart, and one small look says so.
 * @param fresh links that are not written yet
 */
export async function contestedContacts(
  trx: Trx,
  shop: string,
  fresh: readonly Link[],
): Promise<ReadonlyMap<string, string>> {
  const apart = await trx.selectFrom('apart').select(['a', 'b']).where('shop', '=', shop).execute();
  if (apart.length === 0) return new Map();
  const links = new Map<string, Link>();
  const seen = new Set<string>();
  for (let frontier = [...new Set(apart.flatMap(({ a, b }) => [a, b]))]; frontier.length > 0;) {
    for (const identity of frontier) seen.add(identity);
    const reached = new Set<string>();
    const stored = await linksOf(trx, shop, frontier);
    const near = fresh.filter(({ a, b }) => seen.has(a) || seen.has(b));
    for (const { a, b, at } of [...stored, ...near]) {
      const known = links.get(`${a}\n${b}`);
      if (!known || at < known.at) links.set(`${a}\n${b}`, { a, b, at });
      for (const identity of [a, b]) if (!seen.has(identity)) reached.add(identity);
    }
    frontier = [...reached];
  }
  return partition([...links.values()], apart, (identity) => stableId(shop, identity));
}

async function linksOf(trx: Trx, shop: string, identities: readonly string[]): Promise<Link[]> {
  const links: Link[] = [];
  // two questions rather than an "or": each has its index
  for (const end of ['a', 'b'] as const) {
    const rows = await trx
      .selectFrom('link')
      .select(['a', 'b', 'at'])
      .where('shop', '=', shop)
      .where(end, 'in', padded(identities))
      .execute();
    links.push(...rows);
  }
  return links;
}
