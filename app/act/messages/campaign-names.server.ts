import type { Trx } from '../../platform/db/db.ts';
import type { MessageRow } from './delivery/message-row.ts';

/** By id, what the campaigns of some messages are called: their links are marked with it. */
export async function campaignNames(
  trx: Trx,
  shop: string,
  messages: readonly Pick<MessageRow, 'campaign'>[],
): Promise<Map<string, string>> {
  const ids = [...new Set(messages.flatMap(({ campaign }) => campaign ?? []))];
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('campaign')
    .select(['id', 'name'])
    .where('shop', '=', shop)
    .where('id', 'in', ids)
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
