import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { parseDuration } from '../src/clock/duration.ts';
import { fileClock } from '../src/clock/file-clock.ts';
import { writeOffset } from '../src/clock/offset-file.ts';
import { freshFolder, type Json } from './open-test-devstore.ts';

const HOUR = 3_600_000;
const preload = resolve(import.meta.dirname, '../preload.ts');

/** Runs a script in a Node of its own, with the preload, and gives back what it printed as JSON. */
async function withPreload(script: string, environment: Record<string, string>): Promise<Json> {
  const args = ['--import', preload, '--input-type=module', '-e', script];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env: { ...process.env, ...environment } });
  return JSON.parse(stdout);
}

test('the clock moves forward only, tells its listeners, and goes on after a restart', () => {
  const file = join(freshFolder(), 'clock');
  const clock = fileClock(file);
  let moves = 0;
  clock.onMove(() => (moves += 1));
  const before = clock.now();
  clock.moveBy(HOUR);
  expect(clock.now() - before).toBeGreaterThanOrEqual(HOUR);
  expect(moves).toBe(1);
  expect(() => clock.moveTo(before)).toThrow(RangeError);
  expect(fileClock(file).offset()).toBe(HOUR);
});

test('with the preload, Date runs ahead by what the file says; given dates, timers and performance.now do not', async () => {
  const file = join(freshFolder(), 'clock');
  writeOffset(file, 24 * HOUR);
  const seen = await withPreload(
    `const t = performance.now(); await new Promise((r) => setTimeout(r, 20));
     class Mine extends Date {}
     console.log(JSON.stringify({
       now: Date.now(), fresh: new Date().getTime(), given: new Date(5).getTime(), text: Date(),
       is: new Date() instanceof Date, same: new Date().constructor === Date, mine: new Mine() instanceof Mine,
       waited: performance.now() - t, parsed: Date.parse('2026-01-01T00:00:00Z'), utc: Date.UTC(2026, 0, 1) }))`,
    { DEVSTORE_CLOCK: file },
  );
  const ahead = seen.now - Date.now();
  expect(ahead).toBeGreaterThan(24 * HOUR - 10_000);
  expect(ahead).toBeLessThan(24 * HOUR + 10_000);
  expect(Math.abs(seen.fresh - seen.now)).toBeLessThan(1_000);
  expect(seen).toMatchObject({ given: 5, is: true, same: true, mine: true, parsed: 1767225600000, utc: 1767225600000 });
  expect(Math.abs(Date.parse(seen.text) - seen.now)).toBeLessThan(2_000);
  expect(seen.waited).toBeLessThan(5_000);
});

test('a running process notices that the clock was moved, and is told so', async () => {
  const file = join(freshFolder(), 'clock');
  const seen = await withPreload(
    `import { writeFileSync } from 'node:fs';
     const before = Date.now();
     const told = new Promise((r) => process.once('clock-moved', r));
     const keep = setTimeout(() => {}, 10000);
     writeFileSync(${JSON.stringify(file)}, '${HOUR}');
     await told; clearTimeout(keep);
     console.log(JSON.stringify({ moved: Date.now() - before }))`,
    { DEVSTORE_CLOCK: file },
  );
  expect(seen.moved).toBeGreaterThanOrEqual(HOUR);
});

test('with the preload, calls to Shopify go to the devstore and say which host was meant; others do not', async () => {
  const seen = await withPreload(
    `import { createServer } from 'node:http';
     const server = createServer((q, s) => { let b = ''; q.on('data', (c) => b += c); q.on('end', () => s.end(JSON.stringify([q.method, q.url, q.headers['x-devstore-host'] ?? null, b]))); });
     await new Promise((r) => server.listen(Number(process.env.TEST_PORT), '127.0.0.1', r));
     const ask = async (...a) => (await fetch(...a)).json();
     const out = [
       await ask('https://sandmill-demo.myshopify.com/admin/x.json?a=1', { method: 'POST', body: 'hi' }),
       await ask(new Request('https://shopify.com/y')),
       await ask('http://127.0.0.1:' + process.env.TEST_PORT + '/z'),
     ];
     console.log(JSON.stringify(out)); server.close(); server.closeAllConnections();`,
    { DEVSTORE_ORIGIN: 'http://127.0.0.1:4171', TEST_PORT: '4171' },
  );
  expect(seen).toEqual([
    ['POST', '/admin/x.json?a=1', 'sandmill-demo.myshopify.com', 'hi'],
    ['GET', '/y', 'shopify.com', ''],
    ['GET', '/z', null, ''],
  ]);
});

test.each([
  ['90s', 90_000],
  ['15m', 900_000],
  ['1h', HOUR],
  ['7d', 7 * 24 * HOUR],
  ['2w', 14 * 24 * HOUR],
  ['soon', undefined],
  ['-1h', undefined],
])('the duration %s is understood', (text, milliseconds) => expect(parseDuration(text)).toBe(milliseconds));
