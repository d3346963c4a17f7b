import { createPublicKey } from 'node:crypto';
import { ZodError } from 'zod';
import { sameText, type Seal } from '../../../platform/crypto/seal.ts';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Database } from '../../../platform/db/db.ts';
import { groupCommit } from '../../../platform/db/group-commit.ts';
import type { Wake } from '../../../platform/work/worker.ts';
import { readReport } from '../bounces/read-report.ts';
import { CONFIGS } from '../senders/providers.ts';
import type { SenderRow } from '../senders/store.server.ts';
import { readSecrets } from '../senders/transports.server.ts';
import { MAIL_EVENTS } from './events-worker.server.ts';
import type { MailEvent } from './mail-event.ts';
import { isMailguns, readMailgun } from './mailgun.ts';
import { readPostmark } from './postmark.ts';
import { isSendgrids, readSendgrid } from './sendgrid.ts';
import { readSes } from './ses.ts';
import { isCertificateUrl, isSnsSigned, isSubscribeUrl, readSns } from './sns.ts';
import { eventAppender, eventRow } from './store.server.ts';

/** A request at the door of a sender's events. */
export interface Told {
  provider: string;
  /** the secret part of the address */
  token: string;
  body: Buffer;
  header(name: string): string | undefined;
}

/** kept: on the disk. unsigned: not who it says. unread: not to be understood, and no other time either. */
export type Heard = 'kept' | 'unknown' | 'unsigned' | 'unread';

/** User name of the password that Postmark brings. */
export const EVENTS_USER = 'sandmill';

interface Options {
  db: Database;
  clock: Clock;
  seal: Seal;
  wake: Wake;
  /** reads a page of Amazon's; only addresses that are checked to be there */
  fetchText?: (url: string) => Promise<string>;
}

export type MailEventsInbox = ReturnType<typeof createMailEventsInbox>;

/** Hears what providers tell of our mails: who it is, what it says, and then the disk. */
export function createMailEventsInbox({ db, clock, seal, wake, fetchText = fetchPage }: Options) {
  const commit = groupCommit(eventAppender(db));
  const certificates = new Map<string, Promise<string>>();

  async function certificate(url: string): Promise<string> {
    const known = certificates.get(url) ?? fetchText(url).then(asCertificate);
    // they change once a year; of a failure nothing is kept
    certificates.set(url, known);
    known.catch(() => certificates.delete(url));
    return known;
  }

  async function hearSns(sender: SenderRow, body: unknown, now: number): Promise<MailEvent[] | Heard> {
    const envelope = readSns(body);
    if (!envelope || !isCertificateUrl(envelope.SigningCertURL)) return 'unsigned';
    if (!isSnsSigned(envelope, await certificate(envelope.SigningCertURL))) return 'unsigned';
    const { topic } = CONFIGS.ses.parse(JSON.parse(sender.config));
    if (topic !== '' && topic !== envelope.TopicArn) return 'unsigned';
    if (envelope.Type === 'SubscriptionConfirmation') {
      if (!isSubscribeUrl(envelope.SubscribeURL ?? '')) return 'unread';
      await fetchText(envelope.SubscribeURL ?? '');
    }
    return envelope.Type === 'Notification' ? theirs(() => readSes(JSON.parse(envelope.Message), now)) : [];
  }

  /** @throws where it is not for what they told: our own rows, or a page of Amazon's that cannot be had now */
  async function read(sender: SenderRow, told: Told, now: number): Promise<MailEvent[] | Heard> {
    const secrets = readSecrets(sender, seal);
    const text = told.body.toString('utf8');
    switch (told.provider) {
      case 'postmark':
        return isBasic(told.header('authorization'), secrets['events'] ?? '')
          ? theirs(() => readPostmark(JSON.parse(text), now))
          : 'unsigned';
      case 'sendgrid': {
        const { eventsKey } = CONFIGS.sendgrid.parse(JSON.parse(sender.config));
        const signature = told.header('x-twilio-email-event-webhook-signature') ?? '';
        const timestamp = told.header('x-twilio-email-event-webhook-timestamp') ?? '';
        const isTheirs = eventsKey !== '' && isSendgrids(eventsKey, told.body, { signature, timestamp });
        return isTheirs ? theirs(() => readSendgrid(JSON.parse(text), now)) : 'unsigned';
      }
      case 'mailgun': {
        const body = theirs((): unknown => JSON.parse(text));
        if (body === 'unread') return body;
        return isMailguns(secrets['signingKey'] ?? '', body) ? theirs(() => readMailgun(body, now)) : 'unsigned';
      }
      case 'ses': {
        const body = theirs((): unknown => JSON.parse(text));
        return body === 'unread' ? body : hearSns(sender, body, now);
      }
      // a mail server of one's own hands its reports over; the secret of the address is all it has
      case 'smtp':
        return readReport(told.body.toString('latin1'), now);
      default:
        return 'unknown';
    }
  }

  return {
    /** Resolves `kept` when it is on the disk. @throws when it could not be read or stored now, and has to be told again */
    async hear(told: Told): Promise<Heard> {
      const sender = await db.read
        .selectFrom('sender')
        .selectAll()
        .where('events_token', '=', told.token)
        .executeTakeFirst();
      if (!sender || sender.provider !== told.provider) return 'unknown';
      const now = clock.now();
      const events = await read(sender, told, now);
      if (!Array.isArray(events)) return events;
      await Promise.all(events.map((event) => commit(eventRow({ shop: sender.shop, sender: sender.id }, event, now))));
      if (events.length > 0) wake(MAIL_EVENTS, sender.shop, now);
      return 'kept';
    },
  };
}

/** Reads what they told; what makes no sense now makes none later. @throws for anything that is not its fault */
function theirs<T>(reading: () => T): T | 'unread' {
  try {
    return reading();
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof ZodError) return 'unread';
    throw error;
  }
}

/** @throws when it is some other page, which a busy service may show instead */
function asCertificate(text: string): string {
  createPublicKey(text);
  return text;
}

function isBasic(header: string | undefined, password: string): boolean {
  const wanted = `Basic ${Buffer.from(`${EVENTS_USER}:${password}`).toString('base64')}`;
  return password !== '' && sameText(wanted, header ?? '');
}

async function fetchPage(url: string): Promise<string> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`Amazon said ${response.status}`);
  return response.text();
}
