import type { UploadedImport, Uploads } from '../listen/imports/uploads.server.ts';
import type { ImportPages, ImportRow } from '../ui/views/import-views.ts';

interface Deps {
  uploads: Uploads;
}

export function createImportPages({ uploads }: Deps): ImportPages {
  return {
    list: async (shop) => (await uploads.list(shop)).map(rowOf),
    start: (shop, { name, body }) => uploads.start(shop, name, body),
  };
}

function rowOf(told: UploadedImport): ImportRow {
  const { orders, refused, refusedLines } = told.summary;
  return {
    id: told.id,
    file: told.filename,
    state: told.state === 'queued' && told.share > 0 ? 'running' : told.state,
    orders,
    // how many orders a file holds is known when it is read to its end; until then its bytes say
    total: told.state === 'done' ? orders : told.share > 0 ? Math.round(orders / told.share) : null,
    refused: refusedLines,
    refusedCount: refused,
    startedAt: told.startedAt,
    endedAt: told.endedAt,
    reason: told.reason,
  };
}
