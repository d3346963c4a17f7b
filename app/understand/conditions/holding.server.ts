import type { Reader, Trx } from '../../platform/db/db.ts';
import { conditionSchema } from './condition.ts';
import { evaluate } from './evaluate.ts';
import { contactViews } from './views.server.ts';

/**
 * Which of these contacts a condition holds for now, by the one-contact evaluator.
 * @throws ZodError when the condition is not one
 */
export async function holdingAmong(
  reader: Reader | Trx,
  shop: string,
  condition: unknown,
  contacts: readonly string[],
  now: number,
): Promise<Set<string>> {
  const parsed = conditionSchema.parse(condition);
  const row = await reader.selectFrom('shop').select('timezone').where('shop', '=', shop).executeTakeFirst();
  const moment = { now, zone: row?.timezone ?? 'UTC' };
  const views = await contactViews(reader, shop, contacts, [parsed], moment);
  return new Set([...views].flatMap(([contact, view]) => (evaluate(parsed, view) ? [contact] : [])));
}
