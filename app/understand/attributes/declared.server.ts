import type { Reader, Trx } from '../../platform/db/db.ts';
import type { AttributeType, DeclaredAttribute } from './declared.ts';
import { BIRTHDAY } from './fold.server.ts';

/** Known without being declared. */
export const ALWAYS: readonly DeclaredAttribute[] = [{ id: BIRTHDAY, label: BIRTHDAY, type: 'date', choices: [] }];

/** What the shop declares that contacts may have, in the order in which it did. */
export async function declaredAttributes(reader: Reader | Trx, shop: string): Promise<DeclaredAttribute[]> {
  const rows = await reader
    .selectFrom('attribute')
    .select(['id', 'label', 'type', 'choices'])
    .where('shop', '=', shop)
    .where('removed_at', 'is', null)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map(({ type, choices, ...row }) => ({
    ...row,
    type: type as AttributeType,
    choices: readStored(choices),
  }));
}

function readStored(text: string): string[] {
  const choices: unknown = JSON.parse(text);
  return Array.isArray(choices) ? choices.map(String) : [];
}
