import type { Selectable } from 'kysely';
import type { Reader, Tables, Trx } from '../../../platform/db/db.ts';
import type { Pace } from './pace.ts';

/** The shop's own sender, of whom the settings tell; it is always there. */
export const OWN = 'own';

export type SenderRow = Selectable<Tables['sender']>;

/** A shop's senders, and which of them a message leaves by. */
export interface Senders {
  /** those that are not removed; its own among them */
  all: readonly SenderRow[];
  /**
   * Of a message of a channel that names this one, or none: who was removed gives way to the standard one of the channel.
   * Null when nobody carries that channel; mail always has somebody.
   */
  of(channel: string, name: string | null): SenderRow | null;
  standard: SenderRow;
  /** the names under which messages wait that leave by this one; null: mails without any */
  namesOf(sender: SenderRow): (string | null)[];
}

/** One that has not been removed, of whatever provider. */
export const liveSender = (reader: Reader | Trx, shop: string, id: string): Promise<SenderRow | undefined> =>
  reader
    .selectFrom('sender')
    .selectAll()
    .where('shop', '=', shop)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .executeTakeFirst();

/** @param lock in a transaction that counts what leaves: others who count wait for it */
export async function readSenders(reader: Reader | Trx, shop: string): Promise<Senders | null> {
  const rows = await reader.selectFrom('sender').selectAll().where('shop', '=', shop).orderBy('created_at').execute();
  return rows.some(({ id }) => id === OWN) ? sendersOf(rows) : null;
}

/** The same, written down where it is missing, and held until the transaction ends. */
export async function holdSenders(trx: Trx, shop: string, now: number): Promise<Senders> {
  const held = () =>
    trx
      .updateTable('sender')
      // touches nothing: on PostgreSQL whoever counts next waits here
      .set((eb) => ({ revision: eb.ref('revision') }))
      .where('shop', '=', shop)
      .returningAll()
      .execute();
  let rows = await held();
  if (!rows.some(({ id }) => id === OWN)) {
    await trx
      .insertInto('sender')
      .values({ shop, id: OWN, provider: 'server', events_token: null, created_at: now, updated_at: now })
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doNothing())
      .execute();
    rows = await held();
  }
  return sendersOf(rows.toSorted((a, b) => a.created_at - b.created_at));
}

/** By whom messages of a channel leave that name nobody. @param standing those that are not removed, in the order they were made */
export function standardOf<Row extends Pick<SenderRow, 'id' | 'channel' | 'standard'>>(
  standing: readonly Row[],
  channel: string,
): Row | null {
  const own = standing.filter((one) => one.channel === channel);
  return own.find(({ standard }) => standard === 1) ?? own.find(({ id }) => id === OWN) ?? own[0] ?? null;
}

function sendersOf(rows: readonly SenderRow[]): Senders {
  const all = rows.filter(({ removed_at }) => removed_at === null);
  const standard = standardOf(all, 'email');
  if (!standard) throw new Error('the shop has no sender of its own');
  const gone = rows.filter(({ removed_at }) => removed_at !== null);
  const namesGone = (of: (channel: string) => boolean) => gone.filter(({ channel }) => of(channel)).map(({ id }) => id);
  return {
    all,
    standard,
    of: (channel, name) => all.find((one) => one.id === name && one.channel === channel) ?? standardOf(all, channel),
    namesOf(sender) {
      // what waits for a channel that nobody carries any more is looked at too, and told so
      if (sender.id === standard.id)
        return [sender.id, null, ...namesGone((channel) => channel === 'email' || standardOf(all, channel) === null)];
      if (sender.id !== standardOf(all, sender.channel)?.id) return [sender.id];
      return [sender.id, ...namesGone((channel) => channel === sender.channel)];
    },
  };
}

export async function changePace(trx: Trx, shop: string, id: string, change: Partial<Pace>): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await trx.updateTable('sender').set(change).where('shop', '=', shop).where('id', '=', id).execute();
}
