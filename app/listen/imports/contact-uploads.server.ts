import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { dayCounter } from '../../platform/clock/day-counter.ts';
import type { Clock } from '../../platform/clock/clock.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import type { Database } from '../../platform/db/db.ts';
import { queueTask } from '../../platform/work/tasks/queue-task.ts';
import { type Task, type TaskHandler, type TaskSlice } from '../../platform/work/tasks/task.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { listenLock } from '../apply.server.ts';
import type { AttributesPort, ListedAttributes } from './attributes-port.ts';
import { type ContactsPlan, guessPlan, type PlanProblem, problemsOf } from './contacts-plan.ts';
import type { AgreedImport, ContactsImport, ContactSlice } from './import-contacts.server.ts';
import { type ImportFiles, peek, type Peeked } from './import-files.server.ts';
import {
  changeImport,
  CONTACTS_TASK,
  deleteImport,
  findImport,
  type ImportKind,
  importOfTask,
  type ImportRow,
  insertImport,
  listImports,
  refusedLines,
  taskOf,
  UNDO_TASK,
} from './import-rows.server.ts';
import { RefusedFile } from './refused-file.ts';
import { refusedTask } from './refused-task.ts';

interface Options {
  db: Database;
  clock: Clock;
  contacts: ContactsImport;
  attributes: AttributesPort;
  files: ImportFiles;
  wake: Wake;
}

export interface ImportPreview {
  row: ImportRow;
  /** the first rows, by column; empty once the file is read */
  samples: string[][];
  /** that a column may be taken for */
  attributes: ListedAttributes['choices'];
}

export type Begun =
  | { state: 'begun'; id: string }
  /** the same file under the same plan was imported before: nothing is to be done */
  | { state: 'known'; id: string }
  | { state: 'problems'; problems: PlanProblem[] }
  | { state: 'gone' };

const cursorSchema = z.object({ line: z.number() });

export type ContactUploads = ReturnType<typeof createContactUploads>;

/** Lists of contacts, and of addresses not to write to, from the upload to the last line. */
export function createContactUploads({ db, clock, contacts, attributes, files, wake }: Options) {
  /** readings under way in this process; after a restart the file is taken up again behind the last line */
  const readings = new Map<string, { line: number; slices: AsyncGenerator<ContactSlice> }>();

  async function queue(shop: string, kind: string, id: string, size: number, cursor: string | null): Promise<void> {
    const now = clock.now();
    const task = { id: taskOf(kind, id), kind, cursor, dueAt: now, totalCount: size };
    await db.write((trx) => queueTask(trx, shop, task, { again: true }));
    wake('tasks', shop, now);
  }

  const handler: TaskHandler = async (task) => {
    const row = await findImport(db.read, task.shop, importOfTask(task.id));
    if (!row?.file || !files.has(row.file)) throw refusedTask(new RefusedFile('gone'));
    const { line } = cursorSchema.parse(JSON.parse(task.cursor ?? '{"line":1}'));
    const agreed = agreedOf(row);
    const key = `${task.shop} ${task.id}`;
    const under = readings.get(key);
    const slices = under?.line === line ? under.slices : contacts.slices(task.shop, agreed, files.open(row.file), line);
    readings.delete(key);
    const { value: slice, done } = await slices.next().catch(refuse);
    if (done || !slice) return finished(task, row);
    readings.set(key, { line: slice.lastLine, slices });
    return {
      cursor: JSON.stringify({ line: slice.lastLine }),
      doneCount: slice.bytes,
      ended: false,
      lock: listenLock(task.shop),
      async write(trx) {
        const now = await findImport(trx, task.shop, row.id);
        if (!now) return;
        const summary = await contacts.apply(trx, task.shop, agreed, slice, now.summary);
        await changeImport(trx, task.shop, row.id, { summary });
      },
    };
  };

  function refuse(error: unknown): never {
    throw error instanceof RefusedFile ? refusedTask(error) : error;
  }

  function finished(task: Task, row: ImportRow): TaskSlice {
    if (row.file) void files.remove(row.file);
    return {
      cursor: task.cursor,
      doneCount: task.totalCount ?? 0,
      ended: true,
      write: (trx) => changeImport(trx, task.shop, row.id, { state: 'done', file: null, endedAt: clock.now() }),
    };
  }

  return {
    handler,

    /** Keeps a file, whose columns are to be agreed on. @throws RefusedFile, and keeps nothing */
    async upload(shop: string, kind: ImportKind, filename: string, source: AsyncIterable<Uint8Array>): Promise<string> {
      const id = randomUUID();
      const stored = await files.store(id, source);
      let seen: Peeked;
      try {
        seen = await peek(files.open(stored.file));
      } catch (error) {
        await files.remove(stored.file);
        throw error;
      }
      const plan = guessPlan(seen.headings, (await attributes(db.read, shop)).named);
      const row = { id, kind, state: 'mapping' as const, filename: filename.slice(0, 200), plan, ...stored };
      await db.write((trx) => insertImport(trx, shop, { ...row, at: clock.now() }));
      return id;
    },

    async preview(shop: string, id: string): Promise<ImportPreview | null> {
      const row = await findImport(db.read, shop, id);
      if (!row) return null;
      const seen = row.file && files.has(row.file) ? await peek(files.open(row.file)) : null;
      const { choices } = await attributes(db.read, shop);
      return {
        row,
        attributes: choices,
        samples: row.plan.headings.map((_, place) => (seen?.rows ?? []).map((one) => one[place] ?? '')),
      };
    },

    /** What was uploaded is read as agreed. Its id is made of both, so that the same asked for twice is one import. */
    async begin(shop: string, id: string, plan: Omit<ContactsPlan, 'headings'>): Promise<Begun> {
      const draft = await findImport(db.read, shop, id);
      if (draft?.state !== 'mapping' || !draft.file) return { state: 'gone' };
      const { headings } = draft.plan;
      const agreed: ContactsPlan = {
        ...plan,
        headings,
        fields: headings.map((_, place) => plan.fields[place] ?? 'skip'),
      };
      const problems = problemsOf(agreed, await today(shop));
      if (problems.length > 0) return { state: 'problems', problems };
      const final = finalId(draft, agreed);
      const before = await findImport(db.read, shop, final);
      if (before && before.state !== 'undone' && before.state !== 'attention') {
        await db.write((trx) => deleteImport(trx, shop, id));
        await files.remove(draft.file);
        return { state: 'known', id: final };
      }
      await db.write(async (trx) => {
        await deleteImport(trx, shop, id);
        await insertImport(trx, shop, { ...draft, id: final, plan: agreed, state: 'queued', at: clock.now() });
      });
      await queue(shop, CONTACTS_TASK, final, draft.size, null);
      return { state: 'begun', id: final };
    },

    /** Takes back what an import alone brought, or throws away what was only uploaded. */
    async undo(shop: string, id: string): Promise<void> {
      const row = await findImport(db.read, shop, id);
      if (!row || row.state === 'undone' || row.state === 'undoing') return;
      if (row.file) await files.remove(row.file);
      if (row.state === 'mapping') return db.write((trx) => deleteImport(trx, shop, id));
      await db.write(async (trx) => {
        await changeImport(trx, shop, id, { state: 'undoing', file: null });
        await trx.deleteFrom('task').where('shop', '=', shop).where('id', '=', taskOf(CONTACTS_TASK, id)).execute();
      });
      await queue(shop, UNDO_TASK, id, 0, null);
    },

    list: (shop: string, limit = 20) => listImports(db.read, shop, limit),
    refused: (shop: string, id: string, limit?: number) => refusedLines(db.read, shop, id, limit),
    find: (shop: string, id: string) => findImport(db.read, shop, id),
  };

  async function today(shop: string): Promise<string> {
    const query = db.read.selectFrom('shop').select('timezone').where('shop', '=', shop);
    const { timezone } = await query.executeTakeFirstOrThrow();
    const counter = dayCounter(timezone);
    return counter.name(counter.day(clock.now()));
  }
}

/** Of the file and the plan: headings are part of the file. */
export function finalId(file: { kind: string; digest: string }, { fields, origin, consent }: ContactsPlan): string {
  return stableId(file.kind, file.digest, JSON.stringify({ fields, origin, consent })).slice(0, 16);
}

export function agreedOf(row: ImportRow): AgreedImport {
  return { id: row.id, kind: row.kind, filename: row.filename, plan: row.plan, at: row.startedAt ?? row.createdAt };
}
