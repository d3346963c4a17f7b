import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, statSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import { type Task, type TaskHandler, type TaskSlice } from '../../platform/work/tasks/task.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { addTo, emptySummary, heardOfAll, type ImportsService, type ImportSummary } from './import-orders.server.ts';
import { type FindProduct } from './imported-order.ts';
import { keepRefused, refusedLines } from './import-rows.server.ts';
import type { OrderBatch } from './order-batches.ts';
import { refusedTask } from './refused-task.ts';
import { RefusedFile } from './refused-file.ts';

interface Options {
  db: Database;
  clock: Clock;
  imports: ImportsService;
  /** where uploaded files wait; shared by all processes, or there is one process */
  folder: string;
  wake: Wake;
}

export const IMPORT_TASK = 'orders-import';

/** What a task of this kind keeps: the file, and what came of it so far. */
const cursorSchema = z.object({
  file: z.string(),
  filename: z.string(),
  summary: z.object({
    orders: z.number(),
    lines: z.number(),
    refused: z.number(),
    refusedLines: z.array(z.object({ line: z.number(), reason: z.string() })),
  }),
});

export interface UploadedImport {
  id: string;
  filename: string;
  summary: ImportSummary;
  state: 'queued' | 'done' | 'attention';
  /** of the file that is read, 0 to 1 */
  share: number;
  reason: string | null;
  startedAt: number;
  endedAt: number | null;
}

interface Reading {
  batches: AsyncGenerator<OrderBatch>;
  findProduct: FindProduct;
  summary: ImportSummary;
}

export type Uploads = ReturnType<typeof createUploads>;

/**
 * Imports from the admin: the file is kept first, then read slice by slice as a task, whose counts are bytes. A file
 * is read by one process from its start to its end; after a crash it is read anew, which changes nothing.
 */
export function createUploads({ db, clock, imports, folder, wake }: Options) {
  const readings = new Map<string, Reading>();

  /** @returns the id of the task, to follow its progress */
  async function start(shop: string, filename: string, source: AsyncIterable<Uint8Array>): Promise<string> {
    await mkdir(folder, { recursive: true });
    const id = `${IMPORT_TASK}:${randomUUID()}`;
    const file = `${id.slice(IMPORT_TASK.length + 1)}.csv`;
    try {
      await pipeline(Readable.from(source), createWriteStream(join(folder, file), { mode: 0o600 }));
    } catch (error) {
      await rm(join(folder, file), { force: true });
      throw error;
    }
    const now = clock.now();
    const cursor = JSON.stringify({ file, filename: filename.slice(0, 200), summary: emptySummary() });
    const totalCount = statSync(join(folder, file)).size;
    await db.write((trx) => queueTask(trx, shop, { id, kind: IMPORT_TASK, cursor, dueAt: now, totalCount }));
    wake('tasks', shop, now);
    return id;
  }

  /** imports of a shop with what came of them so far, newest first */
  async function list(shop: string, limit = 20): Promise<UploadedImport[]> {
    const rows = await db.read
      .selectFrom('task')
      .select(['id', 'state', 'cursor', 'done_count', 'total_count', 'reason', 'created_at', 'ended_at'])
      .where('shop', '=', shop)
      .where('kind', '=', IMPORT_TASK)
      .orderBy('created_at', 'desc')
      .orderBy('id', 'desc')
      .limit(limit)
      .execute();
    return rows.map((row) => {
      const { filename, summary } = cursorSchema.parse(JSON.parse(row.cursor ?? '{}'));
      return {
        id: row.id,
        filename,
        summary,
        state: row.state as UploadedImport['state'],
        share: row.total_count ? Math.min(1, row.done_count / row.total_count) : 0,
        reason: row.reason,
        startedAt: row.created_at,
        endedAt: row.ended_at,
      };
    });
  }

  const handler: TaskHandler = async (task) => {
    const kept = cursorSchema.parse(JSON.parse(task.cursor ?? '{}'));
    const path = join(folder, kept.file);
    if (!existsSync(path)) throw refusedTask(new RefusedFile('gone'));
    // a retry of a failed slice, too, begins with the first line
    const key = `${task.shop} ${task.id}`;
    const reading = (task.attempts === 0 && task.doneCount > 0 && readings.get(key)) || (await open(task, path));
    readings.set(key, reading);
    try {
      const slice = await next(task, reading, kept);
      if (slice.ended) {
        readings.delete(key);
        await rm(path, { force: true });
      }
      return slice;
    } catch (error) {
      readings.delete(key);
      if (!(error instanceof RefusedFile)) throw error;
      await rm(path, { force: true });
      throw refusedTask(error);
    }
  };

  async function open(task: Task, path: string): Promise<Reading> {
    const source = createReadStream(path, { highWaterMark: 256 * 1024 });
    return { ...(await imports.batchesOf(task.shop, source)), summary: emptySummary() };
  }

  async function next(task: Task, reading: Reading, kept: z.infer<typeof cursorSchema>): Promise<TaskSlice> {
    const { value: batch, done } = await reading.batches.next();
    if (done || !batch) return { cursor: task.cursor, doneCount: task.totalCount ?? 0, ended: true };
    const before = reading.summary.refused;
    addTo(reading.summary, batch);
    const heard = heardOfAll(batch, reading.findProduct);
    // written before how far it has come: done twice after a crash, it changes nothing
    await imports.write(task.shop, heard);
    return {
      cursor: JSON.stringify({ ...kept, summary: reading.summary }),
      doneCount: batch.bytes,
      ended: false,
      write: (trx) => keepRefused(trx, task.shop, task.id, batch.refused, before),
    };
  }

  const refused = (shop: string, id: string) => refusedLines(db.read, shop, id);

  return { start, list, refused, handler };
}
