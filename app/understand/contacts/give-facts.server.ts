import { sql } from 'kysely';
import { inChunks } from '../../listen/upsert.ts';
import type { Trx } from '../../platform/db/db.ts';

export interface GivenFact {
  fact: string;
  contact: string | null;
  /** undefined leaves it where it is */
  progress?: number;
}

/** Writes whose each fact is, many in one statement. */
export async function giveFacts(trx: Trx, shop: string, given: readonly GivenFact[]): Promise<void> {
  await inChunks(given, 3, (some) => {
    // the casts tell PostgreSQL the types that SQLite does not ask for
    const rows = some.map(
      ({ fact, contact, progress }) => sql`(${fact}, cast(${contact} as text), cast(${progress ?? null} as integer))`,
    );
    return sql`
      with given(id, contact, progress) as (values ${sql.join(rows)})
      update fact set contact = given.contact, progress = coalesce(given.progress, fact.progress)
      from given where fact.shop = ${shop} and fact.id = given.id`.execute(trx);
  });
}
