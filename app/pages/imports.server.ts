import { z } from 'zod';
import type { ContactUploads } from '../listen/imports/contact-uploads.server.ts';
import { contactsPlanSchema } from '../listen/imports/contacts-plan.ts';
import type { ImportRow as ListRow } from '../listen/imports/import-rows.server.ts';
import { RefusedFile, storedReason } from '../listen/imports/refused-file.ts';
import { IMPORT_TASK, type UploadedImport, type Uploads } from '../listen/imports/uploads.server.ts';
import type { Clock } from '../platform/clock/clock.ts';
import type { FileReason, ImportPages, ImportRow, RefusedLine } from '../ui/views/import-views.ts';

interface Deps {
  clock: Clock;
  uploads: Uploads;
  contactUploads: ContactUploads;
}

const SHOWN = 20;
/** Refused lines that a card shows; the file has them all. */
const REFUSED_SHOWN = 20;

export function createImportPages({ clock, uploads, contactUploads }: Deps): ImportPages {
  const planOf = contactsPlanSchema.omit({ headings: true });

  return {
    async list(shop) {
      const lists = await contactUploads.list(shop, SHOWN);
      const rows = await Promise.all(
        lists.map(async (row) =>
          listRow(
            row,
            row.summary.refused + row.summary.unread > 0
              ? await contactUploads.refused(shop, row.id, REFUSED_SHOWN)
              : [],
            clock,
          ),
        ),
      );
      const orders = (await uploads.list(shop)).map((told) => ordersRow(told, clock));
      return [...rows, ...orders].toSorted((a, b) => b.startedAt - a.startedAt).slice(0, SHOWN);
    },

    async upload(shop, kind, { name, body }) {
      if (kind === 'orders') return { id: await uploads.start(shop, name, body) };
      try {
        return { id: await contactUploads.upload(shop, kind, name, body) };
      } catch (error) {
        if (error instanceof RefusedFile) return { refused: error.reason };
        throw error;
      }
    },

    async mapping(shop, id) {
      const found = await contactUploads.preview(shop, id);
      if (found?.row.state !== 'mapping') return null;
      const { row, samples, attributes } = found;
      return {
        id,
        kind: row.kind,
        file: row.filename,
        columns: row.plan.headings.map((heading, place) => ({
          place,
          heading,
          samples: (samples[place] ?? []).filter((sample) => sample !== '').slice(0, 3),
          field: row.plan.fields[place] ?? 'skip',
        })),
        attributes,
        origin: row.plan.origin,
        consent: row.plan.consent,
      };
    },

    async begin(shop, id, asked) {
      const plan = planOf.safeParse(asked);
      if (!plan.success) return { state: 'problems', problems: { fields: 'imports.problem.fields.unread' } };
      const begun = await contactUploads.begin(shop, id, plan.data);
      if (begun.state !== 'problems') return { state: begun.state };
      const problems = begun.problems.map(({ part, code }) => [part, `imports.problem.${part}.${code}`]);
      return { state: 'problems', problems: Object.fromEntries(problems.toReversed()) };
    },

    undo: (shop, id) => contactUploads.undo(shop, id),

    async refused(shop, id) {
      if (id.startsWith(`${IMPORT_TASK}:`)) return (await uploads.refused(shop, id)).map(asCode);
      return (await contactUploads.refused(shop, id)).map(asCode);
    },
  };
}

function ordersRow(told: UploadedImport, clock: Clock): ImportRow {
  const { orders, refused, refusedLines } = told.summary;
  return {
    id: told.id,
    kind: 'orders',
    file: told.filename,
    state: told.state === 'queued' && told.share > 0 ? 'running' : told.state,
    share: told.share,
    remaining: told.state === 'queued' ? remainingOf(told.share, told.startedAt, clock) : null,
    added: orders,
    known: 0,
    repeated: 0,
    refused: refusedLines.slice(0, REFUSED_SHOWN).map(asCode),
    refusedCount: refused,
    unreadCount: 0,
    startedAt: told.startedAt,
    endedAt: told.endedAt,
    reason: fileReason(told.reason),
    undoable: false,
  };
}

function listRow(row: ListRow, refused: { line: number; reason: string }[], clock: Clock): ImportRow {
  const startedAt = row.startedAt ?? row.createdAt;
  const { added, known, repeated } = row.summary;
  return {
    id: row.id,
    kind: row.kind,
    file: row.filename,
    state: row.state === 'queued' && row.share > 0 ? 'running' : row.state,
    share: row.share,
    remaining: row.state === 'queued' ? remainingOf(row.share, startedAt, clock) : null,
    added,
    known,
    repeated,
    refused: refused.map(asCode),
    refusedCount: row.summary.refused,
    unreadCount: row.summary.unread,
    startedAt,
    endedAt: row.endedAt,
    reason: fileReason(row.reason),
    undoable: row.state !== 'undone' && row.state !== 'undoing',
  };
}

function remainingOf(share: number, startedAt: number, clock: Clock): number | null {
  return share > 0 ? Math.round(((clock.now() - startedAt) / share) * (1 - share)) : null;
}

function fileReason(reason: string | null): FileReason | null {
  return reason === null ? null : (storedReason(reason) ?? { code: 'failed', value: reason });
}

const reasonSchema = z.object({ code: z.string(), column: z.string().default(''), value: z.string().default('') });

function asCode({ line, reason }: { line: number; reason: string }): RefusedLine {
  // earlier releases kept the reasons of orders as words
  if (!reason.startsWith('{')) return { line, code: 'words', column: '', value: reason };
  return { line, ...reasonSchema.parse(JSON.parse(reason)) };
}
