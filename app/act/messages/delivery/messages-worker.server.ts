import { type Clock, SECOND } from '../../../platform/clock/clock.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database } from '../../../platform/db/db.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { MailTransport } from '../../../platform/mail/mail.ts';
import type { Wake, Worker } from '../../../platform/work/worker.ts';
import type { MailLinks } from '../links.ts';
import { beginSubmissions, type Submission } from './begin.server.ts';
import { claimDue, dueIds, giveBackLeases, nextDue, settleLostLeases } from './claim.server.ts';
import { finishSubmission } from './finish.server.ts';
import { heardUntil } from './listening.server.ts';

const MESSAGES = 'messages';

/** As many as the transport keeps connections: more would wait there with their lease running. */
const ON_THE_WIRE = 5;

export interface MessagesWorker extends Worker {
  /** resolves when nothing is on the wire, or after so many milliseconds */
  settled(withinMs?: number): Promise<void>;
  /** one for each that is on the wire */
  running(): string[];
}

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  seal: Seal;
  links: MailLinks;
  transport: MailTransport;
  /** MAIL_FROM */
  mailFrom?: string | undefined;
  wake?: Wake;
  /** the process that works, as its leases name it */
  holder?: string;
}

/**
 * Hands due messages over. A slice claims, looks and commits; the wire itself runs beside the slices, so that a slow
 * mail server does not hold up listening.
 */
export function createMessagesWorker(options: Options): MessagesWorker {
  const { db, clock, log, transport, wake } = options;
  const onTheWire = new Map<string, Promise<void>>();
  /** by shop: messages wait until everything that had arrived by then is understood */
  const waitingFor = new Map<string, number>();

  async function submit(submission: Submission): Promise<void> {
    const { shop, id, contact } = submission;
    try {
      const outcome = await transport.submit(submission.mail);
      await finishSubmission(db, options.seal, submission, outcome, clock.now());
      log.info({ shop, message: id, contact, outcome: outcome.kind }, 'message handed over');
      wake?.('understand', shop, clock.now());
    } catch (error) {
      // stays `submitting`; when its lease ends it is shown as unknown
      log.error({ err: error, shop, message: id }, 'the outcome of a submission could not be kept');
    } finally {
      onTheWire.delete(`${shop} ${id}`);
      wake?.(MESSAGES, shop, clock.now());
    }
  }

  async function caughtUp(shop: string, now: number): Promise<boolean> {
    const instant = waitingFor.get(shop) ?? now;
    if (await heardUntil(db, shop, instant)) {
      waitingFor.delete(shop);
      return true;
    }
    waitingFor.set(shop, instant);
    return false;
  }

  return {
    kind: MESSAGES,
    pending: () => nextDue(db),
    giveBack: (process) => giveBackLeases(db, process, clock.now()),
    async run(shop) {
      const now = clock.now();
      await settleLostLeases(db, shop, now);
      const room = ON_THE_WIRE - onTheWire.size;
      const due = await dueIds(db, shop, now, 1);
      if (due.length > 0 && room <= 0) return now + SECOND / 10;
      if (due.length > 0) {
        if (!(await caughtUp(shop, now))) return now + SECOND;
        const claimed = await claimDue(db, shop, now, room, options.holder ?? null);
        for (const submission of await beginSubmissions(
          { db, log, seal: options.seal, links: options.links, mailFrom: options.mailFrom },
          shop,
          claimed,
          now,
        )) {
          onTheWire.set(`${shop} ${submission.id}`, submit(submission));
        }
      }
      const next = await nextDue(db, shop);
      return next.length > 0 ? Math.min(...next.map((one) => one.at)) : null;
    },
    async settled(withinMs) {
      const patience = new AbortController();
      const timer = withinMs === undefined ? undefined : setTimeout(() => patience.abort(), withinMs);
      const late = new Promise((resolve) => patience.signal.addEventListener('abort', resolve));
      while (onTheWire.size > 0 && !patience.signal.aborted) await Promise.race([...onTheWire.values(), late]);
      clearTimeout(timer);
    },
    running: () => Array.from(onTheWire, () => MESSAGES),
  };
}
