import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../db/db.ts';
import type { Transport } from '../submit/transport.ts';
import type { SliceReport } from '../work/slices.ts';
import type { WorkHealth } from '../work/work-health.server.ts';

export type Metrics = ReturnType<typeof createMetrics>;

/** Rows of a queue that are not done yet, by state. */
export type Depths = () => Promise<readonly { queue: string; state: string; rows: number }[]>;

const SECONDS = [0.001, 0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const ROWS = [1, 2, 5, 10, 25, 50, 100, 250, 500];

/**
 * What one process counts, for Prometheus. Nothing is labelled with a shop: their number is not ours to limit, and who
 * they are is not for a dashboard.
 */
export function createMetrics() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const http = new Histogram({
    name: 'sandmill_http_seconds',
    help: 'How long answering took, by door and status',
    labelNames: ['door', 'status'],
    buckets: SECONDS,
    registers,
  });
  const captures = new Counter({
    name: 'sandmill_captures_total',
    help: 'Webhooks that are on the disk',
    registers,
  });
  const commits = new Histogram({
    name: 'sandmill_commit_rows',
    help: 'Rows that shared one group commit',
    labelNames: ['table'],
    buckets: ROWS,
    registers,
  });
  const deliveries = new Counter({
    name: 'sandmill_deliveries_total',
    help: 'Webhooks by what came of them: applied, refused, failed',
    labelNames: ['outcome'],
    registers,
  });
  const submissions = new Counter({
    name: 'sandmill_submissions_total',
    help: 'Mails on the wire by what came of them: submitted, refused, unknown',
    labelNames: ['outcome'],
    registers,
  });
  const slices = new Histogram({
    name: 'sandmill_work_seconds',
    help: 'How long one slice of work took, by kind',
    labelNames: ['kind', 'failed'],
    buckets: SECONDS,
    registers,
  });

  return {
    registry,
    /** a door answered */
    answered: (door: string, status: number, seconds: number) =>
      http.observe({ door, status: `${Math.floor(status / 100)}xx` }, seconds),
    captured: () => captures.inc(),
    deliveries: (counts: { applied: number; refused: number; failed: number }) => {
      for (const [outcome, count] of Object.entries(counts)) if (count > 0) deliveries.inc({ outcome }, count);
    },
    slice: ({ kind, seconds, failed }: SliceReport) => slices.observe({ kind, failed: String(failed) }, seconds),
    /** The same database, with its group commits counted. */
    countingCommits(db: Database): Database {
      return {
        ...db,
        appender(table, columns) {
          const append = db.appender(table, columns);
          const counting = (rows: Parameters<typeof append>[0]) => {
            commits.observe({ table }, rows.length);
            return append(rows);
          };
          return Object.assign(counting, { atOnce: append.atOnce });
        },
      };
    },
    /** The same transport, with its outcomes counted. */
    countingSubmissions<Content>(transport: Transport<Content>): Transport<Content> {
      return {
        ...transport,
        async submit(content) {
          const outcome = await transport.submit(content);
          submissions.inc({ outcome: outcome.kind });
          return outcome;
        },
      };
    },
    /** Read from the rows whenever somebody asks, so they also tell of work that no process does. */
    watch(health: Pick<WorkHealth, 'ofAll'>, kinds: readonly string[], depths: Depths) {
      const oldest = new Gauge({
        name: 'sandmill_oldest_due_seconds',
        help: 'How long the oldest due work waits, by kind',
        labelNames: ['kind'],
        registers: [],
        async collect() {
          for (const kind of kinds) this.set({ kind }, 0);
          for (const { kind, age } of await health.ofAll()) this.set({ kind }, age / 1000);
        },
      });
      const rows = new Gauge({
        name: 'sandmill_rows',
        help: 'Rows that are not done yet, by queue and state',
        labelNames: ['queue', 'state'],
        registers: [],
        async collect() {
          for (const { queue, state, rows: count } of await depths()) this.set({ queue, state }, count);
        },
      });
      registry.registerMetric(oldest);
      registry.registerMetric(rows);
    },
  };
}
