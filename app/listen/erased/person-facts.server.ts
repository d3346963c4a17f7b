import type { Reader, Trx } from '../../platform/db/db.ts';
import { listed, type Person } from '../../shop/privacy/person.ts';
import { inChunks } from '../upsert.ts';

/**
 * A person's facts: those folded into her contacts, those under her own identities, and those of a device that name her
 * beside it. What others did with a device that was once in her hands stays theirs.
 */
export async function personFacts(reader: Reader | Trx, shop: string, person: Person) {
  const facts = () => reader.selectFrom('fact').selectAll().where('shop', '=', shop);
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
  await inChunks(ids, 1, (some) => trx.deleteFrom('fact').where('shop', '=', shop).where('id', 'in', some).execute());
  return ids.length;
}
