import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { groupCommit } from './group-commit.ts';

const task = (id: string) => ({ shop: 's', id, kind: 'k', due_at: 1, created_at: 1 });

describe.each(DIALECTS)('the one way to the database [%s]', (dialect) => {
  let test: TestDatabase;
  afterEach(() => test.dispose());

  const count = async () => (await test.db.read.selectFrom('task').select('id').execute()).length;

  it('keeps a transaction whole when it fails', async () => {
    test = await createTestDatabase(dialect);
    const failing = test.db.write(async (trx) => {
      await trx.insertInto('task').values(task('a')).execute();
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await count()).toBe(0);
  });

  it('does not let a write that arrives during a transaction vanish with its rollback', async () => {
    test = await createTestDatabase(dialect);
    const failing = test.db.write(async (trx) => {
      await trx.insertInto('task').values(task('a')).execute();
      await new Promise((resolve) => setImmediate(resolve));
      throw new Error('no');
    });
    const other = test.db.write((trx) => trx.insertInto('task').values(task('b')).execute());
    await expect(failing).rejects.toThrow('no');
    await other;
    expect(await count()).toBe(1);
  });

  it('compares texts by code point, whatever the order of the server is', async () => {
    test = await createTestDatabase(dialect);
    for (const id of ['é', 'a', '_', 'B', '1']) {
      await test.db.write((trx) => trx.insertInto('task').values(task(id)).execute());
    }
    const rows = await test.db.read.selectFrom('task').select('id').orderBy('id').execute();
    expect(rows.map(({ id }) => id)).toEqual(['1', 'B', '_', 'a', 'é']);
    const lowered = await test.db.read
      .selectFrom('task')
      .select((eb) => eb.fn<string>('lower', ['id']).as('id'))
      .where('id', '=', 'B')
      .execute();
    expect(lowered).toEqual([{ id: 'b' }]);
  });

  it('reads instants and sums as numbers', async () => {
    test = await createTestDatabase(dialect);
    const instant = 1_790_000_000_123;
    await test.db.write((trx) =>
      trx
        .insertInto('task')
        .values({ ...task('a'), due_at: instant, done_count: 7 })
        .execute(),
    );
    const row = await test.db.read
      .selectFrom('task')
      .select((eb) => ['due_at', eb.fn.sum<number>('done_count').as('total')])
      .groupBy('due_at')
      .executeTakeFirstOrThrow();
    expect(row).toEqual({ due_at: instant, total: 7 });
  });

  it('appends in groups, ignores what is there, and resolves each caller after the commit', async () => {
    test = await createTestDatabase(dialect);
    const commit = groupCommit(test.db.appender('task', ['shop', 'id', 'kind', 'due_at', 'created_at']));
    await Promise.all(Array.from({ length: 50 }, (_, index) => commit(['s', `t${index % 40}`, 'k', index, 1])));
    expect(await count()).toBe(40);
  });

  it('a named lock admits one transaction at a time', async () => {
    test = await createTestDatabase(dialect);
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 8 }, () =>
        test.db.write(
          async (trx) => {
            most = Math.max(most, ++inside);
            await trx.selectFrom('task').select('id').execute();
            inside--;
          },
          { lock: 'fold s' },
        ),
      ),
    );
    expect(most).toBe(1);
  });

  it('a fault at a write leaves nothing behind', async () => {
    let armed = false;
    test = await createTestDatabase(dialect, () => {
      if (armed) throw new Error('fault');
    });
    armed = true;
    await expect(test.db.write((trx) => trx.insertInto('task').values(task('a')).execute())).rejects.toThrow('fault');
    armed = false;
    expect(await count()).toBe(0);
  });
});
