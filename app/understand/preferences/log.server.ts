import type { FactData } from '../../listen/facts/fact.ts';
import { isHard } from '../../listen/facts/fact.ts';
import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import { WISH_NAMES, type Wishes, wishesFrom } from './wishes.ts';

interface SayingFact {
  id: string;
  kind: string;
  occurredAt: number;
  identity: string;
  verified: boolean;
  data: FactData;
}

/** Appends what a batch of facts says of somebody's wishes, under the address that it was said for. */
export async function appendWishes(trx: Trx, shop: string, facts: readonly SayingFact[]): Promise<void> {
  const rows = facts.flatMap(({ id, kind, occurredAt, identity, verified, data }) => {
    if (kind !== 'preference.changed' || !verified || !data.wishes || !isHard(identity)) return [];
    const { wishes } = data;
    return WISH_NAMES.flatMap((name) => {
      const value = wishes[name];
      return value === undefined ? [] : [{ shop, fact: id, name, identity, value, at: occurredAt }];
    });
  });
  await inChunks(rows, 6, (some) =>
    trx
      .insertInto('wish')
      .values(some)
      .onConflict((conflict) => conflict.columns(['shop', 'fact', 'name']).doUpdateSet(excluded(['value', 'at'])))
      .execute(),
  );
}

/**
 * What contacts wish; who never said anything is not in it.
 * @param hard the hard identities of each: what is hers is what was said under any of them
 */
export async function wishesAmong(
  reader: Reader | Trx,
  shop: string,
  hard: ReadonlyMap<string, readonly string[]>,
): Promise<Map<string, Wishes>> {
  const contactOf = new Map([...hard].flatMap(([contact, handles]) => handles.map((id) => [id, contact] as const)));
  if (contactOf.size === 0) return new Map();
  const rows = await reader
    .selectFrom('wish')
    .select(['identity', 'fact', 'name', 'value', 'at'])
    .where('shop', '=', shop)
    .where('identity', 'in', padded([...contactOf.keys()]))
    .execute();
  const said = Map.groupBy(rows, ({ identity }) => contactOf.get(identity) ?? '');
  return new Map([...said].map(([contact, words]) => [contact, wishesFrom(words)]));
}

/** The same for contacts as they stand, in one statement: it is asked for every mail that leaves. */
export async function wishesOf(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
): Promise<Map<string, Wishes>> {
  if (contacts.length === 0) return new Map();
  const rows = await reader
    .selectFrom('identity')
    .innerJoin('wish', (join) =>
      join.onRef('wish.shop', '=', 'identity.shop').onRef('wish.identity', '=', 'identity.id'),
    )
    .select(['identity.contact', 'wish.fact', 'wish.name', 'wish.value', 'wish.at'])
    .where('identity.shop', '=', shop)
    .where('identity.contact', 'in', padded(contacts))
    .where('identity.kind', 'in', ['customer', 'email'])
    .execute();
  const said = Map.groupBy(rows, ({ contact }) => contact);
  return new Map([...said].map(([contact, words]) => [contact, wishesFrom(words)]));
}
