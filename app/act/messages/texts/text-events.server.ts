import { sameText, type Seal } from '../../../platform/crypto/seal.ts';
import type { Clock } from '../../../platform/clock/clock.ts';
import type { Database } from '../../../platform/db/db.ts';
import { groupCommit } from '../../../platform/db/group-commit.ts';
import { isTwilios } from '../../../platform/text/twilio-signature.ts';
import type { Wake } from '../../../platform/work/worker.ts';
import { MAIL_EVENTS } from '../events/events-worker.server.ts';
import type { Heard } from '../events/inbox.server.ts';
import { eventAppender, eventRow } from '../events/store.server.ts';
import type { SenderRow } from '../senders/store.server.ts';
import { readSecrets } from '../senders/transports.server.ts';
import { HELP_ANSWERS } from './help-answers.server.ts';
import { hearInbound } from './hear-inbound.server.ts';
import { isTextProvider, TEXT_CONFIGS } from './providers.ts';
import { isMetas, readMeta } from './read-meta.ts';
import { readTwilio } from './read-twilio.ts';
import { textEventsAddress } from './text-transports.server.ts';
import type { TextsTold } from './told.ts';

/** A request at the door of a sender's events. */
export interface TextTold {
  /** the secret part of the address */
  token: string;
  /** what stands behind the address, with its question mark; empty: nothing */
  search: string;
  body: Buffer;
  header(name: string): string | undefined;
}

interface Options {
  db: Database;
  clock: Clock;
  seal: Seal;
  wake: Wake;
  appUrl: string;
}

export type TextEvents = ReturnType<typeof createTextEvents>;

/** Hears what providers tell of our texts and what was answered: who it is, what it says, and then the disk. */
export function createTextEvents({ db, clock, seal, wake, appUrl }: Options) {
  const commit = groupCommit(eventAppender(db));

  const senderOf = async (token: string): Promise<SenderRow | null> => {
    const row = await db.read.selectFrom('sender').selectAll().where('events_token', '=', token).executeTakeFirst();
    return row && isTextProvider(row.provider) ? row : null;
  };

  /** @throws what the reading of a body that makes no sense throws */
  function read(sender: SenderRow, { search, body, header }: TextTold, now: number): TextsTold | 'unsigned' {
    const secrets = readSecrets(sender, seal);
    if (sender.provider === 'twilio') {
      const form = new URLSearchParams(body.toString('utf8'));
      const url = `${textEventsAddress(appUrl, sender)}${search}`;
      if (!isTwilios(secrets['authToken'] ?? '', url, form, header('x-twilio-signature') ?? '')) return 'unsigned';
      return readTwilio(form, new URLSearchParams(search).get('m'), now);
    }
    if (!isMetas(secrets['appSecret'] ?? '', body, header('x-hub-signature-256') ?? '')) return 'unsigned';
    const { phoneNumberId } = TEXT_CONFIGS.meta.parse(JSON.parse(sender.config));
    return readMeta(JSON.parse(body.toString('utf8')), phoneNumberId);
  }

  return {
    /** Meta asks once whether the address is ours. @returns what to answer; null: it is not for whoever asks */
    async challenge(token: string, query: URLSearchParams): Promise<string | null> {
      const sender = await senderOf(token);
      if (sender?.provider !== 'meta' || query.get('hub.mode') !== 'subscribe') return null;
      const verify = readSecrets(sender, seal)['verify'] ?? '';
      if (verify === '' || !sameText(verify, query.get('hub.verify_token') ?? '')) return null;
      return (query.get('hub.challenge') ?? '').slice(0, 200);
    },

    /** Resolves `kept` when it is on the disk. @throws when it could not be stored */
    async hear(told: TextTold): Promise<Heard> {
      const sender = await senderOf(told.token);
      if (!sender) return 'unknown';
      const now = clock.now();
      let found: TextsTold | 'unsigned';
      try {
        found = read(sender, told, now);
      } catch {
        return 'unread';
      }
      if (found === 'unsigned') return 'unsigned';
      const { events, inbound } = found;
      const of = { shop: sender.shop, sender: sender.id };
      await Promise.all(events.map((event) => commit(eventRow(of, event, now))));
      if (events.length > 0) wake(MAIL_EVENTS, sender.shop, now);
      if (inbound.length > 0) {
        await db.write(async (trx) => {
          for (const one of inbound) await hearInbound(trx, seal, of, one, now);
        });
        wake('understand', sender.shop, now);
        wake(HELP_ANSWERS, sender.shop, now);
      }
      return 'kept';
    },
  };
}
