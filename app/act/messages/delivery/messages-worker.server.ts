import { type Clock, SECOND } from '../../../platform/clock/clock.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database } from '../../../platform/db/db.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { MailTransport } from '../../../platform/mail/mail.ts';
import type { Wake, Worker } from '../../../platform/work/worker.ts';
import type { MailLinks } from '../links.ts';
import { createDesignedMails } from '../templates/design/designed-mails.server.ts';
import { createShortMessages } from '../texts/short-messages.server.ts';
import { holdSenders, readSenders, type SenderRow, type Senders } from '../senders/store.server.ts';
import { beginSubmissions, type Submission } from './begin.server.ts';
import { claimDue, dueIds, giveBackLeases, nextDue, settleLostLeases } from './claim.server.ts';
import { createFinisher } from './finisher.server.ts';
import { type Carriers, carry } from './carriers.ts';
import { heardUntil } from './listening.server.ts';
import { createWireRoom } from './wire-room.ts';

const MESSAGES = 'messages';

/** All senders without a provider of their own share the server's. */
const SERVERS = 'server';

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
  /** of senders without a provider of their own */
  transport: MailTransport;
  /** of the others */
  transportOf?: (sender: SenderRow) => MailTransport;
  /** of the channels beside mail */
  carriers?: Omit<Carriers, 'mail'>;
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
  const { db, clock, log, transport, wake, holder = null } = options;
  const { seal, links, mailFrom } = options;
  const designed = createDesignedMails({ db, clock, seal, links });
  const tools = { db, log, seal, links, mailFrom, designed, shorts: createShortMessages({ db, clock }) };
  const finish = createFinisher(db, seal);
  const room = createWireRoom(db.dialect);
  const carriers: Carriers = { mail: options.transportOf ?? (() => transport), ...options.carriers };
  /** `way` is null from the answer on: only the outcome is still to be kept */
  const onTheWire = new Map<string, { way: string | null; done: Promise<void> }>();
  /** by shop: messages wait until everything that had arrived by then is understood */
  const waitingFor = new Map<string, number>();

  async function submit(submission: Submission): Promise<void> {
    const { shop, id, contact } = submission;
    const key = `${shop} ${id}`;
    try {
      const outcome = await carry(carriers, submission.sender, submission.parcel.content, log);
      freeWay(key, submission.sender);
      await finish(submission, outcome, clock.now());
      log.info({ shop, message: id, contact, outcome: outcome.kind }, 'message handed over');
      wake?.('understand', shop, clock.now());
    } catch (error) {
      // stays `submitting`; when its lease ends it is shown as unknown
      log.error({ err: error, shop, message: id }, 'the outcome of a submission could not be kept');
    } finally {
      freeWay(key, submission.sender);
      onTheWire.delete(key);
      wake?.(MESSAGES, shop, clock.now());
    }
  }

  function freeWay(key: string, sender: SenderRow): void {
    const submission = onTheWire.get(key);
    if (!submission || submission.way === null) return;
    submission.way = null;
    room.answered(wayOf(sender));
    wake?.(MESSAGES, sender.shop, clock.now());
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

  const roomOn = (way: string) =>
    room.of(way, [...onTheWire.values()].filter((submission) => submission.way === way).length);

  /** Senders that may hand over now, and have something to. */
  async function ready(shop: string, senders: Senders, now: number): Promise<SenderRow[]> {
    const found: SenderRow[] = [];
    for (const sender of senders.all) {
      if (sender.open_at > now) continue;
      if ((await dueIds(db, shop, now, senders.namesOf(sender), 1)).length > 0) found.push(sender);
    }
    return found;
  }

  /** Takes and begins what one sender may hand over now. @returns whether all its ways are taken */
  async function begin(shop: string, senders: Senders, sender: SenderRow, now: number): Promise<boolean> {
    const way = wayOf(sender);
    const limit = roomOn(way);
    if (limit <= 0) return true;
    const claimed = await claimDue(db, shop, now, { names: senders.namesOf(sender), limit }, holder);
    for (const submission of await beginSubmissions(tools, shop, claimed, now)) {
      onTheWire.set(`${shop} ${submission.id}`, { way, done: submit(submission) });
    }
    return false;
  }

  return {
    kind: MESSAGES,
    pending: () => nextDue(db),
    giveBack: (process) => giveBackLeases(db, process, clock.now()),
    async run(shop) {
      const now = clock.now();
      const senders = (await readSenders(db.read, shop)) ?? (await db.write((trx) => holdSenders(trx, shop, now)));
      // woken by every answer: until there is room nothing else is worth reading
      if (senders.all.every((sender) => roomOn(wayOf(sender)) <= 0)) return now + SECOND / 10;
      await settleLostLeases(db, shop, now);
      const due = await ready(shop, senders, now);
      if (due.length > 0) {
        if (!(await caughtUp(shop, now))) return now + SECOND;
        let full = false;
        for (const sender of due) full = (await begin(shop, senders, sender, now)) || full;
        if (full) return now + SECOND / 10;
      }
      const next = await nextDue(db, shop);
      return next.length > 0 ? Math.min(...next.map((one) => one.at)) : null;
    },
    async settled(withinMs) {
      const patience = new AbortController();
      const timer = withinMs === undefined ? undefined : setTimeout(() => patience.abort(), withinMs);
      const late = new Promise((resolve) => patience.signal.addEventListener('abort', resolve));
      while (onTheWire.size > 0 && !patience.signal.aborted)
        await Promise.race([...[...onTheWire.values()].map(({ done }) => done), late]);
      clearTimeout(timer);
    },
    running: () => Array.from(onTheWire, () => MESSAGES),
  };
}

const wayOf = ({ provider, shop, id }: SenderRow) => (provider === SERVERS ? SERVERS : `${shop} ${id}`);
