// RFM of 1,000,000 customers: how long their cut-points and cells take beside DuckDB on the same numbers, whether the cells
// are the same, and what a night's whole refresh takes, writes and needs of memory.
import { execFileSync } from 'node:child_process';
import { ManualClock } from '../app/platform/clock/clock.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import type { Database } from '../app/platform/db/db.ts';
import { cellCodes } from '../app/understand/rfm/columns.ts';
import { frameOf, readCustomers, type Customers } from '../app/understand/rfm/customers.server.ts';
import { cutPoints, type FrozenCuts } from '../app/understand/rfm/rules.ts';
import { startPostgres } from '../test/postgres.ts';
import { createBenchDatabase, SHOP } from './app-process.ts';
import { type Figure, figure, type Wants } from './figure.ts';
import { openDuckDb } from './rfm-duckdb.ts';
import { buyAgain, fillCustomers } from './rfm-shop.ts';

export const prefix = 'understand.rfm';

const CONTACTS = Number(process.env.BENCH_CONTACTS ?? 1_000_000);
const ROUNDS = 9;
const MOST_RATIO = 2;
const MOST_MB = 600;
const DAY = 86_400_000;
const FIRST = Date.UTC(2026, 10, 1, 12);

export async function* figures(wants: Wants): AsyncGenerator<Figure> {
  const name = `${prefix}.rescore`;
  if (wants(`${name}.scoring`) || wants(`${name}.memory.sqlite`)) yield* figuresOn('sqlite', wants);
  if (!wants(`${name}.memory.postgres`)) return;
  const server = await startPostgres();
  try {
    yield* figuresOn('postgres', wants, server.url);
  } finally {
    await server.stop();
  }
}

async function* figuresOn(dialect: Database['dialect'], wants: Wants, serverUrl?: string): AsyncGenerator<Figure> {
  const name = `${prefix}.rescore`;
  const made = await createBenchDatabase(serverUrl);
  try {
    const db = openDatabase(made.url);
    await fillCustomers(db, CONTACTS, FIRST);
    // the night before: everybody is scored for the first time
    const first = refresh(made.url, FIRST);
    const before = await customersAt(db, FIRST);
    await buyAgain(db, FIRST + DAY / 2);
    const started = performance.now();
    const customers = await customersAt(db, FIRST + DAY);
    const reading = (performance.now() - started) / 1000;

    const duck = await openDuckDb(customers.columns);
    const theirs: number[] = [];
    const ours: number[] = [];
    let codes: Uint8Array = new Uint8Array();
    for (let round = 0; round < ROUNDS; round++) {
      theirs.push(await duck.score());
      const start = performance.now();
      const cuts: FrozenCuts = { binning: 'quantile', ...cutPoints(customers.columns) };
      codes = cellCodes(customers.columns, cuts);
      ours.push((performance.now() - start) / 1000);
    }
    const expected = await duck.codes();
    duck.close();
    const same = codes.filter((code, at) => code === expected[at]).length;
    const [value, baseline] = [median(ours), median(theirs)];
    if (dialect === 'sqlite' && wants(`${name}.scoring`)) {
      yield figure({
        name: `${name}.scoring`,
        value,
        baseline,
        unit: `s for the cut-points and cells of ${CONTACTS} contacts from their numbers in memory; baseline: DuckDB from its table in memory; ${same} cells are the same`,
        must: `≤ ${MOST_RATIO} × DuckDB, all cells the same`,
        ok: value <= MOST_RATIO * baseline && same === CONTACTS && expected.length === CONTACTS,
      });
    }
    if (!wants(`${name}.memory.${dialect}`)) return;
    const night = refresh(made.url, FIRST + DAY);
    const moved = expected.filter((code, at) => code !== before.standing[at]).length;
    const written = await rowsWritten(db, FIRST + DAY);
    const after = await customersAt(db, FIRST + DAY);
    const right = after.standing.filter((code, at) => code === expected[at]).length;
    await db.close();
    yield figure({
      name: `${name}.memory.${dialect}`,
      value: night.peakMb,
      baseline: MOST_MB,
      unit: `MB at most in a night's whole refresh; the first of all: ${Math.round(first.peakMb)}`,
      must: `≤ ${MOST_MB} MB`,
      ok: night.peakMb <= MOST_MB && first.peakMb <= MOST_MB,
    });
    yield figure({
      name: `${name}.job.${dialect}`,
      value: night.seconds,
      baseline: reading,
      unit: `s for a night's whole refresh that moves ${moved} contacts and writes ${written} rows of contacts; baseline: reading everybody once. The first, which writes all: ${first.seconds.toFixed(1)} s`,
      must: 'only contacts that stand elsewhere are written, and all stand where DuckDB says',
      ok: written === moved && right === CONTACTS,
    });
  } finally {
    await made.dispose();
  }
}

function refresh(url: string, now: number): { seconds: number; peakMb: number } {
  const out = execFileSync(process.execPath, ['bench/rfm-process.ts', String(now)], {
    env: { ...process.env, DATABASE_URL: url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return JSON.parse(out.toString()) as { seconds: number; peakMb: number };
}

async function customersAt(db: Database, now: number): Promise<Customers> {
  const frame = await frameOf({ db, clock: new ManualClock(now) }, SHOP);
  if (!frame) throw new Error('the shop is gone');
  return readCustomers(db, frame);
}

async function rowsWritten(db: Database, now: number): Promise<number> {
  const row = await db.read
    .selectFrom('contact')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('shop', '=', SHOP)
    .where('updated_at', '=', now)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

const median = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
