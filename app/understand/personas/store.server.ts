import type { Reader, Trx } from '../../platform/db/db.ts';
import { conditionSchema } from '../conditions/condition.ts';
import type { FittedPersona, Persona } from './persona.ts';

/** The personas of a shop, those that are tried first before the others. */
export async function personasOf(reader: Reader | Trx, shop: string): Promise<Persona[]> {
  const rows = await inOrder(reader, shop).select(['description', 'picture']).execute();
  return rows.map(withCondition);
}

/** The same as far as fitting asks for it: pictures are large, and contacts are fitted all the time. */
export async function personasToFit(reader: Reader | Trx, shop: string): Promise<FittedPersona[]> {
  return (await inOrder(reader, shop).execute()).map(withCondition);
}

function inOrder(reader: Reader | Trx, shop: string) {
  return reader
    .selectFrom('persona')
    .select(['id', 'name', 'condition'])
    .where('shop', '=', shop)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .orderBy('id');
}

const withCondition = <Row extends { condition: string }>(row: Row) => ({
  ...row,
  condition: conditionSchema.parse(JSON.parse(row.condition)),
});
