import { createFreshCache } from '../../platform/cache/fresh.ts';
import { gather } from '../../platform/cache/gather.ts';
import { SECOND, type Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { readOwners } from './store.server.ts';

export interface Visitors {
  /** the contact that an identity belongs to now, or null when nobody is known by it */
  contactOf(shop: string, identity: string): string | null | Promise<string | null>;
}

const FRESH_MS = 3 * SECOND;
const VISITORS_KEPT = 50_000;

/** Finds who is looking: many visitors of the same moment are looked up in one read. */
export function createVisitors({ db, clock }: { db: Database; clock: Clock }): Visitors {
  const look = gather<string>(readMany);
  const known = createFreshCache<string | null>({
    clock,
    ttlMs: FRESH_MS,
    max: VISITORS_KEPT,
    load: async (key) => (await look(key)) ?? null,
  });

  async function readMany(keys: readonly string[]): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    for (const [shop, its] of Map.groupBy(keys, (key) => key.slice(0, key.indexOf(' ')))) {
      const identities = its.map((key) => key.slice(shop.length + 1));
      for (const [identity, contact] of await readOwners(db.read, shop, identities)) {
        found.set(`${shop} ${identity}`, contact);
      }
    }
    return found;
  }

  return { contactOf: (shop, identity) => known.get(`${shop} ${identity}`) };
}
