import type { FactData } from '../../listen/facts/fact.ts';
import { isHard } from '../../listen/facts/fact.ts';
import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Reader, Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import { acceptsAutomation, type SaidOfAutomation } from './automated.ts';

interface SayingFact {
  id: string;
  kind: string;
  occurredAt: number;
  identity: string;
  verified: boolean;
  data: FactData;
}

/** Appends what a batch of facts says of automated decisions, under the person who said it: a device is not a person. */
export async function appendAutomation(trx: Trx, shop: string, facts: readonly SayingFact[]): Promise<void> {
  const rows = facts.flatMap(({ id, kind, occurredAt, identity, verified, data }) => {
    if (kind !== 'automation.changed' || !verified || !data.automation || !isHard(identity)) return [];
    const { accepts, source, evidence = {} } = data.automation;
    return {
      shop,
      id,
      identity,
      accepts: accepts ? 1 : 0,
      source,
      at: occurredAt,
      evidence: JSON.stringify(evidence),
    };
  });
  await inChunks(rows, 7, (some) =>
    trx
      .insertInto('automation_choice')
      .values(some)
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(['accepts', 'at', 'evidence'])))
      .execute(),
  );
}

/**
 * Who of these wants no automated decisions: the one question that the fold asks, whose answer stands on the contact.
 * @param hard the hard identities of each contact: what is hers is what was said under any of them
 */
export async function refusingAutomation(
  reader: Reader | Trx,
  shop: string,
  hard: ReadonlyMap<string, readonly string[]>,
): Promise<Set<string>> {
  const contactOf = new Map([...hard].flatMap(([contact, handles]) => handles.map((id) => [id, contact] as const)));
  if (contactOf.size === 0) return new Set();
  const rows = await reader
    .selectFrom('automation_choice')
    .select(['id', 'identity', 'at', 'accepts'])
    .where('shop', '=', shop)
    .where('identity', 'in', padded([...contactOf.keys()]))
    .execute();
  const said = new Map<string, SaidOfAutomation[]>();
  for (const { identity, accepts, ...row } of rows) {
    const contact = contactOf.get(identity) ?? '';
    said.set(contact, [...(said.get(contact) ?? []), { ...row, accepts: accepts === 1 }]);
  }
  return new Set([...said].flatMap(([contact, words]) => (acceptsAutomation(words) ? [] : [contact])));
}
