// Whether the counters of reports are right: told of 100,000 random facts with merges, refunds and cancellations, in random
// order and some of them twice, they are held against a recount of everything, and against sums that the database makes itself.
import { sql, type UpdateObject } from 'kysely';
import { contactPorts } from '../app/contact-ports.server.ts';
import { createLearnWorker } from '../app/learn/credit/learn-worker.server.ts';
import { createNumbersHandler, NUMBERS_TASK, queueRecount } from '../app/learn/tallies/recount.server.ts';
import type { FactData, FactKind, NewFact } from '../app/listen/facts/fact.ts';
import { insertFacts } from '../app/listen/facts/store.server.ts';
import { inChunks } from '../app/listen/upsert.ts';
import { ManualClock } from '../app/platform/clock/clock.ts';
import type { Database, Tables as DB, Trx } from '../app/platform/db/db.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { silentLog } from '../app/platform/log/log.ts';
import { createTasksWorker } from '../app/platform/work/tasks/tasks-worker.server.ts';
import { startPostgres } from '../test/postgres.ts';
import { createBenchDatabase, SHOP } from './app-process.ts';
import { type Figure, figure, type Wants } from './figure.ts';

export const prefix = 'say';

const FACTS = Number(process.env['BENCH_FACTS'] ?? 100_000);
const CONTACTS = 4_000;
const MESSAGES = 15_000;
const ORDERS = 6_000;
/** facts told between two rests of the worker */
const ROUND = 5_000;
const MERGES_A_ROUND = 20;
const NOW = Date.UTC(2026, 10, 1, 12);
const HOUR = 3_600_000;
const DIALECTS = ['sqlite', 'postgres'] as const;
const CAMPAIGNS = ['spring', 'summer', 'autumn'];
const KINDS: readonly [FactKind, number][] = [
  ['message.submitted', 20],
  ['message.opened', 14],
  ['message.loaded', 8],
  ['message.scanned', 5],
  ['message.clicked', 14],
  ['message.delivered', 10],
  ['consent.changed', 2],
  ['order.placed', 16],
  ['order.refunded', 6],
  ['order.cancelled', 2],
  ['form.sent', 3],
];

export async function* figures(wants: Wants): AsyncGenerator<Figure> {
  for (const dialect of DIALECTS) {
    const name = `${prefix}.counters.${dialect}`;
    if (!wants(name)) continue;
    const server = dialect === 'postgres' ? await startPostgres() : null;
    const made = await createBenchDatabase(server?.url);
    const db = openDatabase(made.url);
    try {
      yield await countersFigure(db, name);
    } finally {
      await db.close();
      await made.dispose();
      await server?.stop();
    }
  }
}

async function countersFigure(db: Database, name: string): Promise<Figure> {
  const clock = new ManualClock(NOW);
  const random = dice(20_261_101);
  await fillShop(db);
  const worker = createLearnWorker({ db, clock });
  const told: Told = { merged: new Map() };
  const started = performance.now();
  for (let count = 0; count < FACTS; count += ROUND) {
    await db.write((trx) => tellRound(trx, random, Math.min(ROUND, FACTS - count)));
    while ((await worker.run(SHOP)) !== null);
    for (let merge = 0; merge < MERGES_A_ROUND; merge++) await mergeTwo(db, random, told);
    while ((await worker.run(SHOP)) !== null);
  }
  const took = (performance.now() - started) / 1000;
  const kept = await countersOf(db);
  const wrong = await sumsThatDiffer(db, kept);
  // who was in which group and segment is kept as of the first counting; all else is counted from nothing
  await db.write(async (trx) => {
    await trx.deleteFrom('tally').execute();
    await trx.updateTable('tallied').set({ marks: '{}', subjects: '[]' }).execute();
  });
  const again = performance.now();
  await recount(db, clock);
  const recounted = (performance.now() - again) / 1000;
  const anew = await countersOf(db);
  const names = new Set([...kept.keys(), ...anew.keys()]);
  const differing = [...names].filter((row) => kept.get(row) !== anew.get(row));
  const rate = FACTS / took;
  return figure({
    name,
    value: differing.length + wrong.length,
    baseline: names.size,
    unit: `counters that differ of ${names.size}, after ${FACTS} facts of ${MESSAGES} messages and ${ORDERS} orders with ${told.merged.size} merges (${Math.round(rate)} facts/s); baseline: the counters, counted anew in ${recounted.toFixed(1)} s; 31 sums beside them by SQL${[...differing, ...wrong].slice(0, 3).map((row) => `; ${row}`)}`,
    must: '0 differ',
    ok: differing.length + wrong.length === 0 && names.size > 1000,
  });
}

/** The same numbers in each run, so that what differs can be looked for. */
function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

interface Told {
  /** who is somebody else now */
  merged: Map<string, string>;
}

const contactId = (number: number) => `c${number}`;
const addressOf = (number: number) => `c${number}@example.com`;
/** whose a message is at first */
const ownerOf = (message: number) => message % CONTACTS;

async function fillShop(db: Database): Promise<void> {
  const at = { first_seen_at: NOW, last_seen_at: NOW, updated_at: NOW };
  const people = Array.from({ length: CONTACTS }, (_, number) => number);
  await db.write(async (trx) => {
    await inChunks(people, 8, (some) =>
      trx
        .insertInto('contact')
        .values(
          some.map((number) => ({
            shop: SHOP,
            id: contactId(number),
            email: addressOf(number),
            rfm_group: ['champions', 'loyal', 'lost'][number % 3] ?? '',
            ...at,
          })),
        )
        .execute(),
    );
    await inChunks(people, 5, (some) =>
      trx
        .insertInto('identity')
        .values(
          some.map((number) => ({
            shop: SHOP,
            id: `email:${addressOf(number)}`,
            kind: 'email',
            contact: contactId(number),
            created_at: NOW,
          })),
        )
        .execute(),
    );
    for (const [index, id] of CAMPAIGNS.entries()) {
      const plan = JSON.stringify({ include: ['one', 'two'], conversion: index === 2 ? 'form' : 'order' });
      const row = { shop: SHOP, id, name: id, plan, created_at: NOW, updated_at: NOW };
      await trx.insertInto('campaign').values(row).execute();
    }
    await inChunks(
      Array.from({ length: MESSAGES }, (_, number) => number),
      12,
      (some) =>
        trx
          .insertInto('message')
          .values(
            some.map((number) => {
              const campaign = number % 4 === 3 ? null : (CAMPAIGNS[number % 4] ?? null);
              return {
                shop: SHOP,
                id: `m${number}`,
                dedupe_key: `m${number}`,
                contact: contactId(ownerOf(number)),
                address: addressOf(ownerOf(number)),
                channel: 'email',
                template: campaign === null ? 'recovery' : `t${number % 5}`,
                journey: campaign === null ? 'recovery' : null,
                campaign,
                variant: campaign === null ? null : (['a', 'b'][number % 2] ?? null),
                // when it will have left
                due_at: NOW + (number % 480) * HOUR,
                created_at: NOW,
              };
            }),
          )
          .execute(),
    );
  });
}

/** Facts and what they tell of, as the wings before leave them: in one transaction. */
async function tellRound(trx: Trx, random: (below: number) => number, count: number): Promise<void> {
  const weights = KINDS.flatMap(([kind, weight]) => Array.from({ length: weight }, () => kind));
  const facts = Array.from({ length: count }, () => {
    const kind = weights[random(weights.length)] ?? 'message.opened';
    return kind.startsWith('order.') ? orderFact(random, kind) : messageFact(random, kind);
  });
  const ofKind = (kind: FactKind) => facts.filter((fact) => fact.kind === kind).flatMap(({ subject }) => subject ?? []);
  await changeMessages(trx, ofKind('message.submitted'), { state: 'submitted', submitted_at: sql<number>`due_at` });
  for (const [reason, rest] of [
    ['told_hard', 0],
    ['told_soft', 1],
    [null, 2],
  ] as const) {
    const told = ofKind('message.delivered').filter((id) => Math.min(2, Number(id.slice(1)) % 9) === rest);
    await changeMessages(trx, told, {
      outcome: reason === null ? 'delivered' : 'bounced',
      outcome_at: NOW,
      outcome_reason: reason && JSON.stringify({ code: reason }),
    });
  }
  await placeOrders(
    trx,
    facts.filter(({ kind }) => kind.startsWith('order.')).map(({ subject }) => subject ?? ''),
  );
  for (const id of ofKind('order.refunded')) await changeOrders(trx, [id], { refunded: random(12_000) });
  await changeOrders(trx, ofKind('order.cancelled'), { counted: 0 });
  await insertFacts(trx, SHOP, facts, NOW);
  // heard once more, a fact is learned once more
  const ids = facts.map(({ id }) => id);
  await inChunks(ids, 2, (some) =>
    trx
      .updateTable('fact')
      .set((eb) => ({
        progress: 2,
        contact: eb
          .selectFrom('identity')
          .select('identity.contact')
          .where('identity.shop', '=', SHOP)
          .whereRef('identity.id', '=', 'fact.identity'),
      }))
      .where('shop', '=', SHOP)
      .where('id', 'in', [...some])
      .execute(),
  );
}

function messageFact(random: (below: number) => number, kind: FactKind): NewFact {
  const message = random(MESSAGES);
  const owner = ownerOf(message);
  const subject = kind === 'form.sent' ? `survey${owner}` : `m${message}`;
  return {
    // few enough names that some are told twice
    id: `${subject}:${kind}:${random(5)}`,
    kind,
    occurredAt: NOW + random(30 * 24) * HOUR,
    identity: `email:${addressOf(owner)}`,
    verified: kind !== 'form.sent',
    subject,
    data: dataOf(random, kind, subject),
  };
}

function dataOf(random: (below: number) => number, kind: FactKind, message: string): FactData {
  if (kind === 'message.clicked') return { link: random(4), verdict: random(10) === 0 ? 'unsure' : 'human' };
  if (kind !== 'consent.changed') return { device: random(2) === 0 ? 'mobile' : 'desktop' };
  return { consent: { channel: 'email', state: 'unsubscribed', source: 'link', evidence: { message } } };
}

function orderFact(random: (below: number) => number, kind: FactKind): NewFact {
  const order = random(ORDERS);
  return {
    id: `o${order}:${kind}:${random(5)}`,
    kind,
    occurredAt: NOW + random(30 * 24) * HOUR,
    identity: `email:${addressOf(order % CONTACTS)}`,
    verified: true,
    subject: `o${order}`,
  };
}

async function changeMessages(trx: Trx, ids: readonly string[], change: UpdateObject<DB, 'message'>): Promise<void> {
  await inChunks(ids, 1, (some) =>
    trx
      .updateTable('message')
      .set(change)
      .where('shop', '=', SHOP)
      .where('id', 'in', [...some])
      .execute(),
  );
}

async function changeOrders(trx: Trx, ids: readonly string[], change: UpdateObject<DB, 'orders'>): Promise<void> {
  await inChunks(ids, 1, (some) =>
    trx
      .updateTable('orders')
      .set(change)
      .where('shop', '=', SHOP)
      .where('id', 'in', [...some])
      .execute(),
  );
}

async function placeOrders(trx: Trx, ids: readonly string[]): Promise<void> {
  const rows = [...new Set(ids)].map((id) => {
    const number = Number(id.slice(1));
    return {
      shop: SHOP,
      id,
      identity: `email:${addressOf(number % CONTACTS)}`,
      currency: number % 50 === 0 ? 'USD' : 'EUR',
      total: 1_000 + (number % 97) * 100,
      counted: 1,
      placed_at: NOW + (number % 700) * HOUR,
      updated_at: NOW,
    };
  });
  await inChunks(rows, 8, (some) =>
    trx
      .insertInto('orders')
      .values([...some])
      .onConflict((conflict) => conflict.columns(['shop', 'id']).doNothing())
      .execute(),
  );
}

const nowOf = ({ merged }: Told, contact: string): string => {
  let now = contact;
  for (let next = merged.get(now); next !== undefined; next = merged.get(now)) now = next;
  return now;
};

/** As the fold does when it joins two contacts: identities and facts move, then each wing behind is told. */
async function mergeTwo(db: Database, random: (below: number) => number, told: Told): Promise<void> {
  const [from, to] = [random(CONTACTS), random(CONTACTS)].map((number) => nowOf(told, contactId(number)));
  if (from === undefined || to === undefined || from === to) return;
  await db.write(async (trx) => {
    await trx
      .updateTable('identity')
      .set({ contact: to })
      .where('shop', '=', SHOP)
      .where('contact', '=', from)
      .execute();
    await contactPorts.merged(trx, SHOP, from, to);
    await trx.updateTable('fact').set({ contact: to }).where('shop', '=', SHOP).where('contact', '=', from).execute();
    await trx.deleteFrom('contact').where('shop', '=', SHOP).where('id', '=', from).execute();
  });
  told.merged.set(from, to);
}

async function recount(db: Database, clock: ManualClock): Promise<void> {
  await db.write((trx) => queueRecount(trx, SHOP, clock.now()));
  const handlers = { [NUMBERS_TASK]: createNumbersHandler({ db }) };
  const tasks = createTasksWorker({ db, clock, log: silentLog, handlers });
  for (let next = await tasks.run(SHOP); next !== null; next = await tasks.run(SHOP)) {
    clock.advance(Math.max(0, next - clock.now()));
  }
}

async function countersOf(db: Database): Promise<Map<string, number>> {
  const rows = await db.read.selectFrom('tally').selectAll().where('shop', '=', SHOP).where('count', '<>', 0).execute();
  return new Map(
    rows.map(({ subject, day, split, metric, count }) => [`${subject} ${day} ${metric} ${split}`, Number(count)]),
  );
}

/** What the database itself says, by another way: none of the code that counts is used. */
async function sumsThatDiffer(db: Database, kept: ReadonlyMap<string, number>): Promise<string[]> {
  const sum = (subject: string, metric: string) =>
    [...kept].reduce(
      (total, [name, count]) =>
        name.startsWith(`${subject} `) && name.endsWith(` ${metric} `) ? total + count : total,
      0,
    );
  const did = (...kinds: string[]) => sql`exists (select 1 from fact where fact.shop = message.shop
    and fact.subject = message.id and fact.kind in (${sql.join(kinds)})
    and fact.data not like '%"unsure"%')`;
  const one = async (query: ReturnType<typeof sql>) => {
    const { rows } = await query.execute(db.read);
    return Number((rows[0] as { n: number | string | null } | undefined)?.n ?? 0);
  };
  const net = sql`case when refunded > total then total else refunded end`;
  const expected: [string, string, number][] = [];
  for (const campaign of [null, ...CAMPAIGNS]) {
    const subject = campaign === null ? 'all' : `campaign:${campaign}`;
    const sent = sql`from message where shop = ${SHOP} and submitted_at is not null
      ${campaign === null ? sql`` : sql`and campaign = ${campaign}`}`;
    const credited = sql`from credit where shop = ${SHOP} and currency = 'EUR'
      ${campaign === null ? sql`` : sql`and campaign = ${campaign}`}`;
    expected.push(
      [subject, 'submitted', await one(sql`select count(*) as n ${sent}`)],
      [subject, 'opened', await one(sql`select count(*) as n ${sent} and ${did('message.opened', 'message.clicked')}`)],
      [subject, 'clicked', await one(sql`select count(*) as n ${sent} and ${did('message.clicked')}`)],
      [subject, 'bounced_hard', await one(sql`select count(*) as n ${sent} and outcome_reason like '%told_hard%'`)],
      [subject, 'orders', await one(sql`select count(*) as n ${credited}`)],
      [subject, 'revenue', await one(sql`select sum(amount) as n ${credited}`)],
      [subject, 'refunded', await one(sql`select sum(refunded) as n ${credited}`)],
    );
  }
  const sold = sql`from orders where shop = ${SHOP} and counted = 1 and currency = 'EUR'`;
  expected.push(
    ['store', 'orders', await one(sql`select count(*) as n ${sold}`)],
    ['store', 'revenue', await one(sql`select sum(total) as n ${sold}`)],
    ['store', 'refunded', await one(sql`select sum(${net}) as n ${sold}`)],
  );
  return expected
    .filter(([subject, metric, count]) => sum(subject, metric) !== count)
    .map(([subject, metric, count]) => `${subject} ${metric}: ${sum(subject, metric)}, by SQL ${count}`);
}
