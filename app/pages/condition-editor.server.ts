import type { ConditionPages } from '../ui/views/condition-views.ts';
import { bookKey, namedIn } from '../ui/conditions/named-in.ts';
import type { ContactsService } from '../understand/contacts/service.server.ts';
import { isNamedThing, type NamesService } from '../understand/names/names.server.ts';
import type { Stage } from '../understand/stages/rules.ts';

const SAMPLE = 10;

interface Deps {
  contacts: ContactsService;
  names: NamesService;
}

export function createConditionPages({ contacts, names }: Deps): ConditionPages {
  return {
    async count(shop, condition) {
      const [count, of, { rows }] = await Promise.all([
        contacts.count(shop, { condition }),
        contacts.count(shop),
        contacts.list(shop, { condition, limit: SAMPLE }),
      ]);
      return {
        count,
        of,
        sample: rows.map((row) => ({
          id: row.id,
          name: [row.first_name, row.last_name].filter(Boolean).join(' '),
          email: row.email,
          stage: row.stage as Stage,
          group: row.rfm_group,
        })),
      };
    },

    names: (shop, source, search) => names.search(shop, source, search),

    async book(shop, conditions) {
      const book: Record<string, string> = {};
      for (const [source, ids] of namedIn(conditions)) {
        if (!isNamedThing(source)) continue;
        for (const { id, name } of await names.named(shop, source, [...ids])) book[bookKey(source, id)] = name;
      }
      return book;
    },
  };
}
