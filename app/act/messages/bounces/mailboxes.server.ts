import type { Clock } from '../../../platform/clock/clock.ts';
import { MINUTE } from '../../../platform/clock/clock.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database } from '../../../platform/db/db.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { Wake, Worker } from '../../../platform/work/worker.ts';
import { type BounceMailboxDraft, type BounceMailboxState, troubleSchema } from './bounce-mailbox.ts';
import { checkMailbox, type MailboxRow } from './check-mailbox.server.ts';

export const BOUNCE_MAILBOX = 'bounce-mailbox';

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  seal: Seal;
  wake: Wake;
  /** whether a mailbox may stand in this machine's private network */
  privateHosts: boolean;
  timeoutMs?: number;
}

export interface BounceMailboxes {
  /** null: the shop has none */
  get(shop: string): Promise<BounceMailboxState | null>;
  /** @returns false when a password is needed and none is kept */
  save(shop: string, draft: BounceMailboxDraft): Promise<boolean>;
  remove(shop: string): Promise<void>;
  /** Looks at once. @returns what is known then; null: the shop has none */
  check(shop: string): Promise<BounceMailboxState | null>;
  worker: Worker;
  /** Gives up what is being read: it is read again. */
  close(): Promise<void>;
}

/** While one process reads, no other begins; one that died gives way after that. */
const HELD_MS = 2 * MINUTE;

/** Mailboxes of bounces: as merchants set them, and as they are read beside the slices of other work. */
export function createBounceMailboxes(options: Options): BounceMailboxes {
  const { db, clock, log, seal, wake } = options;
  const ending = new AbortController();
  const reading = new Set<Promise<unknown>>();
  const tools = { ...options, signal: ending.signal };

  const rowOf = (shop: string) =>
    db.read.selectFrom('bounce_mailbox').selectAll().where('shop', '=', shop).executeTakeFirst();

  /** Takes a mailbox for a while. @param dueBy null: whether it is due or not */
  async function take(shop: string, dueBy: number | null): Promise<MailboxRow | undefined> {
    return db.write((trx) =>
      trx
        .updateTable('bounce_mailbox')
        .set({ due_at: clock.now() + HELD_MS })
        .where('shop', '=', shop)
        .$if(dueBy !== null, (query) => query.where('due_at', '<=', dueBy ?? 0))
        .returningAll()
        .executeTakeFirst(),
    );
  }

  async function read(row: MailboxRow): Promise<void> {
    const { shop } = row;
    try {
      const trouble = await checkMailbox(tools, row);
      if (trouble) log.warn({ shop, code: trouble.code }, 'a mailbox of bounces could not be read');
    } catch (error) {
      // it stays taken for a while and is read again
      if (!ending.signal.aborted) log.error({ err: error, shop }, 'reading a mailbox of bounces failed');
    }
    wake(BOUNCE_MAILBOX, shop, clock.now());
  }

  return {
    async get(shop) {
      const row = await rowOf(shop);
      return row ? stateOf(row) : null;
    },

    async save(shop, { user, password, ...place }) {
      const now = clock.now();
      const before = await rowOf(shop);
      // a password is not sent to another server than it was typed for
      const isSame = before?.host === place.host && before.username === user;
      const kept = password !== '' ? seal.seal(password) : isSame ? before.password : undefined;
      if (kept === undefined) return false;
      const set = {
        ...place,
        username: user,
        password: kept,
        due_at: now,
        trouble: null,
        failures: 0,
        updated_at: now,
      };
      // another folder begins anew, even where its uids count alike
      const anew = !isSame || before.folder !== place.folder ? { uid_validity: null, last_uid: 0 } : {};
      await db.write((trx) =>
        trx
          .insertInto('bounce_mailbox')
          .values({ shop, ...set, created_at: now })
          .onConflict((conflict) => conflict.column('shop').doUpdateSet({ ...set, ...anew }))
          .execute(),
      );
      wake(BOUNCE_MAILBOX, shop, now);
      return true;
    },

    async remove(shop) {
      await db.write((trx) => trx.deleteFrom('bounce_mailbox').where('shop', '=', shop).execute());
    },

    async check(shop) {
      const row = await take(shop, null);
      if (!row) return null;
      await read(row);
      const after = await rowOf(shop);
      return after ? stateOf(after) : null;
    },

    worker: {
      kind: BOUNCE_MAILBOX,
      async pending() {
        return db.read
          .selectFrom('bounce_mailbox')
          .innerJoin('shop', (join) => join.onRef('shop.shop', '=', 'bounce_mailbox.shop'))
          .select(['bounce_mailbox.shop', 'due_at as at'])
          .where('shop.uninstalled_at', 'is', null)
          .execute();
      },
      /** Begins to read what is due; a slow server holds up nothing else. */
      async run(shop) {
        const row = ending.signal.aborted ? undefined : await take(shop, clock.now());
        if (row) {
          const done: Promise<unknown> = read(row).finally(() => reading.delete(done));
          reading.add(done);
        }
        return (await rowOf(shop))?.due_at ?? null;
      },
    },

    async close() {
      ending.abort();
      await Promise.all(reading);
    },
  };
}

function stateOf(row: MailboxRow): BounceMailboxState {
  const { host, port, username: user, folder } = row;
  return {
    draft: { host, port, security: row.security === 'tls' ? 'tls' : 'starttls', user, password: '', folder },
    checkedAt: row.checked_at,
    trouble: row.trouble === null ? null : troubleSchema.parse(JSON.parse(row.trouble)),
    lookedAt: row.looked_at,
    reports: row.reports,
  };
}
