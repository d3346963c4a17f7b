// A Shopify export of 300,000 order lines: how long its import takes beside csv-parse alone on the same file, whether
// memory grows with the file, and whether an import that was killed and run again ends as one that was not.
import { parse } from 'csv-parse';
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Tables } from '../app/platform/db/db.ts';
import { openDatabase } from '../app/platform/db/open.server.ts';
import { startPostgres } from '../test/postgres.ts';
import { type BenchDatabase, createBenchDatabase } from './app-process.ts';
import { type Figure, figure, type Wants } from './figure.ts';
import { writeOrdersExport } from './orders-export.ts';

export const prefix = 'foundation.import';

const LINES = 300_000;
const FEWER = 100_000;
const LEAST_RATIO = 0.25;
/** a third more memory for three times the lines would still be noise; three times as much would not */
const MOST_GROWTH = 1.34;

const TABLES = ['customer', 'orders', 'order_line', 'refund', 'fact'] as const satisfies readonly (keyof Tables)[];

export async function* figures(wants: Wants): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'sandmill-bench-import-'));
  const file = join(folder, 'orders.csv');
  try {
    const orders = await writeOrdersExport(file, LINES);
    const fewer = join(folder, 'fewer.csv');
    await writeOrdersExport(fewer, FEWER);
    yield* figuresOn('sqlite', { wants, file, fewer, orders });
    if (!['speed', 'memory', 'resumed'].some((what) => wants(`${prefix}.${what}.postgres`))) return;
    const server = await startPostgres();
    try {
      yield* figuresOn('postgres', { wants, file, fewer, orders, serverUrl: server.url });
    } finally {
      await server.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Setting {
  wants: Wants;
  file: string;
  /** with a third of the lines */
  fewer: string;
  orders: number;
  serverUrl?: string;
}

async function* figuresOn(dialect: string, setting: Setting): AsyncGenerator<Figure> {
  const { wants } = setting;
  if (wants(`foundation.import.speed.${dialect}`)) yield await speed(dialect, setting);
  if (wants(`foundation.import.memory.${dialect}`)) yield await memory(dialect, setting);
  if (wants(`foundation.import.resumed.${dialect}`)) yield await resumed(dialect, setting);
}

async function speed(dialect: string, { file, orders, serverUrl }: Setting): Promise<Figure> {
  // the better of two on both sides: what the machine does beside is nobody's merit
  const baseline = LINES / Math.min(await parseAlone(file), await parseAlone(file));
  const times: number[] = [];
  for (let round = 0; round < 2; round++) {
    const made = await createBenchDatabase(serverUrl);
    const run = await importIn(made, file);
    if (run.orders !== orders) throw new Error(`${run.orders} of ${orders} orders came in`);
    times.push(run.seconds);
    await made.dispose();
  }
  const value = LINES / Math.min(...times);
  return figure({
    name: `foundation.import.speed.${dialect}`,
    value,
    unit: 'lines/s',
    baseline,
    must: `>= ${LEAST_RATIO} x csv-parse alone on the same file`,
    ok: value / baseline >= LEAST_RATIO,
  });
}

/** @returns seconds */
async function parseAlone(file: string): Promise<number> {
  const started = performance.now();
  let lines = -1;
  await pipeline(createReadStream(file), parse(), async (records) => {
    for await (const _ of records) lines++;
  });
  if (lines !== LINES) throw new Error(`csv-parse found ${lines} lines`);
  return (performance.now() - started) / 1000;
}

async function memory(dialect: string, { file, fewer, serverUrl }: Setting): Promise<Figure> {
  const peak = async (path: string) => {
    const made = await createBenchDatabase(serverUrl);
    const { peakMb } = await importIn(made, path);
    await made.dispose();
    return peakMb;
  };
  const baseline = await peak(fewer);
  const value = await peak(file);
  return figure({
    name: `foundation.import.memory.${dialect}`,
    value,
    unit: 'MB at most',
    baseline,
    must: `<= ${MOST_GROWTH} x what a third of the lines takes`,
    ok: value / baseline <= MOST_GROWTH,
  });
}

/** Rows that differ between an import in one go and one that was killed in its middle and run again. */
async function resumed(dialect: string, { file, serverUrl }: Setting): Promise<Figure> {
  const [whole, broken] = [await createBenchDatabase(serverUrl), await createBenchDatabase(serverUrl)];
  const size = statSync(file).size;
  await importIn(whole, file);
  const killed = await importIn(broken, file, size * 0.4);
  if (killed.orders !== null) throw new Error('the import ended before it was killed');
  const before = await rowsOf(broken);
  await importIn(broken, file);
  const [expected, actual] = [await rowsOf(whole), await rowsOf(broken)];
  if (before.size === 0 || before.size >= expected.size) throw new Error('the import was not killed in its middle');
  const differing = [...expected].filter((row) => !actual.has(row)).length + Math.max(0, actual.size - expected.size);
  await whole.dispose();
  await broken.dispose();
  return figure({
    name: `foundation.import.resumed.${dialect}`,
    value: differing,
    unit: `rows differ of ${expected.size}`,
    baseline: 0,
    ratio: 0,
    must: '= 0 after kill -9 in the middle and a second run',
    ok: differing === 0,
  });
}

/** Every row but the instant of hearing, as a hash. */
async function rowsOf(made: BenchDatabase): Promise<Set<string>> {
  const db = openDatabase(made.url);
  const all = new Set<string>();
  for (const table of TABLES) {
    for (const row of await db.read.selectFrom(table).selectAll().execute()) {
      const told = JSON.stringify({ table, ...row, received_at: 0 });
      all.add(createHash('sha1').update(told).digest('base64'));
    }
  }
  await db.close();
  return all;
}

interface Run {
  /** null when it was killed */
  orders: number | null;
  seconds: number;
  peakMb: number;
}

/** One import in a process of its own; killed without warning once it has read so many bytes. */
async function importIn(made: BenchDatabase, file: string, killAt = Infinity): Promise<Run> {
  const child = spawn(process.execPath, ['bench/import-process.ts', file], {
    env: { ...process.env, DATABASE_URL: made.url },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let told = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text;
    const bytes = Number(/.*"bytes":(\d+)/s.exec(told)?.[1] ?? 0);
    if (bytes >= killAt) child.kill('SIGKILL');
  });
  await new Promise((resolve) => child.once('close', resolve));
  const last = told.trim().split('\n').at(-1) ?? '{}';
  if (killAt < Infinity) return { orders: null, seconds: 0, peakMb: 0 };
  if (child.exitCode !== 0) throw new Error(`the import ended with ${child.exitCode}`);
  return JSON.parse(last) as Run;
}
