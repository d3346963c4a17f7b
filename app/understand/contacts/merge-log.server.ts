import { isHard } from '../../listen/facts/fact.ts';
import { inChunks } from '../../listen/upsert.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { handlesOf, type HeardFact } from './handles.ts';
import { padded } from './padded.ts';

export interface Merge {
  from: string;
  to: string;
}

/** Who said that two contacts are one. */
export type MergeReason = 'shopify' | 'hand' | 'source';

/** The hard identities of contacts that are about to be joined to others. */
export async function handlesBefore(
  trx: Trx,
  shop: string,
  contacts: readonly string[],
): Promise<Map<string, string[]>> {
  const handles = new Map<string, string[]>();
  if (contacts.length === 0) return handles;
  const rows = await trx
    .selectFrom('identity')
    .select(['id', 'contact'])
    .where('shop', '=', shop)
    .where('contact', 'in', padded(contacts))
    .where('kind', 'in', ['customer', 'email'])
    .orderBy('id')
    .execute();
  for (const { id, contact } of rows) handles.set(contact, [...(handles.get(contact) ?? []), id]);
  return handles;
}

/** Writes down who was joined to whom, and who said so, so that a person can take it back. */
export async function logMerges(
  trx: Trx,
  shop: string,
  merges: readonly Merge[],
  handles: ReadonlyMap<string, readonly string[]>,
  facts: readonly HeardFact[],
  now: number,
): Promise<void> {
  if (merges.length === 0) return;
  for (const { from, to } of merges) {
    await trx
      .updateTable('merge_log')
      .set({ contact: to })
      .where('shop', '=', shop)
      .where('contact', '=', from)
      .execute();
  }
  const rows = merges.map(({ from, to }) => {
    const hers = (handles.get(from) ?? []).filter(isHard);
    const saying = factThatJoins(hers, facts);
    return {
      shop,
      id: stableId(shop, from, to, String(now)),
      gone: from,
      contact: to,
      reason: reasonOf(saying),
      who: saying?.data.by ?? null,
      at: now,
      handles: JSON.stringify(hers),
    };
  });
  await inChunks(rows, 8, (some) =>
    trx
      .insertInto('merge_log')
      .values(some)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  );
}

/** A person's word before a source's: of several that name both, hers is why. */
function factThatJoins(handles: readonly string[], facts: readonly HeardFact[]): HeardFact | undefined {
  const naming = facts.filter((fact) => {
    const { hard } = handlesOf(fact);
    return hard.length > 1 && hard.some((id) => handles.includes(id));
  });
  return (
    naming.find(({ kind }) => kind === 'contact.merged') ??
    naming.find(({ kind }) => kind === 'customer.merged') ??
    naming[0]
  );
}

function reasonOf(fact: HeardFact | undefined): MergeReason {
  if (fact?.kind === 'contact.merged') return 'hand';
  return fact?.kind === 'customer.merged' ? 'shopify' : 'source';
}
