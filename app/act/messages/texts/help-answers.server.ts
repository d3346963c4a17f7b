// HELP is answered: rows that wait for their answer, one of each number and sender, which is how often it is asked at most.
import type { Selectable } from 'kysely';
import { type Clock, HOUR, MINUTE } from '../../../platform/clock/clock.ts';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Database, Tables, Trx } from '../../../platform/db/db.ts';
import type { Log } from '../../../platform/log/log.ts';
import type { SubmitOutcome } from '../../../platform/submit/outcome.ts';
import type { Transport } from '../../../platform/submit/transport.ts';
import type { Text } from '../../../platform/text/text.ts';
import { firstDue } from '../../../platform/work/first-due.server.ts';
import type { Wake, Worker } from '../../../platform/work/worker.ts';
import { reachKey } from '../reach-key.ts';
import { liveSender, type SenderRow } from '../senders/store.server.ts';
import { addressHash } from '../suppression.server.ts';
import { type HelpLocale, helpWords } from './help-words.ts';
import { isTextProvider, TEXT_CONFIGS } from './providers.ts';
import type { Inbound } from './told.ts';

export const HELP_ANSWERS = 'help-answers';

/** A number is answered once in so long, however often it asks. */
const EVERY_MS = HOUR;
/** An answer that comes later than that is none. */
const WORTH_MS = 20 * MINUTE;
/** Longer than any provider is waited for: who is still submitting then has died. */
const HELD_MS = 2 * MINUTE;
const AT_ONCE = 10;
/** what our provider tells of it is about no message */
const TAG = 'help';

type HelpAnswer = Selectable<Tables['help_answer']>;

/** Keeps in mind that somebody is owed an answer; told again, or asked again within the hour, it is the same one. */
export async function oweHelp(
  trx: Trx,
  seal: Seal,
  { shop, sender }: { shop: string; sender: string },
  { id, channel, from, at, answered }: Inbound & { from: string },
  asked: HelpLocale | null,
  now: number,
): Promise<void> {
  const key = reachKey(channel, from);
  // what a provider tells a day late is not answered any more
  if (answered || !key || at < now - WORTH_MS) return;
  const by = await trx
    .selectFrom('sender')
    .innerJoin('shop', 'shop.shop', 'sender.shop')
    .select(['sender.provider', 'sender.config', 'sender.channel', 'shop.locale'])
    .where('sender.shop', '=', shop)
    .where('sender.id', '=', sender)
    .where('sender.removed_at', 'is', null)
    .executeTakeFirst();
  if (!by || by.channel !== channel || helpOf(by) === null) return;
  const locale = asked ?? (by.locale.startsWith('it') ? 'it' : 'en');
  const owed = { asked_by: id, asked_at: now, locale, state: 'queued', phone: seal.seal(from), tries: 0, due_at: now };
  await trx
    .insertInto('help_answer')
    .values({ shop, phone_hash: addressHash(seal, key), sender, ...owed })
    .onConflict((conflict) =>
      conflict
        .columns(['shop', 'phone_hash', 'sender'])
        .doUpdateSet(owed)
        .where('help_answer.asked_at', '<=', now - EVERY_MS)
        .where('help_answer.asked_by', '<>', id),
    )
    .execute();
}

interface Options {
  db: Database;
  clock: Clock;
  log: Log;
  seal: Seal;
  wake: Wake;
  textOf: (sender: SenderRow) => Pick<Transport<Text>, 'submit'>;
}

/** Hands over what is owed, each at most once: what may have left is not repeated. */
export function createHelpAnswers({ db, clock, log, seal, wake, textOf }: Options) {
  const answering = new Set<Promise<void>>();
  let closing = false;

  /** written down before anything leaves */
  const take = (shop: string, now: number): Promise<HelpAnswer[]> =>
    db.write(async (trx) => {
      const due = () => trx.updateTable('help_answer').where('shop', '=', shop).where('due_at', '<=', now);
      await due().set({ state: 'unknown', phone: null, due_at: null }).where('state', '=', 'submitting').execute();
      return due()
        .set({ state: 'submitting', due_at: now + HELD_MS })
        .where('state', '=', 'queued')
        .where('phone_hash', 'in', (eb) =>
          eb
            .selectFrom('help_answer')
            .select('phone_hash')
            .where('shop', '=', shop)
            .where('due_at', '<=', now)
            .orderBy('due_at')
            .limit(AT_ONCE),
        )
        .returningAll()
        .execute();
    });

  async function handOver({ shop, sender: id, phone, locale }: HelpAnswer): Promise<SubmitOutcome> {
    const sender = await liveSender(db.read, shop, id);
    const told = sender && helpOf(sender);
    if (!sender || phone === null || told === null || told === undefined)
      return { kind: 'refused', permanent: true, reason: 'nobody answers there any more' };
    const writer = await db.read
      .selectFrom('shop')
      .select(['name', 'email', 'url'])
      .where('shop', '=', shop)
      .executeTakeFirstOrThrow();
    const body = told || helpWords(writer, locale === 'it' ? 'it' : 'en');
    const channel = sender.channel === 'whatsapp' ? 'whatsapp' : 'sms';
    return textOf(sender).submit({ channel, to: seal.open(phone), body, approved: null, tag: TAG });
  }

  async function answer(row: HelpAnswer): Promise<void> {
    const { shop, phone_hash: hash, sender } = row;
    try {
      const outcome = await handOver(row);
      const now = clock.now();
      const later = now + Math.max((outcome.kind === 'refused' && outcome.retryAfterMs) || 0, MINUTE * 2 ** row.tries);
      const isTried = outcome.kind === 'refused' && !outcome.permanent && later < row.asked_at + WORTH_MS;
      await db.write((trx) =>
        trx
          .updateTable('help_answer')
          .set(
            isTried
              ? { state: 'queued', tries: row.tries + 1, due_at: later }
              : { state: outcome.kind, phone: null, due_at: null },
          )
          .where('shop', '=', shop)
          .where('phone_hash', '=', hash)
          .where('sender', '=', sender)
          .where('state', '=', 'submitting')
          .execute(),
      );
      if (isTried) wake(HELP_ANSWERS, shop, later);
      else if (outcome.kind !== 'submitted') log.warn({ shop, state: outcome.kind }, 'an answer to HELP was not taken');
    } catch (err) {
      // it stays written down as under way, and is unknown after a while
      log.error({ err, shop }, 'an answer to HELP could not be given');
    }
  }

  const worker: Worker = {
    kind: HELP_ANSWERS,
    pending: () => helpDue(db),
    /** Begins to answer; a slow provider holds up nothing else. */
    async run(shop) {
      for (const row of closing ? [] : await take(shop, clock.now())) {
        const done: Promise<void> = answer(row).finally(() => answering.delete(done));
        answering.add(done);
      }
      return (await helpDue(db, shop))[0]?.at ?? null;
    },
  };
  const settled = async () => void (await Promise.all(answering));
  return {
    worker,
    settled,
    async close() {
      closing = true;
      await settled();
    },
  };
}

/** When the first answer of each shop, or of one, is due. */
const helpDue = (db: Database, shop?: string) =>
  firstDue(
    db.read,
    (eb) =>
      eb
        .selectFrom('help_answer')
        .select('due_at')
        .whereRef('help_answer.shop', '=', 'shop.shop')
        .where('due_at', 'is not', null)
        .orderBy('due_at')
        .limit(1),
    { shop },
  );

/** What a sender answers HELP with; null: nothing. */
function helpOf({ provider, config }: Pick<SenderRow, 'provider' | 'config'>): string | null {
  if (!isTextProvider(provider)) return null;
  return TEXT_CONFIGS[provider].parse(JSON.parse(config)).help;
}
