import { type ExpressionBuilder, sql, type SqlBool } from 'kysely';
import type { Tables, Trx } from '../../platform/db/db.ts';
import { listed, type Person } from '../../shop/privacy/person.ts';
import { indexSweep } from '../../shop/privacy/sweep.ts';
import { inChunks } from '../upsert.ts';

/**
 * A person's facts: those folded into her contacts, those under her own identities, and those of a device that name her
 * beside it. What others did with a device that was once in her hands stays theirs.
 */
async function personFacts(trx: Trx, shop: string, person: Person) {
  const facts = () => trx.selectFrom('fact').selectAll().where('shop', '=', shop);
  const folded = await facts().where('contact', 'in', listed(person.contacts)).execute();
  const named = await facts()
    .where('identity', 'in', listed([...person.hard, ...person.soft]))
    .execute();
  const her = new Set(person.hard);
  const quoted = person.hard.map((identity) => JSON.stringify(identity));
  const contacts = new Set(person.contacts);
  const mine = named.filter(
    (fact) =>
      her.has(fact.identity) ||
      fact.contact === null ||
      contacts.has(fact.contact) ||
      quoted.some((identity) => fact.data.includes(identity)),
  );
  return [...new Map([...folded, ...mine].map((fact) => [fact.id, fact])).values()];
}

/** @returns how many */
export async function erasePersonFacts(trx: Trx, shop: string, person: Person): Promise<number> {
  const ids = (await personFacts(trx, shop, person)).map((fact) => fact.id);
  await dropFacts(trx, shop, ids);
  return ids.length;
}

/** Her facts, a few at a time: the same ones as `personFacts`. */
export const factsSweep = indexSweep({
  name: 'facts',
  async find(reader, shop, person, most) {
    const facts = () => reader.selectFrom('fact').select('id').where('shop', '=', shop).limit(most);
    const under = (identities: readonly string[]) => facts().where('identity', 'in', listed(identities));
    for (const query of [
      facts().where('contact', 'in', listed(person.contacts)),
      under(person.hard),
      under(person.soft).where((eb) => isHers(eb, person)),
    ]) {
      const rows = await query.execute();
      // each of these is looked for until nothing is left
      if (rows.length > 0) return rows.map((row) => row.id);
    }
    return [];
  },
  erase: dropFacts,
});

/** Of a device's fact: whether it is hers, and not somebody else's who had the device too. */
export function isHers(eb: ExpressionBuilder<Tables, 'fact'>, person: Person) {
  const quotes = person.hard.map((identity) => {
    const quoted = JSON.stringify(identity);
    return sql<SqlBool>`replace(${eb.ref('data')}, ${quoted}, '') <> ${eb.ref('data')}`;
  });
  return eb.or([eb('contact', 'is', null), eb('contact', 'in', listed(person.contacts)), ...quotes]);
}

async function dropFacts(trx: Trx, shop: string, ids: readonly string[]): Promise<void> {
  await inChunks(ids, 1, (some) => trx.deleteFrom('fact').where('shop', '=', shop).where('id', 'in', some).execute());
}
