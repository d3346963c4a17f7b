// What the condition language costs beside the SQL that somebody would write by hand for the same question.
import { sql } from 'kysely';
import { ManualClock } from '../app/platform/clock/clock.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import type { Database } from '../app/platform/db/db.ts';
import type { Condition } from '../app/understand/conditions/condition.ts';
import { createConditionCounter } from '../app/understand/conditions/count.server.ts';
import { holdingContacts } from '../app/understand/conditions/holding-contacts.server.ts';
import { windowStart } from '../app/understand/conditions/moment.ts';
import { startPostgres } from '../test/postgres.ts';
import { createBenchDatabase, SHOP } from './app-process.ts';
import { fillConditionShop } from './condition-shop.ts';
import { type Figure, figure, type Wants } from './figure.ts';

export const prefix = 'understand';

const REBUILT = Number(process.env.BENCH_CONTACTS ?? 1_000_000);
const EDITED = Math.min(REBUILT, 100_000);
const ROUNDS = 3;
const COUNTS = 20;
const MOST_RATIO = 3;
const MOST_MS = 1000;
const NOW = Date.UTC(2026, 10, 1, 12);
const MOMENT = { now: NOW, zone: 'Europe/Rome' };
const DIALECTS = ['sqlite', 'postgres'] as const;

/** Looked twice at products lately, has bought something of a brand, but has begun no checkout for a month. */
const FIVE: Condition = {
  version: 1,
  when: {
    type: 'all',
    of: [
      { type: 'orders.count', op: 'gte', value: 1 },
      { type: 'text', field: 'country', test: 'is', of: ['IT', 'FR', 'DE'] },
      { type: 'facts', kind: 'product.viewed', windowDays: 180, op: 'gte', value: 1 },
      { type: 'facts', kind: 'checkout.started', windowDays: 30, op: 'eq', value: 0 },
      { type: 'products', did: 'bought', which: { vendor: 'Dune' }, op: 'gte', value: 1 },
    ],
  },
};

export async function* figures(wants: Wants): AsyncGenerator<Figure> {
  for (const dialect of DIALECTS) {
    const [rebuild, count] = [`${prefix}.rebuild.select.${dialect}`, `${prefix}.editor.count.${dialect}`];
    if (wants(rebuild)) yield* inShop(dialect, REBUILT, (db) => rebuildFigure(db, rebuild));
    if (wants(count)) yield* inShop(dialect, EDITED, (db) => countFigure(db, count));
  }
}

async function* inShop(
  dialect: Database['dialect'],
  contacts: number,
  measured: (db: Database) => Promise<Figure>,
): AsyncGenerator<Figure> {
  const server = dialect === 'postgres' ? await startPostgres() : null;
  const made = await createBenchDatabase(server?.url);
  try {
    const db = openDatabase(made.url);
    await fillConditionShop(db, SHOP, contacts, NOW);
    yield await measured(db);
    await db.close();
  } finally {
    await made.dispose();
    await server?.stop();
  }
}

async function rebuildFigure(db: Database, name: string): Promise<Figure> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  const found = new Set<number>();
  for (let round = 0; round < ROUNDS; round++) {
    theirs.push(await timed(async () => found.add(await counted(db, byHand()))));
    ours.push(await timed(async () => found.add(await counted(db, holdingContacts(SHOP, FIVE, MOMENT)))));
  }
  const [value, baseline] = [median(ours) / 1000, median(theirs) / 1000];
  return figure({
    name,
    value,
    baseline,
    unit: `s to find the ${[...found].join(' or ')} of ${REBUILT} contacts with five facts each for whom five leaves hold; baseline: by hand`,
    must: `≤ ${MOST_RATIO} × the SQL by hand, the same contacts`,
    ok: value <= MOST_RATIO * baseline && found.size === 1,
  });
}

async function countFigure(db: Database, name: string): Promise<Figure> {
  const counter = createConditionCounter({ db, clock: new ManualClock(NOW) });
  const [took, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < COUNTS; round++) {
    theirs.push(await timed(() => counted(db, byHand())));
    took.push(await timed(() => counter.count(SHOP, FIVE)));
  }
  const value = took.toSorted((a, b) => a - b)[Math.ceil(COUNTS * 0.95) - 1] ?? 0;
  return figure({
    name,
    value,
    baseline: median(theirs),
    unit: `ms p95 to count five leaves and show ten contacts of ${EDITED}; baseline: the SQL by hand`,
    must: `≤ ${MOST_MS} ms`,
    ok: value <= MOST_MS,
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

async function counted(db: Database, query: ReturnType<typeof byHand>): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from (${query}) as held`.execute(db.read);
  return rows[0]?.count ?? 0;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
