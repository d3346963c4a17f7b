import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startApp } from '../bin/app-process.ts';
import { openDemoData } from '../bin/demo-data.ts';
import { FolderTaken, lockFolder } from '../bin/folder-lock.ts';
import { PortTaken, requireFreePorts } from '../bin/free-ports.ts';
import { isStale } from '../bin/freshness.ts';
import { readOptions, WrongOptions } from '../bin/options.ts';
import { freshFolder } from './open-test-devstore.ts';

/** A folder with a `server.ts` in the app's place. */
function standIn(server: string): string {
  const root = freshFolder();
  symlinkSync(resolve(import.meta.dirname, '..'), join(root, 'devstore'));
  writeFileSync(join(root, 'server.ts'), server);
  return root;
}

test('options are read, and a wrong one is named', () => {
  expect(readOptions(['--port', '4180', '--check'])).toMatchObject({
    port: 4180,
    check: true,
    reset: false,
    orders: null,
  });
  expect(() => readOptions(['--port', 'many'])).toThrow(WrongOptions);
  expect(() => readOptions(['--speed'])).toThrow(/--speed/);
});

test('a demo keeps its keys until it is reset or another history is wanted', () => {
  const folder = join(freshFolder(), 'demo');
  const orders = join(freshFolder(), 'orders.csv');
  writeFileSync(orders, 'a');
  const first = openDemoData(folder, null, false);
  expect(openDemoData(folder, null, false)).toEqual(first);
  const other = openDemoData(folder, orders, false);
  expect(other.apiSecret).not.toBe(first.apiSecret);
  expect(openDemoData(folder, orders, false)).toEqual(other);
  expect(openDemoData(folder, null, false)).toEqual(other);
  expect(openDemoData(folder, null, true)).not.toEqual(other);
});

test('a folder belongs to one demo at a time; what a dead one left does not count', () => {
  const folder = join(freshFolder(), 'demo');
  writeFileSync(`${folder}.pid`, String(process.ppid));
  expect(() => lockFolder(folder)).toThrow(FolderTaken);
  writeFileSync(`${folder}.pid`, '999999999');
  const unlock = lockFolder(folder);
  expect(existsSync(`${folder}.pid`)).toBe(true);
  unlock();
  expect(existsSync(`${folder}.pid`)).toBe(false);
});

test('a port that is taken is named, with what it is for', async () => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void other.close());
  const { port } = other.address() as AddressInfo;
  await expect(requireFreePorts({ app: port })).rejects.toThrow(PortTaken);
  await expect(requireFreePorts({ mailbox: port })).rejects.toThrow(`Port ${port}, for the mailbox, is taken.`);
});

test('what is made is made again only when a source is newer', () => {
  const folder = freshFolder();
  const source = join(folder, 'app');
  mkdirSync(source);
  writeFileSync(join(source, 'page.ts'), '');
  const made = join(folder, 'made');
  expect(isStale(made, [source])).toBe(true);
  writeFileSync(made, '');
  utimesSync(join(source, 'page.ts'), 1, 1);
  expect(isStale(made, [source])).toBe(false);
  writeFileSync(join(source, 'page.test.ts'), '');
  utimesSync(join(source, 'page.test.ts'), 9e9, 9e9);
  expect(isStale(made, [source])).toBe(false);
  utimesSync(join(source, 'page.ts'), 9e9, 9e9);
  expect(isStale(made, [source])).toBe(true);
});

test('the app is waited for until it is ready, and stopped', async () => {
  const root = standIn(
    `import { createServer } from 'node:http';
     let calls = 0;
     createServer((q, s) => { calls += 1; s.writeHead(q.url === '/readyz' && calls > 2 ? 200 : 503).end(); }).listen(Number(process.env.PORT), '127.0.0.1');`,
  );
  const app = startApp({
    root,
    origin: 'http://127.0.0.1:4172',
    environment: { PORT: '4172' },
    logFile: join(root, 'app.log'),
    dev: false,
  });
  onTestFinished(() => app.stop());
  await app.ready();
  await app.stop();
  await expect(fetch('http://127.0.0.1:4172/readyz')).rejects.toThrow();
});

test('an app ends when the demo that started it was killed', async () => {
  const demo = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  const app = spawn(
    process.execPath,
    ['--import', resolve(import.meta.dirname, '../preload.ts'), '-e', 'setInterval(() => {}, 1000)'],
    { env: { ...process.env, DEVSTORE_PARENT: String(demo.pid) } },
  );
  onTestFinished(() => void app.kill('SIGKILL'));
  const ended = new Promise((done) => app.once('exit', (_code, signal) => done(signal)));
  demo.kill('SIGKILL');
  expect(await ended).toBe('SIGTERM');
});

test('an app that ends by itself is told with the last it said', async () => {
  const root = standIn(`console.error('SHOPIFY_API_KEY is missing'); process.exitCode = 3;`);
  const app = startApp({
    root,
    origin: 'http://127.0.0.1:4173',
    environment: {},
    logFile: join(root, 'app.log'),
    dev: false,
  });
  await expect(app.ready()).rejects.toThrow(/ended by itself \(code 3\)[\s\S]*SHOPIFY_API_KEY is missing/);
});
