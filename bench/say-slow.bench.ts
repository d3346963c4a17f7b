// Mail servers that truly take a minute to answer, each at another point of the conversation, beside one that is quick. No mail
// may be doubled or lost, none be given up for good, and only what had left may be uncertain; the quick one's go on meanwhile.
import { createMessagesWorker } from '../app/act/messages/delivery/messages-worker.server.ts';
import { createMailLinks } from '../app/act/messages/links.ts';
import { createTemplatesService } from '../app/act/messages/templates/design/service.server.ts';
import { ManualClock, MINUTE, systemClock } from '../app/platform/clock/clock.ts';
import { createSeal } from '../app/platform/crypto/seal.ts';
import type { Database } from '../app/platform/db/db.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { silentLog } from '../app/platform/log/log.ts';
import type { Mail, MailTransport } from '../app/platform/mail/mail.ts';
import { type Phase, PHASES, type SlowSmtp, startSlowSmtp } from '../app/platform/mail/smtp-slow-in-test.ts';
import { createSmtpThread, type SmtpThread } from '../app/platform/mail/smtp-threads.server.ts';
import { createBenchDatabase, SHOP } from './app-process.ts';
import { type Figure, figure, type Wants } from './figure.ts';
import { addDueMessages, addReaders, CHUNK, SPRING } from './readers.ts';

export const prefix = 'say.slow';

const SLOW_MS = MINUTE;
/** Of each slow server, and of the quick one. */
const FEW = 12;
const MANY = 300;
/** How often each slow server is met while it is slow. */
const ROUNDS = 3;
/** A worker that comes again so soon waits for room, and for nobody's rest. */
const MOMENT_MS = 10_000;
const PATIENT_MS = 90_000;
const QUICK = 'quick';
const CAMPAIGN = 'bench-campaign';
const OPEN: ReadonlySet<string> = new Set(['queued', 'claimed', 'submitting']);

type Name = Phase | typeof QUICK;
const NAMES: readonly Name[] = [...PHASES, QUICK];
const countOf = (name: Name) => (name === QUICK ? MANY : FEW);
const addressOf = (name: Name, index: number) => `${name}${index}@example.com`;

export async function* figures(wants: Wants): AsyncGenerator<Figure> {
  if (!wants(prefix)) return;
  const thread = createSmtpThread();
  // an app that has just started is slower
  await whileSlow(thread, false);
  const alone = await whileSlow(thread, false);
  const [patient, slow] = await Promise.all([patiently(thread), whileSlow(thread, true)]);
  const none = (name: string, value: number, must: string) =>
    figure({ name: `say.slow.${name}`, value, unit: 'mails', baseline: 0, must, ok: value === 0 });
  yield none('doubled', slow.doubled, '0: arrived more than once');
  yield none('lost', slow.lost, '0: neither arrived nor shown as uncertain');
  yield none('given-up', slow.givenUp, '0: refused for good because a server was slow');
  yield none('tries', slow.tries, '0: tries used up though nothing of the mail was looked at');
  yield none('wrongly-unknown', slow.wronglyUnknown, '0: uncertain though no content had left');
  yield figure({
    name: 'say.slow.unknown',
    value: slow.unknown,
    unit: 'mails',
    baseline: slow.leftUnanswered,
    must: 'all that had left a minute before their answer, and no other',
    ok: slow.unknown === slow.leftUnanswered && slow.unknown > 0,
  });
  yield figure({
    name: 'say.slow.patient',
    value: patient,
    unit: 'servers',
    baseline: PHASES.length,
    must: `= ${PHASES.length}: who waits for 90 s has its mail taken once by each`,
    ok: patient === PHASES.length,
  });
  yield figure({
    name: 'say.slow.meanwhile',
    value: slow.quickMs,
    unit: 'ms',
    baseline: alone.quickMs,
    must: '<= 3 x the same mails by the quick server without slow ones beside it',
    ok: slow.quickMs <= 3 * alone.quickMs,
  });
}

const aMinute = () => new Promise<void>((resolve) => setTimeout(resolve, SLOW_MS));
const noTime = async () => {};

/** @returns by how many servers the mail was taken, once */
async function patiently(thread: SmtpThread): Promise<number> {
  const taken = await Promise.all(
    PHASES.map(async (phase) => {
      const server = await startSlowSmtp(phase, aMinute);
      const transport = thread.open({ url: server.url, timeoutMs: PATIENT_MS });
      const outcome = await transport.submit(mailTo(addressOf(phase, 0)));
      await transport.close();
      await server.close();
      return outcome.kind === 'submitted' && server.arrived.length === 1;
    }),
  );
  return taken.filter(Boolean).length;
}

const mailTo = (to: string): Mail => ({
  from: { name: 'Bench', address: 'mail@sandmill.example' },
  to,
  subject: 'Spring',
  html: '<p>Hello</p>',
  text: 'Hello',
  messageId: `${to.replace('@', '.')}@sandmill.example`,
  date: systemClock.now(),
});

interface Outcome {
  doubled: number;
  lost: number;
  givenUp: number;
  unknown: number;
  wronglyUnknown: number;
  /** beyond the one that went well, of mails whose server had not even greeted */
  tries: number;
  /** of the server that is slow after the content: read while it was slow */
  leftUnanswered: number;
  quickMs: number;
}

/** @param slow whether the slow servers have mails, too */
async function whileSlow(thread: SmtpThread, slow: boolean): Promise<Outcome> {
  const made = await createBenchDatabase();
  const db = openDatabase(made.url);
  const servers = new Map<Name, SlowSmtp>();
  for (const phase of PHASES) servers.set(phase, await startSlowSmtp(phase, aMinute));
  servers.set(QUICK, await startSlowSmtp('dot', noTime));
  const ways = new Map<string, MailTransport>();
  for (const [name, { url }] of servers) ways.set(name, thread.open({ url }));
  try {
    await fill(db, slow ? NAMES : [QUICK]);
    const clock = new ManualClock(systemClock.now());
    const worker = createMessagesWorker({
      db,
      clock,
      log: silentLog,
      seal: createSeal('a key for measuring that is long enough to be one'),
      links: createMailLinks({
        seal: createSeal('a key for measuring that is long enough'),
        appUrl: 'https://app.example',
      }),
      transport: refuseAll,
      transportOf: ({ id }) => ways.get(id) ?? refuseAll,
      mailFrom: 'mail@sandmill.example',
    });
    const started = performance.now();
    let quickMs = 0;
    let round = 0;
    let leftUnanswered = 0;
    for (;;) {
      const next = await worker.run(SHOP);
      if (quickMs === 0 && (servers.get(QUICK)?.arrived.length ?? 0) >= MANY) quickMs = performance.now() - started;
      if (worker.running().length > 0) await worker.settled(50);
      else if (next === null) break;
      else if (next > clock.now()) {
        // whoever rests or waits is met again at once: only the servers take their time
        const skipped = next - clock.now();
        clock.set(next);
        if (skipped < MOMENT_MS) continue;
        if (++round < ROUNDS || !slow) continue;
        if (round === ROUNDS) leftUnanswered = new Set(servers.get('dot')?.arrived).size;
        for (const server of servers.values()) server.hurry();
      }
    }
    return { ...(await judge(db, servers)), quickMs, leftUnanswered };
  } finally {
    await Promise.all([...ways.values()].map((way) => way.close()));
    await Promise.all([...servers.values()].map((server) => server.close()));
    await db.close();
    await made.dispose();
  }
}

const refuseAll: MailTransport = {
  submit: async () => ({ kind: 'refused', permanent: true, reason: 'no such way' }),
  close: async () => {},
};

async function judge(
  db: Database,
  servers: ReadonlyMap<Name, SlowSmtp>,
): Promise<Omit<Outcome, 'quickMs' | 'leftUnanswered'>> {
  const arrivals = [...servers.values()].flatMap(({ arrived }) => arrived);
  const arrived = new Set(arrivals);
  const rows = await db.read
    .selectFrom('message')
    .innerJoin('contact', (join) =>
      join.onRef('contact.shop', '=', 'message.shop').onRef('contact.id', '=', 'message.contact'),
    )
    .select(['message.state', 'message.sender', 'message.attempts', 'contact.email'])
    .execute();
  const open = rows.filter(({ state }) => OPEN.has(state));
  if (open.length > 0) throw new Error(`${open.length} messages have not come to an end`);
  const ungreeted = rows.filter(({ sender }) => sender === 'greeting' || sender === 'ehlo');
  const unknown = rows.filter(({ state }) => state === 'unknown');
  return {
    doubled: arrivals.length - arrived.size,
    lost: rows.filter(({ state, email }) => state === 'submitted' && !arrived.has(email ?? '')).length,
    givenUp: rows.filter(({ state }) => state === 'refused' || state === 'skipped').length,
    unknown: unknown.length,
    tries: ungreeted.reduce((sum, { attempts }) => sum + attempts - 1, 0),
    wronglyUnknown: unknown.filter(({ email }) => !arrived.has(email ?? '')).length,
  };
}

/** A campaign whose messages are due, each by the sender that its server belongs to. */
async function fill(db: Database, names: readonly Name[]): Promise<void> {
  const now = systemClock.now() - 1000;
  const templates = createTemplatesService({ db, clock: systemClock });
  const template = await templates.createOf(SHOP, 'Bench', SPRING);
  await templates.publish(SHOP, template, null);
  const people = names.flatMap((sender) =>
    Array.from({ length: countOf(sender) }, (_, index) => ({
      id: `${sender}-${index}`,
      email: addressOf(sender, index),
      name: 'Reader',
      sender,
    })),
  );
  const times = { created_at: now, updated_at: now };
  await db.write(async (trx) => {
    await trx
      .insertInto('campaign')
      .values({ shop: SHOP, id: CAMPAIGN, name: 'Bench', state: 'sending', ...times })
      .execute();
    await trx
      .insertInto('sender')
      .values(
        names.map((name) => ({
          shop: SHOP,
          id: name,
          address: `${name}@sandmill.example`,
          provider: 'smtp',
          ...times,
        })),
      )
      .execute();
  });
  for (let start = 0; start < people.length; start += CHUNK) {
    const some = people.slice(start, start + CHUNK);
    await db.write(async (trx) => {
      await addReaders(trx, some, now);
      await addDueMessages(trx, some, { campaign: CAMPAIGN, template, now });
    });
  }
}
