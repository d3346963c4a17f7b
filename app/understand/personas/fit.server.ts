import { type RawBuilder, sql } from 'kysely';
import { excluded, inChunks } from '../../listen/upsert.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Trx } from '../../platform/db/db.ts';
import { toSql } from '../conditions/to-sql.server.ts';
import type { ShopFrame } from '../contacts/shop-frame.server.ts';
import type { FittedPersona } from './persona.ts';
import { namedPersona } from './words.ts';

/** What somebody says of herself in a form, a quiz or a list; it beats what was inferred. */
export const PERSONA_ATTRIBUTE = 'persona';

interface Fit {
  id: string;
  before: string | null;
  after: string | null;
  by: 'told' | 'inferred' | null;
}

/**
 * Gives contacts the persona that fits best: the one they named, else the first by position whose condition holds. Whoever
 * wants no automated decisions is given none that she did not name.
 * @param announce of whom a change is news: those get a decision
 * @returns the contacts whose persona changed
 */
export async function fitPersonas(
  trx: Trx,
  { shop, now, zone }: ShopFrame,
  personas: readonly FittedPersona[],
  contacts: readonly string[],
  announce: (contact: string) => boolean,
): Promise<string[]> {
  if (contacts.length === 0) return [];
  const rows = await trx
    .selectFrom('contact')
    .leftJoin('contact_attribute', (join) =>
      join
        .onRef('contact_attribute.shop', '=', 'contact.shop')
        .onRef('contact_attribute.contact', '=', 'contact.id')
        .on('contact_attribute.attribute', '=', PERSONA_ATTRIBUTE),
    )
    .select(['contact.id', 'persona', 'persona_by', 'value', inferred(personas, { now, zone }).as('inferred')])
    .where('contact.shop', '=', shop)
    .where('contact.id', 'in', contacts)
    .execute();
  const moved: Fit[] = [];
  for (const row of rows) {
    const told = row.value === null ? null : namedPersona(personas, row.value);
    const after = told ?? row.inferred;
    const by = told === null ? (after === null ? null : 'inferred') : 'told';
    if (after !== row.persona || by !== row.persona_by) moved.push({ id: row.id, before: row.persona, after, by });
  }
  for (const [, alike] of Map.groupBy(moved, ({ after, by }) => `${by} ${after}`)) {
    const [first] = alike;
    await trx
      .updateTable('contact')
      .set({ persona: first?.after ?? null, persona_by: first?.by ?? null })
      .where('shop', '=', shop)
      .where(
        'id',
        'in',
        alike.map(({ id }) => id),
      )
      .execute();
  }
  const news = moved.filter(({ id, before, after }) => before !== after && announce(id));
  await inChunks(news, 8, (some) =>
    trx
      .insertInto('decision')
      .values(some.map((fit) => decisionRow(shop, now, fit)))
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doUpdateSet(excluded(['reason'])))
      .execute(),
  );
  return moved.map(({ id }) => id);
}

function inferred(
  personas: readonly FittedPersona[],
  moment: { now: number; zone: string },
): RawBuilder<string | null> {
  if (personas.length === 0) return sql`null`;
  const cases = personas.map(({ id, condition }) => sql`when ${toSql(condition, moment)} then ${id}`);
  return sql`case when contact.automated = 0 then null ${sql.join(cases, sql` `)} end`;
}

const decisionRow = (shop: string, now: number, { id, before, after, by }: Fit) => ({
  shop,
  id: stableId(shop, id, 'persona.moved', before ?? '', after ?? '', String(now)),
  contact: id,
  kind: 'persona.moved',
  before,
  after,
  at: now,
  reason: JSON.stringify({ by }),
});
