import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { HOUR, ManualClock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createTasksService } from '../../platform/work/tasks/tasks-service.server.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { createImportsService } from './import-orders.server.ts';
import { storedReason } from './refused-file.ts';
import { createUploads, IMPORT_TASK } from './uploads.server.ts';

const SHOP = 'a.myshopify.com';
const ROWS = 1000;

async function* upload(text: string) {
  yield Buffer.from(text);
}

describe.each(DIALECTS)('an uploaded file [%s]', (dialect) => {
  let test: TestDatabase;
  let folder: string;
  let clock: ManualClock;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    folder = mkdtempSync(join(tmpdir(), 'sandmill-uploads-'));
    clock = new ManualClock('2026-11-01T10:00:00Z');
    const shop = { shop: SHOP, name: 'A', currency: 'EUR', timezone: 'UTC', ingest_key: 'k', installed_at: 1 };
    await test.db.write((trx) => trx.insertInto('shop').values(shop).execute());
  });
  afterEach(async () => {
    await test.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const process = (db: Database = test.db) => {
    const imports = createImportsService({ db, clock });
    const uploads = createUploads({ db, clock, imports, folder, wake: () => {} });
    const worker = createTasksWorker({ db, clock, log: silentLog, handlers: { [IMPORT_TASK]: uploads.handler } });
    return { uploads, worker };
  };
  const table = [
    'email,date,total',
    ...Array.from({ length: ROWS }, (_, row) => `p${row % 50}@example.com,2026-01-01,${row % 7}`),
  ];
  const orders = async () => (await test.db.read.selectFrom('orders').select('id').execute()).length;
  const progress = (id: string) => createTasksService({ db: test.db, clock, wake: () => {} }).get(SHOP, id);

  it('is read slice by slice to its end, with its outcome to look at', async () => {
    const { uploads, worker } = process();
    const id = await uploads.start(SHOP, 'orders.csv', upload([...table, 'nobody,2026-01-01,1'].join('\n')));
    await worker.run(SHOP);
    expect(await progress(id)).toMatchObject({ state: 'queued' });
    expect(await orders()).toBe(800);
    while ((await worker.run(SHOP)) !== null);
    expect(await orders()).toBe(ROWS);
    const end = await progress(id);
    expect(end).toMatchObject({ state: 'done', doneCount: end?.totalCount });
    expect((await uploads.list(SHOP))[0]).toMatchObject({
      id,
      share: 1,
      filename: 'orders.csv',
      summary: { orders: ROWS, refused: 1, refusedLines: [{ line: ROWS + 2 }] },
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is read anew by another process after a crash, and in the end nothing is there twice', async () => {
    const first = process();
    const id = await first.uploads.start(SHOP, 'orders.csv', upload(table.join('\n')));
    await first.worker.run(SHOP);
    const { uploads, worker } = process(test.reopen());
    while ((await worker.run(SHOP)) !== null) clock.advance(HOUR);
    expect(await orders()).toBe(ROWS);
    expect(await uploads.list(SHOP)).toMatchObject([{ id, state: 'done', summary: { orders: ROWS } }]);
  });

  it('that is no table of orders says so, and is not kept', async () => {
    const { uploads, worker } = process();
    const id = await uploads.start(SHOP, 'x.csv', upload('a,b\n1,2'));
    await worker.run(SHOP);
    const { state, reason } = (await progress(id)) ?? {};
    expect([state, storedReason(reason ?? '')]).toEqual(['attention', { code: 'no_day', value: 'a, b' }]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of other letters than UTF-8 keeps what was read before them, and says in which line they are', async () => {
    const { uploads, worker } = process();
    async function* latin() {
      yield Buffer.from(table.join('\n'));
      yield Buffer.from(`\n${'x'.repeat(300_000)},,\ncitt\u00e0@example.com,2026-01-01,1`, 'latin1');
    }
    const id = await uploads.start(SHOP, 'latin.csv', latin());
    while ((await worker.run(SHOP)) !== null);
    expect(storedReason((await progress(id))?.reason ?? '')).toEqual({ code: 'not_utf8', value: String(ROWS + 3) });
    expect(await orders()).toBe(800);
  });
});
