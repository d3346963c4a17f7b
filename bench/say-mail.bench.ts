// Personalised mails a second: Liquid for each contact, MJML laid out once, signed links, all checks and state rows, beside
// nodemailer alone sending the same parts through as many connections.
import { spawn } from 'node:child_process';
import { createTransport } from 'nodemailer';
import { createMessagesWorker } from '../app/act/messages/delivery/messages-worker.server.ts';
import { createMailLinks } from '../app/act/messages/links.ts';
import { documentSchema } from '../app/act/messages/templates/design/document.ts';
import { createTemplatesService } from '../app/act/messages/templates/design/service.server.ts';
import { systemClock } from '../app/platform/clock/clock.ts';
import { createSeal } from '../app/platform/crypto/seal.ts';
import type { Database } from '../app/platform/db/db.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { silentLog } from '../app/platform/log/log.ts';
import type { Mail, MailTransport } from '../app/platform/mail/mail.ts';
import { createSmtpThread, type SmtpThread } from '../app/platform/mail/smtp-threads.server.ts';
import { startPostgres } from '../test/postgres.ts';
import { createBenchDatabase, SHOP } from './app-process.ts';
import { type Figure, figure, type Wants } from './figure.ts';
import { addDueMessages, addReaders, CHUNK } from './readers.ts';

export const prefix = 'say.mail';

/** While one writes the code, `BENCH_SHORT=400` mails tell the order of size in seconds. */
const SHORT = Number(process.env['BENCH_SHORT'] ?? 0);
const MAILS = SHORT || 3000;
const ROUNDS = SHORT ? 1 : 5;
/** Left out of the figures: an app that has just started is slower for its first second, and so is nodemailer. */
const WARMING = 500;
const CONNECTIONS = 5;
const LEAST_RATIO = 0.7;
const CAMPAIGN = 'bench-campaign';

export async function* figures(wants: Wants): AsyncGenerator<Figure> {
  if (wants('say.mail.sqlite')) yield await compare('sqlite');
  if (!wants('say.mail.postgres')) return;
  const server = await startPostgres();
  try {
    yield await compare('postgres', server.url);
  } finally {
    await server.stop();
  }
}

async function compare(dialect: 'sqlite' | 'postgres', serverUrl?: string): Promise<Figure> {
  const sink = await startSink();
  // one for the life of the app
  const thread = createSmtpThread();
  const runs: { ours: number; bare: number }[] = [];
  try {
    await measure({ url: sink.url, thread, serverUrl, mails: WARMING });
    for (let round = 0; round < ROUNDS; round++)
      runs.push(await measure({ url: sink.url, thread, serverUrl, mails: MAILS }));
  } finally {
    sink.stop();
  }
  const median = (rates: number[]) => rates.sort((a, b) => a - b)[Math.floor(rates.length / 2)] ?? 0;
  const value = median(runs.map((run) => run.ours));
  const baseline = median(runs.map((run) => run.bare));
  return figure({
    name: `say.mail.${dialect}`,
    value,
    unit: 'mails/s',
    baseline,
    must: `>= ${LEAST_RATIO} x nodemailer alone sending the same parts`,
    ok: value / baseline >= LEAST_RATIO,
  });
}

interface Round {
  url: string;
  thread: SmtpThread;
  serverUrl: string | undefined;
  mails: number;
}

async function measure({ url, thread, serverUrl, mails }: Round): Promise<{ ours: number; bare: number }> {
  const made = await createBenchDatabase(serverUrl);
  const db = openDatabase(made.url);
  const transport = thread.open({ url, connections: CONNECTIONS });
  let example: Mail | undefined;
  const watched: MailTransport = {
    submit(mail) {
      example ??= mail;
      return transport.submit(mail);
    },
    close: () => transport.close(),
  };
  try {
    await fill(db, mails);
    const ours = await rate(mails, () => sendAll(db, watched, mails));
    if (!example) throw new Error('no mail left');
    const mail = example;
    const bare = await rate(mails, () => sendBare(url, mail, mails));
    return { ours, bare };
  } finally {
    await transport.close();
    await db.close();
    await made.dispose();
  }
}

async function rate(mails: number, work: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await work();
  return mails / ((performance.now() - started) / 1000);
}

const upTo = (mails: number) => Array.from({ length: mails }, (_, index) => index);
const readerOf = (index: number) => ({
  id: `contact-${String(index).padStart(6, '0')}`,
  email: `reader${index}@example.com`,
  name: `Reader ${index}`,
});

/** A campaign whose messages are due, to people who agreed. */
async function fill(db: Database, mails: number): Promise<void> {
  const now = systemClock.now();
  const templates = createTemplatesService({ db, clock: systemClock });
  const template = await templates.createOf(SHOP, 'Bench', DOCUMENT);
  await templates.publish(SHOP, template, null);
  const plain = { name: 'Bench', state: 'sending', created_at: now, updated_at: now };
  await db.write((trx) =>
    trx
      .insertInto('campaign')
      .values({ shop: SHOP, id: CAMPAIGN, ...plain })
      .execute(),
  );
  for (let start = 0; start < mails; start += CHUNK) {
    const some = upTo(mails)
      .slice(start, start + CHUNK)
      .map(readerOf);
    await db.write(async (trx) => {
      await addReaders(trx, some, now);
      await addDueMessages(trx, some, { campaign: CAMPAIGN, template, now });
    });
  }
}

/** As the app's runner does: a slice when the one before asks for it, or a mail has left. */
async function sendAll(db: Database, transport: MailTransport, mails: number): Promise<void> {
  const seal = createSeal('a key for measuring that is long enough to be one');
  const links = createMailLinks({ seal, appUrl: 'https://app.example' });
  let wakeUp: () => void = () => {};
  const worker = createMessagesWorker({
    db,
    clock: systemClock,
    log: silentLog,
    seal,
    links,
    transport,
    mailFrom: 'mail@sandmill.example',
    wake: (kind) => kind === 'messages' && wakeUp(),
  });
  for (;;) {
    const woken = new Promise<void>((resolve) => {
      wakeUp = resolve;
    });
    const again = await worker.run(SHOP);
    if (again === null && worker.running().length === 0) break;
    if (again === null || again > systemClock.now()) {
      const timer = new Promise((resolve) => setTimeout(resolve, 1000));
      await Promise.race([woken, timer]);
    }
  }
  await worker.settled();
  const { count } = await db.read
    .selectFrom('message')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('state', '=', 'submitted')
    .executeTakeFirstOrThrow();
  if (Number(count) !== mails) throw new Error(`${count} of ${mails} mails were submitted`);
}

async function sendBare(url: string, { from, subject, html, text, headers }: Mail, mails: number): Promise<void> {
  const pool = createTransport({ url, pool: true, maxConnections: CONNECTIONS, maxMessages: Infinity } as object);
  await Promise.all(
    upTo(mails).map((index) =>
      pool.sendMail({ from, to: readerOf(index).email, subject, html, text, headers: { ...headers } }),
    ),
  );
  pool.close();
}

async function startSink(): Promise<{ url: string; stop(): void }> {
  const child = spawn(process.execPath, ['bench/mail-sink-process.ts'], { stdio: ['pipe', 'pipe', 'inherit'] });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.stdout.once('data', (line: Buffer) => resolve(Number(line.toString().trim())));
  });
  return { url: `smtp://127.0.0.1:${port}`, stop: () => child.stdin.end() };
}

/** Some 10 kB as it goes out. */
const DOCUMENT = documentSchema.parse({
  version: 1,
  locale: 'en',
  subject: '{{ contact.first_name }}, three things for you',
  preheader: 'Chosen this week.',
  blocks: [
    { id: 'h', kind: 'heading', text: 'Hello {{ contact.first_name | default: "there" }}' },
    { id: 't', kind: 'text', html: `<p>${'Good things take their time, and so did these. '.repeat(12)}</p>` },
    { id: 'b', kind: 'button', text: 'Have a look', href: '{{ shop.url }}/collections/all?for={{ contact.locale }}' },
    { id: 'l', kind: 'text', html: '<p>Or read <a href="https://bench.example/blogs/news">what is new</a>.</p>' },
    { id: 'f', kind: 'footer', why: 'You agreed.', unsubscribe: 'Unsubscribe', preferences: 'Preferences' },
  ],
});
