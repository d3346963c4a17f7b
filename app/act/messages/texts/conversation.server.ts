import { DAY } from '../../../platform/clock/clock.ts';
import type { Reader, Trx } from '../../../platform/db/db.ts';

/** For so long after her last message WhatsApp takes texts that nobody approved. */
export const WINDOW_MS = DAY;

/** Contacts who have written by WhatsApp within the window. */
export async function inConversation(
  reader: Reader | Trx,
  shop: string,
  contacts: readonly string[],
  now: number,
): Promise<Set<string>> {
  if (contacts.length === 0) return new Set();
  const rows = await reader
    .selectFrom('fact')
    .select(['contact', 'data'])
    .where('shop', '=', shop)
    .where('contact', 'in', contacts)
    .where('kind', '=', 'message.replied')
    .where('occurred_at', '>', now - WINDOW_MS)
    .execute();
  return new Set(rows.flatMap(({ contact, data }) => (contact !== null && isWhatsApp(data) ? [contact] : [])));
}

function isWhatsApp(data: string): boolean {
  const read: unknown = JSON.parse(data);
  return typeof read === 'object' && read !== null && 'channel' in read && read.channel === 'whatsapp';
}
