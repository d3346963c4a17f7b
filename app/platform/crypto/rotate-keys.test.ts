import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { EnvironmentError } from '../env.server.ts';
import { openSeal } from './open-seal.server.ts';
import { rotateKeys } from './rotate-keys.server.ts';
import { createSeal } from './seal.ts';

const OLD = 'the former key, long enough for all of them';
const NEW = 'the present key, long enough for all of them';
const ROWS = 120;

describe.each(DIALECTS)('changing the encryption key [%s]', (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
  });
  afterEach(() => test.dispose());

  const open = (key: string, ...old: string[]) => openSeal({ db: test.db, key, old });
  const tokens = async () =>
    await test.db.read.selectFrom('session').select(['id', 'accessToken', 'refreshToken']).orderBy('id').execute();

  async function store(key: string) {
    const seal = await open(key);
    await test.db.write(async (trx) => {
      for (let n = 0; n < ROWS; n++) {
        const [accessToken, refreshToken] = [seal.seal(`access ${n}`), n % 2 ? seal.seal(`refresh ${n}`) : null];
        await trx
          .insertInto('session')
          .values({ id: `s${n}`, shop: 'a', state: '', accessToken, refreshToken })
          .execute();
      }
    });
    return seal;
  }

  it('leaves every text readable with the new key alone, and hashes and links as they were', async () => {
    const before = await store(OLD);
    const link = before.sign('click', 'x');
    const both = await open(NEW, OLD);
    expect(both.open((await tokens())[0]!.accessToken)).toBe('access 0');
    expect(await rotateKeys(test.db, both)).toEqual({ resealed: ROWS + ROWS / 2 + 2, unreadable: 0 });

    const after = await open(NEW);
    const texts = (await tokens()).map((row) => after.open(row.accessToken)).sort();
    expect(texts).toHaveLength(ROWS);
    expect(after.hash('ada@example.com')).toBe(before.hash('ada@example.com'));
    expect(after.verify('click', 'x', link)).toBe(true);
    await expect(open(OLD)).rejects.toThrow(EnvironmentError);
  });

  it('goes on where it was stopped, and does nothing the second time', async () => {
    await store(OLD);
    const both = await open(NEW, OLD);
    let writes = 0;
    const write: typeof test.db.write = (fn, options) => {
      if (++writes > 40) throw new Error('stopped');
      return test.db.write(fn, options);
    };
    await expect(rotateKeys({ ...test.db, write }, both)).rejects.toThrow('stopped');
    expect((await rotateKeys(test.db, both)).resealed).toBe(ROWS + ROWS / 2 + 2 - 40);
    expect((await rotateKeys(test.db, both)).resealed).toBe(0);
  });

  it('opens what was sealed before keys had names, and counts what nobody can open', async () => {
    const seal = await open(NEW, OLD);
    const nameless = createSeal(OLD)
      .seal('old')
      .replace(/^v2\.[^.]+/, 'v1');
    const lost = createSeal('a key that nobody has any more, long enough').seal('lost');
    await test.db.write((trx) =>
      trx
        .insertInto('session')
        .values([nameless, lost].map((accessToken, n) => ({ id: `s${n}`, shop: 'a', state: '', accessToken })))
        .execute(),
    );
    expect(await rotateKeys(test.db, seal)).toEqual({ resealed: 1, unreadable: 1 });
    expect(seal.open((await tokens())[0]!.accessToken)).toBe('old');
  });

  it('does not start with a key that this database was not sealed with', async () => {
    await open(OLD);
    await expect(open(NEW)).rejects.toThrow(/ENCRYPTION_KEYS_OLD/);
  });
});
