import { inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { HeardFact } from './handles.ts';

/** Gives contacts the tags that a list, or the merchant who added them, says they have. One that is there stays. */
export async function giveTags(
  trx: Trx,
  shop: string,
  facts: readonly HeardFact[],
  contactOf: ReadonlyMap<string, string | null>,
): Promise<void> {
  const tags = facts.flatMap((fact) => {
    const contact = contactOf.get(fact.id);
    if (!contact || !fact.verified || !fact.data.tags) return [];
    const source = fact.kind === 'contact.imported' && fact.subject ? `import:${fact.subject}` : null;
    return fact.data.tags.map((tag) => ({ shop, contact, tag, at: fact.occurredAt, source }));
  });
  await inChunks(tags, 5, (some) =>
    trx
      .insertInto('contact_tag')
      .values(some)
      .onConflict((conflict) => conflict.columns(['shop', 'contact', 'tag']).doNothing())
      .execute(),
  );
}
