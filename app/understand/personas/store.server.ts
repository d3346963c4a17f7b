import type { Reader, Trx } from '../../platform/db/db.ts';
import { conditionSchema } from '../conditions/condition.ts';
import type { FittedPersona, Persona } from './persona.ts';

/** The personas of a shop, those that are tried first before the others. */
export async function personasOf(reader: Reader | Trx, shop: string): Promise<Persona[]> {
  const rows = await reader
    .selectFrom('persona')
    .select(['id', 'name', 'description', 'picture', 'condition'])
    .where('shop', '=', shop)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, condition: conditionSchema.parse(JSON.parse(row.condition)) }));
}

/** The same as far as fitting asks for it: pictures are large, and contacts are fitted all the time. */
export async function personasToFit(reader: Reader | Trx, shop: string): Promise<FittedPersona[]> {
  const rows = await reader
    .selectFrom('persona')
    .select(['id', 'name', 'condition'])
    .where('shop', '=', shop)
    .where('removed_at', 'is', null)
    .orderBy('position')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({ ...row, condition: conditionSchema.parse(JSON.parse(row.condition)) }));
}
