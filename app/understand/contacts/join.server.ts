import { type FactKind, type NewFact, identity, identityKind, identityValue } from '../../listen/facts/fact.ts';
import { insertFacts } from '../../listen/facts/store.server.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Database, Trx } from '../../platform/db/db.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { APPRAISE } from '../appraisal/worker.server.ts';
import { foldBatch, foldLock } from './fold.server.ts';
import { handlesBefore, type MergeReason } from './merge-log.server.ts';
import type { ContactPorts } from './move.server.ts';
import { shopFrame } from './shop-frame.server.ts';

interface Options {
  db: Database;
  clock: Clock;
  wake: Wake;
  wanted: ReadonlySet<FactKind>;
  ports: ContactPorts;
}

export interface LoggedMerge {
  id: string;
  at: number;
  reason: MergeReason;
  who: string | null;
  undoneAt: number | null;
  /** addresses and customer numbers that were the other contact's */
  handles: string[];
}

/** What came of it, and the contact to look at. */
export type Joined = { state: 'joined'; contact: string } | { state: 'same' | 'unknown' };
export type TakenApart = { state: 'apart'; contact: string; other: string } | { state: 'gone' };

export type Joins = ReturnType<typeof createJoins>;

/** Joining two contacts by hand, and taking apart what was joined, by hand or by a source. */
export function createJoins({ db, clock, wake, wanted, ports }: Options) {
  async function write<T>(shop: string, work: (trx: Trx) => Promise<T>): Promise<T> {
    const done = await db.write(work, { lock: foldLock(shop) });
    wake(APPRAISE, shop, clock.now());
    return done;
  }

  return {
    /** @param other an address of the other contact */
    join: (shop: string, contact: string, other: string, who: string): Promise<Joined> =>
      write(shop, async (trx): Promise<Joined> => {
        const now = clock.now();
        const frame = await shopFrame(trx, shop, now);
        const second = await ownerOf(trx, shop, identity('email', other));
        if (!frame || second === null) return { state: 'unknown' };
        if (second === contact) return { state: 'same' };
        const handles = await handlesBefore(trx, shop, [contact, second]);
        const [hers, theirs] = [handles.get(contact) ?? [], handles.get(second) ?? []];
        const [a, b] = [named(hers), named(theirs)];
        // a visitor of whom nothing is known cannot be joined: the next hand on that device may be another's
        if (!a || !b) return { state: 'unknown' };
        await forgetApart(trx, shop, hers, theirs);
        const fact: NewFact = {
          id: `hand:merged:${stableId(a, b, String(now))}`,
          kind: 'contact.merged',
          occurredAt: now,
          identity: identity(identityKind(a), identityValue(a)),
          verified: true,
          data: { also: [identity(identityKind(b), identityValue(b))], by: who },
        };
        await insertFacts(trx, shop, [fact], now);
        const heard = { ...fact, subject: null, data: fact.data ?? {} };
        await foldBatch(trx, frame, [heard], { wanted, ports, parted: true });
        return { state: 'joined', contact: (await ownerOf(trx, shop, a)) ?? contact };
      }),

    /** What a merge joined is two contacts again, whatever says otherwise later. */
    takeApart: (shop: string, merge: string, who: string): Promise<TakenApart> =>
      write(shop, async (trx): Promise<TakenApart> => {
        const now = clock.now();
        const row = await trx
          .selectFrom('merge_log')
          .select(['contact', 'handles'])
          .where('shop', '=', shop)
          .where('id', '=', merge)
          .where('undone_at', 'is', null)
          .executeTakeFirst();
        const frame = await shopFrame(trx, shop, now);
        if (!row || !frame) return { state: 'gone' };
        const all = (await handlesBefore(trx, shop, [row.contact])).get(row.contact) ?? [];
        const theirs = readHandles(row.handles).filter((id) => all.includes(id));
        const hers = all.filter((id) => !theirs.includes(id));
        const [one, other] = [named(hers), named(theirs)];
        if (!one || !other) return { state: 'gone' };
        const pairs = hers.flatMap((a) => theirs.map((b) => (a < b ? { a, b } : { a: b, b: a })));
        await trx
          .insertInto('apart')
          .values(pairs.map((pair) => ({ shop, ...pair, who, at: now })))
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await trx
          .updateTable('merge_log')
          .set({ undone_at: now })
          .where('shop', '=', shop)
          .where('id', '=', merge)
          .execute();
        await foldBatch(trx, frame, [], { wanted, ports, parted: true });
        const [left, right] = [await ownerOf(trx, shop, one), await ownerOf(trx, shop, other)];
        return { state: 'apart', contact: left ?? row.contact, other: right ?? row.contact };
      }),

    /** Who was joined to a contact, latest first. */
    async log(shop: string, contact: string): Promise<LoggedMerge[]> {
      const rows = await db.read
        .selectFrom('merge_log')
        .select(['id', 'at', 'reason', 'who', 'undone_at', 'handles'])
        .where('shop', '=', shop)
        .where('contact', '=', contact)
        .orderBy('at', 'desc')
        .orderBy('id')
        .limit(20)
        .execute();
      return rows.map(({ undone_at: undoneAt, reason, handles, ...row }) => ({
        ...row,
        reason: reason as MergeReason,
        undoneAt,
        handles: readHandles(handles),
      }));
    },
  };
}

async function ownerOf(trx: Trx, shop: string, id: string): Promise<string | null> {
  const row = await trx
    .selectFrom('identity')
    .select('contact')
    .where('shop', '=', shop)
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.contact ?? null;
}

/** An address says more than a number. */
function named(handles: readonly string[]): string | undefined {
  return handles.find((id) => id.startsWith('email:')) ?? handles[0];
}

function readHandles(text: string): string[] {
  const handles: unknown = JSON.parse(text);
  return Array.isArray(handles) ? handles.map(String) : [];
}

/** Who put them apart has changed her mind. */
async function forgetApart(trx: Trx, shop: string, hers: readonly string[], theirs: readonly string[]): Promise<void> {
  for (const [left, right] of [
    [hers, theirs],
    [theirs, hers],
  ] as const) {
    await trx.deleteFrom('apart').where('shop', '=', shop).where('a', 'in', left).where('b', 'in', right).execute();
  }
}
