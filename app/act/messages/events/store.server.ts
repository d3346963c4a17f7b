// Events as they were told: rows that wait until their message is known, and go when it has heard them.
import type { Appender, Database, Reader, Row, Trx } from '../../../platform/db/db.ts';
import { firstDue } from '../../../platform/work/first-due.server.ts';
import type { MailEvent } from './mail-event.ts';

const COLUMNS = [
  'shop',
  'id',
  'sender',
  'kind',
  'at',
  'message',
  'provider_id',
  'detail',
  'received_at',
  'due_at',
] as const;

export const eventAppender = (db: Database): Appender => db.appender('mail_event', COLUMNS);

export const eventRow = (of: { shop: string; sender: string }, event: MailEvent, now: number): Row => [
  of.shop,
  `${of.sender}:${event.id}`,
  of.sender,
  event.kind,
  event.at,
  event.message,
  event.providerId,
  event.detail,
  now,
  now,
];

/** The same in a transaction; what was told already is told once. */
export async function keepEvents(
  trx: Trx,
  of: { shop: string; sender: string },
  events: readonly MailEvent[],
  now: number,
): Promise<void> {
  if (events.length === 0) return;
  await trx
    .insertInto('mail_event')
    .values(
      events.map((event) => ({
        ...of,
        id: `${of.sender}:${event.id}`,
        kind: event.kind,
        at: event.at,
        message: event.message,
        provider_id: event.providerId,
        detail: event.detail,
        received_at: now,
        due_at: now,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const dueEvents = (reader: Reader, shop: string, now: number, limit: number) =>
  reader
    .selectFrom('mail_event')
    .selectAll()
    .where('shop', '=', shop)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .limit(limit)
    .execute();

export const eventsDue = (reader: Reader, shop?: string) =>
  firstDue(
    reader,
    (eb) =>
      eb
        .selectFrom('mail_event')
        .select('due_at')
        .whereRef('mail_event.shop', '=', 'shop.shop')
        .orderBy('due_at')
        .limit(1),
    { shop },
  );

export async function forgetEvents(trx: Trx, shop: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx.deleteFrom('mail_event').where('shop', '=', shop).where('id', 'in', ids).execute();
}
