import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { BulkInsert } from './bulk.ts';
import type { Row } from './db.ts';

const COLUMNS = ['shop', 'id', 'kind', 'due_at', 'created_at', 'reason'];

const tasks = (rows: readonly Row[], more: Partial<BulkInsert> = {}): BulkInsert => ({
  table: 'task',
  columns: COLUMNS,
  rows,
  ...more,
});

const REPLACING = { keys: ['shop', 'id'], columns: ['due_at', 'reason'], where: 'excluded.due_at >= task.due_at' };

describe.each(DIALECTS)('rows written in bulk [%s]', (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
  });
  afterEach(() => test.dispose());

  const written = () =>
    test.db.read.selectFrom('task').select(['id', 'due_at', 'reason']).where('shop', '=', 's').orderBy('id').execute();

  it('arrive letter by letter, whatever they contain', async () => {
    const texts = ['', '\\N', 'a\tb', 'two\nlines\r\n', 'back\\slash', "it's “said”", '\\.', 'è 🏖', null];
    const rows = texts.map((text, at): Row => ['s', `t${at}`, 'k', at, 1, text]);
    await test.db.bulk({ inserts: [tasks(rows)] });
    expect((await written()).map(({ reason }) => reason)).toEqual(texts);
  });

  it('leave what is there, or replace it by what is newer, of one bulk the last', async () => {
    await test.db.bulk({ inserts: [tasks([['s', 'a', 'k', 5, 1, 'first']])] });
    await test.db.bulk({ inserts: [tasks([['s', 'a', 'k', 6, 1, 'kept out']])] });
    expect(await written()).toEqual([{ id: 'a', due_at: 5, reason: 'first' }]);
    const again: Row[] = [
      ['s', 'a', 'k', 4, 1, 'older'],
      ['s', 'b', 'k', 1, 1, 'one'],
      ['s', 'b', 'k', 2, 1, 'two'],
    ];
    await test.db.bulk({ inserts: [tasks(again, { replace: REPLACING })] });
    expect(await written()).toEqual([
      { id: 'a', due_at: 5, reason: 'first' },
      { id: 'b', due_at: 2, reason: 'two' },
    ]);
  });

  it('are left out by what a query finds, and come all or not at all', async () => {
    await test.db.bulk({ inserts: [tasks([['s', 'a', 'k', 5, 1, null]])] });
    const rows: Row[] = [
      ['s', 'b', 'a', 1, 1, null],
      ['s', 'c', 'k', 1, 1, null],
    ];
    const except = { sql: 'select id from task where shop = ? and due_at = ?', params: ['s', 5] };
    await test.db.bulk({ inserts: [tasks(rows, { exceptBy: 2 })], except });
    expect((await written()).map(({ id }) => id)).toEqual(['a', 'c']);
    const broken = tasks([['s', 'e', null, 1, 1, null]]);
    await expect(test.db.bulk({ inserts: [tasks([['s', 'd', 'k', 1, 1, null]]), broken] })).rejects.toThrow();
    expect((await written()).map(({ id }) => id)).toEqual(['a', 'c']);
    await test.db.bulk({ inserts: [tasks([['s', 'd', 'k', 1, 1, null]])] });
    expect((await written()).map(({ id }) => id)).toEqual(['a', 'c', 'd']);
  });

  it('that are most likely new come in all the same where some are there, and nothing of a bulk that fails', async () => {
    const likely = (...rows: readonly Row[]) => tasks(rows, { replace: REPLACING, mostlyNew: true });
    const row = (id: string, dueAt: number, kind: string | null = 'k'): Row => ['s', id, kind, dueAt, 1, null];
    await test.db.bulk({ inserts: [likely(row('a', 5), row('b', 5))] });
    await test.db.bulk({ inserts: [likely(row('c', 6), row('a', 4), row('b', 6), row('b', 7))] });
    await test.db.bulk({ inserts: [likely(row('d', 8))] });
    const all = ['a', 'b', 'c', 'd'];
    expect((await written()).map(({ id, due_at }) => [id, due_at])).toEqual([
      ['a', 5],
      ['b', 7],
      ['c', 6],
      ['d', 8],
    ]);
    for (const broken of [row('f', 1, null), row('a', 9, null)]) {
      await expect(test.reopen().bulk({ inserts: [likely(row('e', 1)), likely(broken)] })).rejects.toThrow();
    }
    expect((await written()).map(({ id }) => id)).toEqual(all);
  });
});
