import type { Database, Reader } from '../platform/db/db.ts';
import type { ConditionPages, NamesById, SampleContact } from '../ui/views/condition-views.ts';
import { bookKey, namedIn } from '../ui/conditions/named-in.ts';
import type { ConditionCounter } from '../understand/conditions/count.server.ts';
import { isNamedThing, type NamesService } from '../understand/names/names.server.ts';
import type { Stage } from '../understand/stages/rules.ts';

interface Deps {
  db: Database;
  counter: ConditionCounter;
  names: NamesService;
}

export function createConditionPages({ db, counter, names }: Deps): ConditionPages {
  return {
    async count(shop, condition, signal) {
      const { sample, ...counted } = await counter.count(shop, condition, signal);
      return { ...counted, sample: await sampleOf(db.read, shop, sample) };
    },

    names: (shop, source, search) => names.search(shop, source, search),

    async book(shop, conditions) {
      const book: NamesById = {};
      for (const [source, ids] of namedIn(conditions)) {
        if (!isNamedThing(source)) continue;
        for (const { id, name } of await names.named(shop, source, [...ids])) book[bookKey(source, id)] = name;
      }
      return book;
    },
  };
}

async function sampleOf(reader: Reader, shop: string, ids: readonly string[]): Promise<SampleContact[]> {
  if (ids.length === 0) return [];
  const rows = await reader
    .selectFrom('contact')
    .select(['id', 'email', 'first_name', 'last_name', 'stage', 'rfm_group'])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: [row.first_name, row.last_name].filter(Boolean).join(' '),
    email: row.email,
    stage: row.stage as Stage,
    group: row.rfm_group,
  }));
}
