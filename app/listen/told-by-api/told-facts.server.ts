import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { groupCommit } from '../../platform/db/group-commit.ts';
import type { Wake } from '../../platform/work/worker.ts';
import type { NewFact } from '../facts/fact.ts';
import { factAppender, factRow } from '../facts/store.server.ts';
import { readToldFact } from './told-fact.ts';

export interface ToldResult {
  /** as it was sent, if it could be read */
  id: string | null;
  /** `known`: the same was told before, and is not counted again */
  state: 'accepted' | 'known' | 'refused';
  reason?: string;
}

export type ToldFacts = ReturnType<typeof createToldFacts>;

/** Puts what another program tells on the timeline: each fact once, whatever is sent again. */
export function createToldFacts({ db, clock, wake }: { db: Database; clock: Clock; wake: Wake }) {
  const commit = groupCommit(factAppender(db));

  /** Facts that stand under these ids already. */
  async function standing(shop: string, ids: readonly string[]): Promise<Map<string, string>> {
    if (ids.length === 0) return new Map();
    const rows = await db.read
      .selectFrom('fact')
      .select(['id', 'kind', 'identity'])
      .where('shop', '=', shop)
      .where('id', 'in', ids)
      .execute();
    return new Map(rows.map(({ id, kind, identity }) => [id, `${kind} ${identity}`]));
  }

  return {
    /** Resolves when what was accepted is on the disk. @param items not trusted yet; answered in their order */
    async hear(shop: string, items: readonly unknown[]): Promise<ToldResult[]> {
      const now = clock.now();
      const read = items.map((item) => readToldFact(item, now));
      const before = await standing(
        shop,
        read.flatMap((one) => ('fact' in one ? one.fact.id : [])),
      );
      const fresh: NewFact[] = [];
      const results = read.map((one, index): ToldResult => {
        const id = idOf(items[index]);
        if ('refused' in one) return { id, state: 'refused', reason: one.refused };
        const { fact } = one;
        const said = `${fact.kind} ${fact.identity}`;
        const stands = before.get(fact.id);
        if (stands === undefined) {
          before.set(fact.id, said);
          fresh.push(fact);
          return { id, state: 'accepted' };
        }
        if (stands === said) return { id, state: 'known' };
        return { id, state: 'refused', reason: 'id: another fact has it; every fact has an id of its own' };
      });
      await Promise.all(fresh.map((fact) => commit(factRow(shop, fact, now))));
      if (fresh.length > 0) wake('understand', shop, now);
      return results;
    },
  };
}

function idOf(item: unknown): string | null {
  if (typeof item !== 'object' || item === null || !('id' in item)) return null;
  return typeof item.id === 'string' ? item.id.slice(0, 100) : null;
}
