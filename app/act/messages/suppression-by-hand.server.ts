import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Seal } from '../../platform/crypto/seal.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import { isMailAddress } from '../../platform/mail/header-line.ts';
import { listChanged } from './suppressed-contacts.server.ts';
import { addressHash, suppress } from './suppression.server.ts';
import { isHeld, isRemovable } from './suppression-reason.ts';

/** Who does it, and why. */
export interface ByHand {
  who: string;
  note: string;
}

export type AddedByHand = { state: 'added'; change: string } | { state: 'known' | 'not_an_address' };
export type RemovedByHand = { state: 'removed'; change: string } | { state: 'not_here' };

export type SuppressionByHand = ReturnType<typeof createSuppressionByHand>;

const listedSchema = z.object({ note: z.string().nullable(), who: z.string().nullable() }).partial();

/** The suppression list changed by a person. Every change is a row of a log that is only ever added to, and can be undone. */
export function createSuppressionByHand({ db, clock, seal }: { db: Database; clock: Clock; seal: Seal }) {
  async function write(trx: Trx, shop: string, change: Omit<Change, 'id' | 'at'>): Promise<string> {
    const id = randomUUID();
    const row = { ...change, listed: JSON.stringify(change.listed) };
    await trx
      .insertInto('suppression_change')
      .values({ shop, id, at: clock.now(), ...row })
      .execute();
    if (change.address !== null) await listChanged(trx, shop, [seal.open(change.address)], clock.now());
    return id;
  }

  async function takeOff(trx: Trx, shop: string, hash: string, { who, note }: ByHand): Promise<string | null> {
    const row = await trx
      .selectFrom('suppression')
      .select(['reason', 'at', 'address', 'note', 'who'])
      .where('shop', '=', shop)
      .where('address_hash', '=', hash)
      .executeTakeFirst();
    if (!row || !isRemovable(row.reason)) return null;
    await trx.deleteFrom('suppression').where('shop', '=', shop).where('address_hash', '=', hash).execute();
    return write(trx, shop, {
      address_hash: hash,
      deed: 'removed',
      reason: row.reason,
      since: row.at,
      address: row.address,
      note,
      who,
      listed: { note: row.note, who: row.who },
    });
  }

  return {
    async add(shop: string, address: string, { who, note }: ByHand): Promise<AddedByHand> {
      const text = address.trim().toLowerCase();
      if (!isMailAddress(text)) return { state: 'not_an_address' };
      const hash = addressHash(seal, text);
      return db.write(async (trx): Promise<AddedByHand> => {
        const now = clock.now();
        const sealed = seal.seal(text);
        if (!(await suppress(trx, shop, hash, 'manual', now, { address: sealed, note, who })))
          return { state: 'known' };
        const change = await write(trx, shop, {
          address_hash: hash,
          deed: 'added',
          reason: 'manual',
          since: now,
          address: sealed,
          note,
          who,
          listed: {},
        });
        return { state: 'added', change };
      });
    },

    /** @param hash names the row of the list */
    remove: (shop: string, hash: string, told: ByHand): Promise<RemovedByHand> =>
      db.write(async (trx): Promise<RemovedByHand> => {
        const change = await takeOff(trx, shop, hash, told);
        return change === null ? { state: 'not_here' } : { state: 'removed', change };
      }),

    /** Takes a change back by another one. @returns whether the list is as it was before */
    undo: (shop: string, id: string, who: string): Promise<boolean> =>
      db.write(async (trx) => {
        const row = await trx
          .selectFrom('suppression_change')
          .select(['address_hash', 'deed', 'reason', 'since', 'address', 'listed'])
          .where('shop', '=', shop)
          .where('id', '=', id)
          .executeTakeFirst();
        if (!row) return false;
        if (row.deed === 'added') return (await takeOff(trx, shop, row.address_hash, { who, note: '' })) !== null;
        const { note = null, who: by = null } = listedSchema.parse(JSON.parse(row.listed));
        const { address_hash, reason, since, address } = row;
        const back = await trx
          .insertInto('suppression')
          .values({ shop, address_hash, reason, at: since, address, note, who: by })
          .onConflict((conflict) =>
            conflict
              .columns(['shop', 'address_hash'])
              .doUpdateSet({ reason, at: since, address, note, who: by })
              // what she said meanwhile gives way only to what a person has to take off
              .where((eb) => eb.and([eb.lit(isHeld(reason)), eb('suppression.reason', '=', 'unsubscribed')])),
          )
          .returning('address_hash')
          .execute();
        if (back.length === 0) return false;
        await write(trx, shop, { address_hash, deed: 'added', reason, since, address, note: '', who, listed: {} });
        return true;
      }),
  };
}

interface Change {
  id: string;
  address_hash: string;
  deed: 'added' | 'removed';
  reason: string;
  /** since when it is or was on the list */
  since: number;
  address: string | null;
  note: string;
  who: string;
  /** what stood beside it on the list, to put it back */
  listed: { note?: string | null; who?: string | null };
  at: number;
}
