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
  /** of a message that names this one, or none: who was removed gives way to the standard one */
  of(name: string | null): SenderRow;
  /** the names under which messages wait that leave by this one; null: those without any */
  namesOf(sender: SenderRow): (string | null)[];
}

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

function sendersOf(rows: readonly SenderRow[]): Senders {
  const all = rows.filter(({ removed_at }) => removed_at === null);
  const standard = all.find(({ standard: is }) => is === 1) ?? all.find(({ id }) => id === OWN);
  if (!standard) throw new Error('the shop has no sender of its own');
  const gone = rows.filter(({ removed_at }) => removed_at !== null).map(({ id }) => id);
  return {
    all,
    of: (name) => all.find(({ id }) => id === name) ?? standard,
    namesOf: (sender) => (sender.id === standard.id ? [sender.id, null, ...gone] : [sender.id]),
  };
}

export async function changePace(trx: Trx, shop: string, id: string, change: Partial<Pace>): Promise<void> {
  if (Object.keys(change).length === 0) return;
  await trx.updateTable('sender').set(change).where('shop', '=', shop).where('id', '=', id).execute();
}
