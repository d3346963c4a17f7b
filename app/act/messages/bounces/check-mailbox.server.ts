import type { Selectable } from 'kysely';
import type { Clock } from '../../../platform/clock/clock.ts';
import { HOUR, MINUTE } from '../../../platform/clock/clock.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database, Tables } from '../../../platform/db/db.ts';
import { type ImapFolder, inImapFolder, MailboxTrouble } from '../../../platform/mail/imap-mailbox.server.ts';
import type { Wake } from '../../../platform/work/worker.ts';
import { MAIL_EVENTS } from '../events/events-worker.server.ts';
import { type MailEvent, withoutAddresses } from '../events/mail-event.ts';
import { keepEvents } from '../events/store.server.ts';
import { isReport, readReport } from './read-report.ts';

export type MailboxRow = Selectable<Tables['bounce_mailbox']>;

export interface CheckTools {
  db: Database;
  clock: Clock;
  seal: Seal;
  wake: Wake;
  /** whether a mailbox may stand in this machine's private network */
  privateHosts: boolean;
  timeoutMs?: number;
  signal?: AbortSignal;
}

/** Between two looks; a report hurries nobody. */
const EVERY_MS = 5 * MINUTE;
const LONGEST_MS = 6 * HOUR;
const SLICE = 25;
/** Of one visit: what is left waits for the next, which is at once. */
const MOST = 200;
/** A report brings back at most the mail that it is about. */
const MOST_BYTES = 300_000;
/** By which name its events are kept. */
const NAME = 'mailbox';

/**
 * Reads what nobody has seen, hands reports on, and marks them as seen: in this order, so that whatever breaks in
 * between is read once more and told once. What is no report stays as it is: it may be somebody's letter.
 */
export async function checkMailbox(tools: CheckTools, row: MailboxRow): Promise<MailboxTrouble | null> {
  const { db, clock, seal, privateHosts, timeoutMs, signal } = tools;
  const server = {
    host: row.host,
    port: row.port,
    security: row.security === 'tls' ? ('tls' as const) : ('starttls' as const),
    user: row.username,
    password: seal.open(row.password),
    folder: row.folder,
  };
  try {
    const options = { publicOnly: !privateHosts, ...(timeoutMs && { timeoutMs }), ...(signal && { signal }) };
    const isMore = await inImapFolder(server, options, (folder) => readFolder(tools, row, folder));
    const now = clock.now();
    await settle(db, row, { trouble: null, failures: 0, checked_at: now, due_at: isMore ? now : now + EVERY_MS });
    return null;
  } catch (error) {
    if (!(error instanceof MailboxTrouble)) throw error;
    const now = clock.now();
    const failures = row.failures + 1;
    const detail = withoutAddresses(error.message) ?? '';
    await settle(db, row, {
      trouble: JSON.stringify({ code: error.code, detail }),
      failures,
      checked_at: now,
      due_at: now + Math.min(EVERY_MS * 2 ** Math.min(failures, 10), LONGEST_MS),
    });
    return error;
  }
}

/** @returns whether there is more than one visit reads */
async function readFolder(tools: CheckTools, row: MailboxRow, folder: ImapFolder): Promise<boolean> {
  const { db, clock, wake } = tools;
  const { shop } = row;
  const from = folder.validity === row.uid_validity ? Number(row.last_uid) : 0;
  const unseen = await folder.unseenAfter(from);
  for (let start = 0; start < Math.min(unseen.length, MOST); start += SLICE) {
    const uids = unseen.slice(start, Math.min(start + SLICE, MOST));
    const now = clock.now();
    const reports: number[] = [];
    const events: MailEvent[] = [];
    for await (const { uid, source } of folder.read(uids, MOST_BYTES)) {
      if (!isReport(source)) continue;
      reports.push(uid);
      events.push(...readReport(source, now));
    }
    await db.write((trx) => keepEvents(trx, { shop, sender: NAME }, events, now));
    if (events.length > 0) wake(MAIL_EVENTS, shop, now);
    await folder.markSeen(reports);
    await db.write((trx) =>
      trx
        .updateTable('bounce_mailbox')
        .set((eb) => ({
          uid_validity: folder.validity,
          last_uid: uids.at(-1) ?? from,
          looked_at: eb('looked_at', '+', uids.length),
          reports: eb('reports', '+', reports.length),
        }))
        .where('shop', '=', shop)
        .where('updated_at', '=', row.updated_at)
        .execute(),
    );
  }
  return unseen.length > MOST;
}

/** Only of the mailbox that was looked into: a merchant may have named another meanwhile. */
const settle = (db: Database, { shop, updated_at }: MailboxRow, change: Partial<MailboxRow>) =>
  db.write((trx) =>
    trx
      .updateTable('bounce_mailbox')
      .set(change)
      .where('shop', '=', shop)
      .where('updated_at', '=', updated_at)
      .execute(),
  );
