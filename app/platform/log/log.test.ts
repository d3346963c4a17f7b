import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { createErrorReports } from './error-reports.ts';
import { createLog } from './log.ts';
import { withRequestId } from './request-id.ts';

const PRIVATE = [
  'ada@example.com',
  'Ada Lovelace',
  '+39 011 555 0123',
  'shpat_0123456789abcdef0123456789abcdef',
  'secret=hush',
  'https://shop.example/checkouts/c/1?key=hush',
];
const failure = () =>
  Object.assign(
    new Error(
      `insert into "contact" values ('Ada Lovelace') failed for ada@example.com, +39 011 555 0123 ` +
        `(shpat_0123456789abcdef0123456789abcdef) at https://shop.example/checkouts/c/1?key=hush&secret=hush\n` +
        `DETAIL: Key (email)=(ada@example.com) exists`,
    ),
    { code: '23505', detail: 'Key (email)=(ada@example.com)' },
  );

it('writes the request id on every line of that request, also after waiting', async () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  await Promise.all(
    ['request-one', 'request-two'].map((id) =>
      withRequestId(id, async (used) => {
        await new Promise((resolve) => setImmediate(resolve));
        log.info({ used }, 'answered');
      }),
    ),
  );
  log.info('outside');
  const read = lines.map((line) => JSON.parse(line) as { requestId?: string; used?: string });
  expect(read.slice(0, 2).map(({ requestId }) => requestId)).toEqual(['request-one', 'request-two']);
  expect(read[2]?.requestId).toBeUndefined();
});

it.each([undefined, 'x', 'a b c d e f g h', 'forged\n{"level":50}', ['a', 'b']])(
  'makes an id of its own where none that can be used came: %#',
  (given) => {
    expect(withRequestId(given, (id) => id)).toMatch(/^[0-9a-f-]{36}$/);
  },
);

it('logs an error without what it quotes', () => {
  const lines: string[] = [];
  const log = createLog('info', { write: (line) => void lines.push(line) });
  log.error({ err: failure(), shop: 'a.myshopify.com', email: 'ada@example.com', token: 'x' }, 'it failed');
  for (const text of PRIVATE) expect(lines[0]).not.toContain(text);
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({
    shop: 'a.myshopify.com',
    err: { type: 'Error', code: '23505', message: expect.stringMatching(/^insert into \[quoted\] values/) },
  });
});

it('sends the place, the request id, the role and the version of an error, and nothing of what it was about', async () => {
  const received: string[] = [];
  const sink = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      received.push(body);
      response.end();
    });
  });
  await new Promise<void>((ready) => sink.listen(0, '127.0.0.1', ready));
  const url = `http://127.0.0.1:${(sink.address() as AddressInfo).port}/errors`;
  const report = createErrorReports({ url, role: 'worker', version: '0.1.0' });
  const sent: Promise<void>[] = [];
  const log = createLog('silent', { onError: (error, sentence) => void sent.push(report(error, sentence)) });
  const audible = createLog('error', {
    onError: (error, sentence) => void sent.push(report(error, sentence)),
    write: () => {},
  });
  withRequestId('request-one', () => {
    audible.error({ err: failure(), email: 'ada@example.com' }, 'a mail to ada@example.com failed');
    log.warn({ err: failure() }, 'only a warning');
  });
  await Promise.all(sent);
  sink.close();
  expect(received).toHaveLength(1);
  for (const text of PRIVATE) expect(received[0]).not.toContain(text);
  expect(JSON.parse(received[0] ?? '')).toEqual({
    sentence: 'a mail to [address] failed',
    error: {
      type: 'Error',
      code: '23505',
      message: expect.any(String),
      at: expect.arrayContaining([expect.stringMatching(/app\/platform\/log\/log\.test\.ts/)]),
    },
    requestId: 'request-one',
    role: 'worker',
    version: '0.1.0',
  });
});

it('is silent about a report that cannot be delivered', async () => {
  const report = createErrorReports({ url: 'http://127.0.0.1:9/', role: 'all', version: '0' });
  await expect(report(failure(), 'it failed')).resolves.toBeUndefined();
});
