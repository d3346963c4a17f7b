import { stringify } from 'csv-stringify/sync';
import { safeCell } from '../../understand/contacts/export.server.ts';
import type { Page, SuppressionList } from './suppression-list.server.ts';

const PAGE = 1000;
const COLUMNS = ['address', 'reason', 'since', 'note', 'source', 'fingerprint'] as const;

/** CSV text of everybody who gets no mail, a page at a time: the list, then whoever unsubscribed. */
export async function* suppressionCsv(list: SuppressionList, shop: string): AsyncGenerator<string> {
  yield stringify([COLUMNS]);
  for await (const rows of pagesOf((after) => list.listed(shop, { kind: null, after, limit: PAGE }))) {
    yield stringify(
      rows.map((row) => [
        safeCell(row.address),
        row.kind,
        new Date(row.at).toISOString(),
        safeCell(row.note),
        safeCell(row.file),
        row.id,
      ]),
    );
  }
  for await (const rows of pagesOf((after) => list.unsubscribed(shop, { after, limit: PAGE }))) {
    yield stringify(
      rows.map((row) => [
        safeCell(row.address),
        'unsubscribed',
        row.at === null ? '' : new Date(row.at).toISOString(),
        '',
        row.source ?? '',
        '',
      ]),
    );
  }
}

async function* pagesOf<Row>(read: (after: string | null) => Promise<Page<Row>>): AsyncGenerator<Row[]> {
  for (let after: string | null = null; ;) {
    const page: Page<Row> = await read(after);
    if (page.rows.length > 0) yield page.rows;
    if (page.next === null) return;
    after = page.next;
  }
}
