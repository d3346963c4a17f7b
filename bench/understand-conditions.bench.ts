// What the condition language costs beside the SQL that somebody would write by hand for the same question: gathering a
// segment of a very big shop, and counting while a condition is edited.
import { sql } from 'kysely';
import { ManualClock } from '../app/platform/clock/clock.ts';
import type { Database } from '../app/platform/db/db.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { silentLog } from '../app/platform/log/log.ts';
import { createTasksWorker } from '../app/platform/work/tasks/tasks-worker.server.ts';
import { createConditionCounter } from '../app/understand/conditions/count.server.ts';
import { windowStart } from '../app/understand/conditions/moment.ts';
import { BUILD_TASK } from '../app/understand/segments/build.ts';
import { createSegmentHandler } from '../app/understand/segments/build-task.server.ts';
import { createSegmentsService } from '../app/understand/segments/service.server.ts';
import { startPostgres } from '../test/postgres.ts';
import { createBenchDatabase, SHOP } from './app-process.ts';
import { ASKED, FIVE } from './asked-conditions.ts';
import { fillConditionShop } from './condition-shop.ts';
import { type Figure, figure, type Wants } from './figure.ts';

export const prefix = 'understand';

const REBUILT = Number(process.env['BENCH_CONTACTS'] ?? 1_000_000);
const EDITED = Math.min(REBUILT, 100_000);
const REBUILDS = 3;
const COUNTS = 4;
const MOST_RATIO = 3;
const MOST_MS = 1000;
const NOW = Date.UTC(2026, 10, 1, 12);
const MOMENT = { now: NOW, zone: 'Europe/Rome' };
const DIALECTS = ['sqlite', 'postgres'] as const;

export async function* figures(wants: Wants): AsyncGenerator<Figure> {
  for (const dialect of DIALECTS) {
    const [rebuild, count] = [`${prefix}.rebuild.${dialect}`, `${prefix}.editor.count.${dialect}`];
    if (wants(rebuild)) yield* inShop(dialect, REBUILT, 5, (db) => rebuildFigure(db, rebuild));
    if (wants(count)) yield* inShop(dialect, EDITED, 10, (db) => countFigure(db, count));
  }
}

async function* inShop(
  dialect: Database['dialect'],
  contacts: number,
  factsEach: number,
  measured: (db: Database) => Promise<Figure>,
): AsyncGenerator<Figure> {
  const server = dialect === 'postgres' ? await startPostgres() : null;
  const made = await createBenchDatabase(server?.url);
  try {
    const empty = openDatabase(made.url);
    await fillConditionShop(empty, { shop: SHOP, contacts, factsEach, now: NOW });
    await empty.close();
    // SQLite's reader learns the sizes when it is opened
    const db = openDatabase(made.url);
    yield await measured(db);
    await db.close();
  } finally {
    await made.dispose();
    await server?.stop();
  }
}

async function rebuildFigure(db: Database, name: string): Promise<Figure> {
  const clock = new ManualClock(NOW);
  const service = createSegmentsService({ db, clock, wake: () => {} });
  const tasks = createTasksWorker({
    db,
    clock,
    log: silentLog,
    handlers: { [BUILD_TASK]: createSegmentHandler({ db, clock }) },
  });
  const [ours, theirs]: [number[], number[]] = [[], []];
  const found = new Set<number>();
  const saved = await service.create(SHOP, { name: 'Five', kind: 'live', condition: FIVE });
  if (!saved.ok) throw new Error(`the segment was not saved: ${saved.reason}`);
  const { id } = saved;
  for (let round = 1; round <= REBUILDS; round++) {
    theirs.push(await timed(async () => found.add(await writtenByHand(db, round))));
    if (round > 1) await service.rebuild(SHOP, id);
    ours.push(
      await timed(async () => {
        for (let again = await tasks.run(SHOP); (again ?? Infinity) <= NOW; again = await tasks.run(SHOP));
      }),
    );
    found.add((await service.list(SHOP)).find((segment) => segment.id === id)?.count ?? -1);
  }
  const [value, baseline] = [median(ours) / 1000, median(theirs) / 1000];
  return figure({
    name,
    value,
    baseline,
    unit: `s to gather the ${[...found].join(' or ')} of ${REBUILT} contacts with five facts each for whom five leaves hold, and to note when to look again; baseline: the SQL by hand that writes the same members`,
    must: `≤ ${MOST_RATIO} × the SQL by hand, the same number`,
    ok: value <= MOST_RATIO * baseline && found.size === 1,
  });
}

async function countFigure(db: Database, name: string): Promise<Figure> {
  const counter = createConditionCounter({ db, clock: new ManualClock(NOW) });
  const theirs: number[] = [];
  const took: { asked: string; ms: number; looked: number; of: number }[] = [];
  let isRight = true;
  for (let round = 0; round < COUNTS; round++) {
    const expected = await held(db);
    theirs.push(await timed(() => held(db)));
    for (const [asked, condition] of ASKED) {
      const started = performance.now();
      const { count, about, of, sample } = await counter.count(SHOP, condition);
      took.push({ asked, ms: performance.now() - started, looked: about?.looked ?? of, of });
      isRight &&= sample.length === Math.min(10, count) || about !== null;
      if (condition === FIVE) isRight &&= about ? about.from <= expected && expected <= about.to : count === expected;
    }
  }
  const sorted = took.toSorted((a, b) => a.ms - b.ms);
  const value = sorted[Math.ceil(sorted.length * 0.95) - 1]?.ms ?? 0;
  const slowest = sorted.at(-1);
  const reckoned = [...new Set(took.filter(({ looked, of }) => looked < of).map(({ asked }) => asked))];
  return figure({
    name,
    value,
    baseline: median(theirs),
    unit: `ms p95 to count ${ASKED.length} questions and show ten contacts of ${EDITED}, with ${EDITED * 10} facts; the slowest, ${slowest?.asked}: ${Math.round(slowest?.ms ?? 0)} ms; reckoned from a part: ${reckoned.join(', ') || 'none'}; baseline: one of them, of five leaves, as SQL by hand`,
    must: `≤ ${MOST_MS} ms`,
    ok: value <= MOST_MS && isRight,
  });
}

/** What somebody who knows the tables would ask. */
const byHand = () => sql<{ id: string }>`select id from contact
  where shop = ${SHOP} and orders_count >= 1 and country in ('IT', 'FR', 'DE')
    and id in (select contact from fact where shop = ${SHOP} and kind = 'product.viewed'
      and occurred_at >= ${windowStart(MOMENT, 180)})
    and not exists (select 1 from fact where fact.shop = ${SHOP} and fact.contact = contact.id
      and fact.kind = 'checkout.started' and fact.occurred_at >= ${windowStart(MOMENT, 30)})
    and id in (select identity.contact from product
      join order_line on order_line.shop = product.shop and order_line.product_id = product.id
      join orders on orders.shop = order_line.shop and orders.id = order_line.order_id and orders.counted = 1
      join identity on identity.shop = orders.shop and identity.id = orders.identity
      where product.shop = ${SHOP} and product.vendor = 'Dune')`;

async function held(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${byHand()}) as held`.execute(db.read);
  return rows[0]?.count ?? 0;
}

async function writtenByHand(db: Database, round: number): Promise<number> {
  const { numAffectedRows } = await db.write((trx) =>
    sql`insert into segment_member (shop, segment, generation, contact, joined_at)
      select ${SHOP}, 'by-hand', cast(${round} as integer), id, cast(${NOW} as bigint) from (${byHand()}) as held`.execute(
      trx,
    ),
  );
  return Number(numAffectedRows);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
