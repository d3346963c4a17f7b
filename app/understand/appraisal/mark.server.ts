import { z } from 'zod';
import { excluded, inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import { padded } from '../contacts/padded.ts';
import type { Change, Touched } from './appraiser.ts';

const changesSchema = z.array(z.string());

export const readChanges = (text: string): Change[] => changesSchema.parse(JSON.parse(text)) as Change[];

/**
 * Asks for contacts to be appraised; what was asked for before and is not done yet stays asked for. Call it under the
 * fold's lock, as appraising is done.
 */
export async function markForAppraisal(trx: Trx, shop: string, touched: Touched, now: number): Promise<void> {
  const contacts = [...touched.keys()];
  if (contacts.length === 0) return;
  const waiting = await trx
    .selectFrom('appraisal')
    .select(['contact', 'changed'])
    .where('shop', '=', shop)
    .where('contact', 'in', padded(contacts))
    .execute();
  const before = new Map(waiting.map(({ contact, changed }) => [contact, readChanges(changed)]));
  const rows = contacts.map((contact) => {
    const changed = new Set([...(before.get(contact) ?? []), ...(touched.get(contact) ?? [])]);
    return { shop, contact, changed: JSON.stringify([...changed].toSorted()), due_at: now };
  });
  await inChunks(rows, 4, (some) =>
    trx
      .insertInto('appraisal')
      .values(some)
      .onConflict((conflict) => conflict.columns(['shop', 'contact']).doUpdateSet(excluded(['changed'])))
      .execute(),
  );
}

/** Joins what several say was changed. */
export function joined(...all: readonly Touched[]): Map<string, Set<Change>> {
  const touched = new Map<string, Set<Change>>();
  for (const [contact, changes] of all.flatMap((each) => [...each])) {
    const known = touched.get(contact) ?? new Set();
    for (const change of changes) known.add(change);
    touched.set(contact, known);
  }
  return touched;
}
