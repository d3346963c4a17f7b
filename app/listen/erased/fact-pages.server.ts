import { sql, type SqlBool } from 'kysely';
import { z } from 'zod';
import { listed, type Person, type PersonPages } from '../../shop/privacy/person.ts';
import { isHers } from './person-facts.server.ts';

const PAGE = 500;

/** The way that is being gone, and its last fact. */
const placeSchema = z.object({ way: z.number().int(), id: z.string() });

/** `contact`: those that were folded into hers; else those seen under one of her handles that were not. */
type Way = { contact: string } | { handle: string; soft: boolean };

function waysTo({ contacts, hard, soft }: Person): Way[] {
  return [
    ...contacts.map((contact) => ({ contact })),
    ...hard.map((handle) => ({ handle, soft: false })),
    ...soft.map((handle) => ({ handle, soft: true })),
  ];
}

/** A person's facts, a page at a time: each once, by one way after the other. */
export const factPages: PersonPages = {
  name: 'facts',
  async page(reader, shop, person, after) {
    const ways = waysTo(person).toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
    const place = after === null ? { way: 0, id: '' } : placeSchema.parse(JSON.parse(after));
    const rows: unknown[] = [];
    for (let { way, id } = place; way < ways.length; way++, id = '') {
      const to = ways[way];
      if (!to) break;
      const left = PAGE - rows.length;
      const found = await reader
        .selectFrom('fact')
        .selectAll()
        .where('shop', '=', shop)
        // joined to nothing: or SQLite walks the key, which is every fact of the shop
        .where(sql<string>`id || ''`, '>', id)
        .$if('contact' in to, (query) => query.where('contact', '=', 'contact' in to ? to.contact : ''))
        .$if('handle' in to, (query) =>
          query
            .where('identity', '=', 'handle' in to ? to.handle : '')
            .where(sql<SqlBool>`coalesce(contact, '') not in (${sql.join(listed(person.contacts))})`)
            .$if('soft' in to && to.soft, (hers) => hers.where((eb) => isHers(eb, person))),
        )
        .orderBy(sql`id || ''`)
        .limit(left)
        .execute();
      rows.push(...found);
      if (found.length === left) return { rows, next: JSON.stringify({ way, id: found.at(-1)?.id ?? '' }) };
    }
    return { rows, next: null };
  },
};

/** An order that does not depend on how she was found. */
const keyOf = (way: Way) => ('contact' in way ? `0 ${way.contact}` : `${way.soft ? 2 : 1} ${way.handle}`);
