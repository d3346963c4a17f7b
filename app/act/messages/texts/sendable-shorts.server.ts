import type { Reader, Trx } from '../../../platform/db/db.ts';
import { choosable, newestVersions } from '../templates/newest-versions.server.ts';
import { isShortChannel, parseShort, type ShortChannel, type ShortDocument } from './short-document.ts';

/** By template, the version that journeys send now, and of which channel it is. What was removed goes on being sent. */
export async function sendableShorts(
  reader: Reader | Trx,
  shop: string,
  templates: readonly string[],
): Promise<Map<string, { channel: ShortChannel; version: number }>> {
  if (templates.length === 0) return new Map();
  const rows = await reader
    .selectFrom('template')
    .select(['id', 'channel', 'version'])
    .where('shop', '=', shop)
    .where('id', 'in', [...templates])
    .where('version', '>', 0)
    .execute();
  return new Map(
    rows.flatMap(({ id, channel, version }) => (isShortChannel(channel) ? [[id, { channel, version }] as const] : [])),
  );
}

/** The same of one, with what it says. Null for one that is not there, or never was ready. */
export async function readSendableShort(
  reader: Reader,
  shop: string,
  template: string,
): Promise<{ channel: ShortChannel; document: ShortDocument } | null> {
  const row = await newestVersions(reader, shop).where('template.id', '=', template).executeTakeFirst();
  return row && isShortChannel(row.channel) ? { channel: row.channel, document: parseShort(row.document) } : null;
}

export interface SendableShort {
  id: string;
  name: string;
  channel: ShortChannel;
  /** leads back to what was left */
  cart: boolean;
  /** it is in no list any more, and what sends it goes on */
  removed: boolean;
}

const WAY_BACK = /\bcart\.restore_url\b/;

/** Short messages that a journey may send, the last edited first. @param chosen is there even when it has been removed */
export async function listSendableShorts(reader: Reader, shop: string, chosen: string): Promise<SendableShort[]> {
  const rows = await choosable(reader, shop, chosen).where('template.channel', '<>', 'email').execute();
  return rows.flatMap(({ id, name, channel, removed_at: removedAt, document }) =>
    isShortChannel(channel) ? [{ id, name, channel, cart: WAY_BACK.test(document), removed: removedAt !== null }] : [],
  );
}
