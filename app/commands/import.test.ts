import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('npm run import', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sandmill-import-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: string[]) =>
    spawnSync(process.execPath, ['app/commands/import.ts', ...args], {
      env: {
        ...process.env,
        DATABASE_URL: `file:${join(folder, 'new.db')}`,
        UPLOADS_DIR: join(folder, 'uploads'),
        INIT_CWD: folder,
      },
      encoding: 'utf8',
    });

  it('makes the database and the shop, takes the orders in, names bad lines, and changes nothing the second time', () => {
    writeFileSync(
      join(folder, 'orders.csv'),
      'email,order_date,revenue\nann@example.com,2026-01-01,10\nbob@example.com,2026-01-02,x\nann@example.com,2026-01-03,5\n',
    );
    const first = run('--shop', 'a.myshopify.com', '--orders', 'orders.csv', '--timezone', 'Europe/Rome');
    expect(first.stderr).toContain('line 3: revenue: "x" is not an amount such as 1234.56');
    expect(first.stdout).toContain('2 orders from 3 lines, 1 line refused; a.myshopify.com now has 1 contact.');
    expect(first.status).toBe(0);
    const second = run('--shop', 'a.myshopify.com', '--orders', 'orders.csv');
    expect(second.stdout).toContain('2 orders from 3 lines, 1 line refused; a.myshopify.com now has 1 contact.');
  });

  it('takes a list of contacts in as its columns are named, and changes nothing the second time', () => {
    writeFileSync(
      join(folder, 'list.csv'),
      'Mail;Vorname;OK?\nann@example.com;Ann;yes\neva@example.com;Eva;no\nnobody;;\n',
    );
    const list = ['--shop', 'a.myshopify.com', '--customers', 'list.csv', '--map', 'first_name=Vorname,consent=OK?'];
    const first = run(...list, '--consent', 'column', '--origin', 'fair');
    expect(first.stderr).toContain('line 4: "nobody": that is not an e-mail address');
    expect(first.stdout).toContain(
      '1 new contact, 1 known before, 0 repeated and 1 refused of 3 lines; a.myshopify.com now has 2 contacts.',
    );
    const second = run(...list, '--consent', 'column', '--origin', 'fair');
    expect(second.stdout).toContain('This file was in already: 1 new contact');
    expect(second.stdout).toContain('now has 2 contacts.');
    expect(run('--shop', 'a.myshopify.com', '--customers', 'list.csv', '--consent', 'column').stderr).toMatch(
      /^No column holds the consent/,
    );
    expect(run('--shop', 'a.myshopify.com', '--customers', 'list.csv', '--map', 'nose=Mail').stderr).toMatch(
      /^--map has/,
    );
  });

  it('says in words what it was not given', () => {
    expect(run('--shop', 'a.myshopify.com').stderr).toMatch(/^--orders is missing/);
    expect(run('--shop', 'a.myshopify.com', '--orders', 'none.csv').stderr).toMatch(/^There is no file/);
    writeFileSync(join(folder, 'other.csv'), 'a,b\n1,2\n');
    const other = run('--shop', 'a.myshopify.com', '--orders', 'other.csv');
    expect(other.stderr).toMatch(/no column for the day/);
    expect(other.status).toBe(1);
  });
});
