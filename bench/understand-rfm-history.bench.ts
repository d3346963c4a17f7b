// Who moved where between two days, of a shop of 100,000 contacts with a year of changes: what a merchant waits for.
import { sql } from 'kysely';
import type { Database } from '../app/platform/db/db.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { daysBetween, movementsBetween, moversBetween } from '../app/understand/rfm/history.server.ts';
import { startPostgres } from '../test/postgres.ts';
import { createBenchDatabase, SHOP } from './app-process.ts';
import { type Figure, figure, type Wants } from './figure.ts';
import { fillCustomers, fillHistory } from './rfm-shop.ts';

export const prefix = 'understand.rfm-history';

const CONTACTS = Number(process.env.BENCH_CONTACTS ?? 100_000);
const ROUNDS = 9;
const MOST_MS = 300;
const DAY = 86_400_000;
const UNTIL = Date.UTC(2026, 10, 1, 12);

export async function* figures(wants: Wants): AsyncGenerator<Figure> {
  if (wants(`${prefix}.sqlite`)) yield* figuresOn('sqlite');
  if (!wants(`${prefix}.postgres`)) return;
  const server = await startPostgres();
  try {
    yield* figuresOn('postgres', server.url);
  } finally {
    await server.stop();
  }
}

async function* figuresOn(dialect: Database['dialect'], serverUrl?: string): AsyncGenerator<Figure> {
  const made = await createBenchDatabase(serverUrl);
  const db = openDatabase(made.url);
  try {
    await fillCustomers(db, CONTACTS, UNTIL);
    await fillHistory(db, UNTIL);
    const to = day(0);
    const baseline = await median(() =>
      sql`select count(*) from rfm_change where shop = ${SHOP} and day > ${day(365)}`.execute(db.read),
    );
    for (const days of [30, 365]) {
      const period = { from: day(days), to };
      yield one(`${days}-days`, await median(() => movementsBetween(db, SHOP, period)));
      yield one(
        `${days}-days-movers`,
        await median(() => moversBetween(db, SHOP, { from: 'loyal', to: 'active', period })),
      );
    }
    yield one('past-month', await median(() => movementsBetween(db, SHOP, { from: day(200), to: day(170) })));
    yield one('groups', await median(() => daysBetween(db, SHOP, { from: day(365), to })));

    function one(name: string, value: number): Figure {
      return figure({
        name: `${prefix}.${dialect}.${name}`,
        value,
        baseline,
        unit: `ms, the median of ${ROUNDS} rounds, ${CONTACTS} contacts, 40 % of them customers with ten changes each in a year; baseline: counting the changes`,
        must: `≤ ${MOST_MS} ms`,
        ok: value <= MOST_MS,
      });
    }
  } finally {
    await db.close();
    await made.dispose();
  }
}

/** The first is left out: it fills the cache. */
async function median(run: () => Promise<unknown>): Promise<number> {
  await run();
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const started = performance.now();
    await run();
    took.push(performance.now() - started);
  }
  return took.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

const day = (ago: number) => new Date(UNTIL - ago * DAY).toISOString().slice(0, 10);
