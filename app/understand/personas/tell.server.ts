import { insertFacts } from '../../listen/facts/store.server.ts';
import type { IdentityId } from '../../listen/facts/fact.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { PERSONA_ATTRIBUTE } from './fit.server.ts';

/**
 * Writes down, as a fact, that a merchant says which persona somebody is. An empty word takes back what was said.
 * @returns false when there is no such contact, or nothing by which she could be found again
 */
export async function tellPersona(
  trx: Trx,
  shop: string,
  contact: string,
  word: string,
  now: number,
): Promise<boolean> {
  const handle = await trx
    .selectFrom('identity')
    .select('id')
    .where('shop', '=', shop)
    .where('contact', '=', contact)
    .where('kind', 'in', ['customer', 'email', 'client'])
    .orderBy((eb) => eb.case().when('kind', '=', 'client').then(1).else(0).end())
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  if (!handle) return false;
  const fact = {
    id: `hand:${stableId(shop, contact, PERSONA_ATTRIBUTE, word, String(now))}`,
    kind: 'attribute.told',
    occurredAt: now,
    identity: handle.id as IdentityId,
    verified: true,
    data: { attributes: { [PERSONA_ATTRIBUTE]: word } },
  } as const;
  await insertFacts(trx, shop, [fact], now);
  return true;
}
