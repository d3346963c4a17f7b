// The command as a person starts it, beside an app that goes on reading.
import { type ChildProcess, spawn } from 'node:child_process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../test/databases.ts';
import { openSeal } from '../platform/crypto/open-seal.server.ts';

const OLD = 'the-former-key-long-enough-for-all-of-them';
const NEW = 'the-present-key-long-enough-for-all-of-them';
const ROWS = 1500;

describe.each(DIALECTS)('npm run rotate-keys [%s]', (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
  });
  afterEach(() => test.dispose());

  const rotate = (key: string, old = '') =>
    heard(
      spawn(process.execPath, ['app/commands/rotate-keys.ts'], {
        env: { ...process.env, DATABASE_URL: test.url, ENCRYPTION_KEY: key, ENCRYPTION_KEYS_OLD: old },
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );

  async function store(): Promise<void> {
    const seal = await openSeal({ db: test.db, key: OLD, old: [] });
    const rows = Array.from({ length: ROWS }, (_, n) => ({
      id: `s${n}`,
      shop: 'a',
      state: '',
      accessToken: seal.seal(`token ${n}`),
    }));
    for (let from = 0; from < ROWS; from += 500) {
      await test.db.write((trx) =>
        trx
          .insertInto('session')
          .values(rows.slice(from, from + 500))
          .execute(),
      );
    }
  }

  it('killed in the middle and begun again, it comes to its end, and an app with both keys reads all the while', async () => {
    await store();
    const app = await openSeal({ db: test.db, key: NEW, old: [OLD] });
    const tokens = () => test.db.read.selectFrom('session').select(['id', 'accessToken']).execute();
    const counts = async () => {
      const rows = await tokens();
      const readable = rows.filter((row) => app.open(row.accessToken) === `token ${row.id.slice(1)}`);
      return { readable: readable.length, anew: rows.filter((row) => app.isCurrent(row.accessToken)).length };
    };

    const first = rotate(NEW, OLD);
    await first.says('session.accessToken: 50 looked at, 50 sealed anew');
    first.child.kill('SIGKILL');
    await first.ended;
    const half = await counts();
    expect(half.readable).toBe(ROWS);
    expect(half.anew).toBeGreaterThanOrEqual(50);
    expect(half.anew).toBeLessThan(ROWS);

    const second = rotate(NEW, OLD);
    let over = false;
    void second.ended.then(() => (over = true));
    while (!over) {
      expect((await counts()).readable).toBe(ROWS);
      // reading SQLite alone never lets the event loop turn
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await second.ended).toBe(0);
    expect(second.output()).toContain(`${ROWS - half.anew} texts are sealed with the present key now.`);
    expect(second.output()).toContain('ENCRYPTION_KEYS_OLD is no longer needed.');
    const alone = await openSeal({ db: test.db, key: NEW, old: [] });
    expect((await tokens()).map((row) => alone.open(row.accessToken)).sort()[0]).toBe('token 0');

    const third = rotate(NEW);
    expect(await third.ended).toBe(0);
    expect(third.output()).toContain('0 texts');
  });

  it('without the former key it says what to do, and changes nothing', async () => {
    await store();
    const before = await test.db.read.selectFrom('secret').selectAll().execute();
    const wrong = rotate(NEW);
    expect(await wrong.ended).toBe(1);
    expect(wrong.output()).toMatch(/ENCRYPTION_KEYS_OLD/);
    expect(wrong.output()).not.toContain('    at ');
    expect(await test.db.read.selectFrom('secret').selectAll().execute()).toEqual(before);
  });
});

function heard(child: ChildProcess) {
  let output = '';
  const waiting: { text: string; done: () => void }[] = [];
  const hear = (chunk: Buffer) => {
    output += chunk.toString();
    for (const { text, done } of waiting) if (output.includes(text)) done();
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return {
    child,
    ended,
    output: () => output,
    says: (text: string) =>
      Promise.race([
        new Promise<void>((done) => waiting.push({ text, done })),
        ended.then(() => Promise.reject(new Error(`it ended without saying "${text}":\n${output}`))),
      ]),
  };
}
