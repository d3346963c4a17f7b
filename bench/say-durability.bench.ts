// Mails of a campaign that left twice or never, over real kills of the real app while it freezes, queues and sends. Must be 0.
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { campaignMessages } from '../app/act/messages/campaign-messages.server.ts';
import { campaignTemplates } from '../app/act/messages/campaign-templates.server.ts';
import { createTemplatesService } from '../app/act/messages/templates/design/service.server.ts';
import { planSchema } from '../app/decide/campaigns/plan.ts';
import { createCampaignsService } from '../app/decide/campaigns/service.server.ts';
import { systemClock } from '../app/platform/clock/clock.ts';
import type { Database } from '../app/platform/db/db.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { startPostgres } from '../test/postgres.ts';
import { createBenchDatabase, endAppProcess, SHOP, startAppProcess } from './app-process.ts';
import { type Figure, figure, type Wants } from './figure.ts';
import { addReaders, CHUNK, SPRING } from './readers.ts';

export const prefix = 'say.durability';

/** While one writes the code, `BENCH_SHORT=2` kills tell whether it works at all. */
const SHORT = Number(process.env['BENCH_SHORT'] ?? 0);
const KILLS = SHORT || 20;
const READERS = 300 * KILLS;
/** That a process has begun at most, and is not known to have left, when it dies. */
const UNCERTAIN_A_KILL = 40;
const SETTLED_WITHIN_MS = 600_000;
const UNSETTLED = ['queued', 'claimed', 'submitting'];

/** A mail server that notes whose mail it has taken. */
async function startSink() {
  const arrived = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    logger: false,
    onData(stream, session, done) {
      stream.resume();
      stream.on('end', () => {
        for (const { address } of session.envelope.rcptTo) arrived.set(address, (arrived.get(address) ?? 0) + 1);
        done();
      });
    },
  });
  server.on('error', () => {});
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    arrived,
    url: `smtp://127.0.0.1:${port}`,
    stop: () => new Promise<void>((resolve) => server.close(resolve)),
  };
}

const readers = Array.from({ length: READERS }, (_, index) => index);
const addressOf = (index: number) => `reader${index}@example.com`;

/** A campaign to everybody, which the first process freezes. */
async function fill(db: Database): Promise<void> {
  const now = systemClock.now();
  const settings = JSON.stringify({ brand: { address: 'Via Roma 1, Bologna' } });
  await db.write((trx) => trx.updateTable('shop').set({ settings }).where('shop', '=', SHOP).execute());
  const condition = '{"version":1,"when":{"type":"all","of":[]}}';
  const made = { built_at: now, created_at: now, updated_at: now };
  await db.write((trx) =>
    trx
      .insertInto('segment')
      .values({ shop: SHOP, id: 'all', name: 'All', kind: 'static', condition, ...made })
      .execute(),
  );
  for (let start = 0; start < READERS; start += CHUNK) {
    const some = readers.slice(start, start + CHUNK);
    await db.write(async (trx) => {
      await addReaders(
        trx,
        some.map((n) => ({ id: `c${n}`, email: addressOf(n), name: `Reader ${n}` })),
        now,
      );
      await trx
        .insertInto('segment_member')
        .values(some.map((n) => ({ shop: SHOP, segment: 'all', generation: 0, contact: `c${n}`, joined_at: now })))
        .execute();
    });
  }
  const templates = createTemplatesService({ db, clock: systemClock });
  const template = await templates.createOf(SHOP, 'Spring', SPRING);
  const published = await templates.publish(SHOP, template, null);
  if (published.kind !== 'published') throw new Error(JSON.stringify(published));
  const campaigns = createCampaignsService({
    db,
    clock: systemClock,
    wake: () => {},
    messages: campaignMessages,
    templates: campaignTemplates,
  });
  const plan = planSchema.parse({ include: ['all'], variants: [{ id: 'a', template }] });
  const id = await campaigns.create(SHOP, { name: 'Spring', plan });
  const sent = await campaigns.send(SHOP, id, 'user:1');
  if (!sent.ok) throw new Error(JSON.stringify(sent));
  // nobody takes it back any more
  await db.write((trx) => trx.updateTable('campaign').set({ due_at: now }).where('shop', '=', SHOP).execute());
}

interface Outcome {
  doubled: number;
  lost: number;
  unknown: number;
  arrived: number;
  /** kills in whose life mails left */
  hits: number;
}

async function killWhileSending(url: string): Promise<Outcome> {
  const sink = await startSink();
  const filled = openDatabase(url);
  await fill(filled);
  await filled.close();
  let hits = 0;
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const before = sink.arrived.size;
      const { child } = await startAppProcess(url, { smtpUrl: sink.url });
      // a different moment each time: while it freezes, queues, begins, and hears outcomes
      await until(() => sink.arrived.size > before, 10_000);
      await new Promise((resolve) => setTimeout(resolve, 20 + kill * 15));
      await endAppProcess(child, 'SIGKILL');
      if (sink.arrived.size > before) hits++;
    }
    await leasesEnd(url);
    const { child } = await startAppProcess(url, { smtpUrl: sink.url });
    const db = openDatabase(url);
    try {
      await settled(db);
      await endAppProcess(child, 'SIGTERM');
      return { ...(await reckon(db, sink.arrived)), hits };
    } finally {
      await db.close();
    }
  } finally {
    await sink.stop();
  }
}

/** Time passes: what the dead held is free. */
async function leasesEnd(url: string): Promise<void> {
  const db = openDatabase(url);
  await db.write((trx) =>
    trx.updateTable('message').set({ lease_until: 1 }).where('lease_until', 'is not', null).execute(),
  );
  await db.close();
}

async function settled(db: Database): Promise<void> {
  const isDone = async () => {
    const open = await db.read.selectFrom('message').select('id').where('state', 'in', UNSETTLED).limit(1).execute();
    const campaign = await db.read.selectFrom('campaign').select('state').executeTakeFirstOrThrow();
    return open.length === 0 && campaign.state === 'done';
  };
  if (await until(isDone, SETTLED_WITHIN_MS)) return;
  const states = await db.read
    .selectFrom('message')
    .select((eb) => ['state', eb.fn.countAll<number>().as('count')])
    .groupBy('state')
    .execute();
  throw new Error(`the campaign did not come to its end: ${JSON.stringify(states)}`);
}

async function until(holds: () => boolean | Promise<boolean>, withinMs: number): Promise<boolean> {
  const deadline = performance.now() + withinMs;
  while (performance.now() < deadline) {
    if (await holds()) return true;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}

/** Of each reader: one message, which left once, or of which it is said that nobody knows. */
async function reckon(db: Database, arrived: ReadonlyMap<string, number>): Promise<Omit<Outcome, 'hits'>> {
  const rows = await db.read.selectFrom('message').select(['contact', 'state', 'address']).execute();
  const states = new Map(rows.map(({ contact, state }) => [contact, state]));
  let lost = rows.length === READERS ? 0 : Math.abs(READERS - rows.length);
  for (const n of readers) {
    const state = states.get(`c${n}`);
    const came = arrived.has(addressOf(n));
    // what was refused or skipped had a reason that nobody gave; what is said to have left has arrived
    if (state === 'submitted' ? !came : state !== 'unknown') lost++;
  }
  return {
    doubled: [...arrived.values()].filter((count) => count > 1).length,
    lost,
    unknown: rows.filter(({ state }) => state === 'unknown').length,
    arrived: arrived.size,
  };
}

export async function* figures(wants: Wants): AsyncIterable<Figure> {
  for (const dialect of ['sqlite', 'postgres'] as const) {
    const name = `${prefix}.${dialect}`;
    if (!wants(name)) continue;
    const server = dialect === 'postgres' ? await startPostgres() : null;
    const database = await createBenchDatabase(server?.url);
    try {
      const { doubled, lost, unknown, arrived, hits } = await killWhileSending(database.url);
      yield figure({
        name,
        value: doubled + lost,
        unit: `mails that left twice or never after ${KILLS} kills (${hits} while mails left; ${unknown} shown as unknown)`,
        baseline: arrived,
        must: `value = 0, baseline (mails that arrived) > half of the readers, at most ${UNCERTAIN_A_KILL} unknown a kill`,
        ok: doubled + lost === 0 && arrived > READERS / 2 && hits >= KILLS / 2 && unknown <= UNCERTAIN_A_KILL * KILLS,
      });
    } finally {
      await database.dispose();
      await server?.stop();
    }
  }
}
