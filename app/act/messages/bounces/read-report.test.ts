import { describe, expect, it } from 'vitest';
import { readReport } from './read-report.ts';
import { ID, lines, report } from './reports-in-test.ts';

const NOW = Date.parse('2026-03-10T00:00:00Z');

describe('a report of a mail server (RFC 3464)', () => {
  it('of a mailbox that does not exist names our mail, and not the address', () => {
    const [event] = readReport(report(), NOW);
    expect(event).toMatchObject({
      kind: 'hard',
      message: ID,
      at: Date.parse('2026-03-02T09:00:00Z'),
      detail: expect.stringContaining('User unknown'),
    });
    expect(event?.detail).not.toContain('ada@example.com');
  });

  it.each([
    ['mailbox full', { status: '5.2.2', code: 'smtp; 552 5.2.2 Mailbox full' }, 'soft'],
    ['policy', { status: '5.7.1', code: 'smtp; 550 5.7.1 blocked' }, 'soft'],
    ['too long', { status: '4.4.1', code: 'X-Postfix; connect to mx.example.com: timed out' }, 'soft'],
    ['its true code in its words', { status: '5.0.0', code: 'smtp; 550 5.1.1 unknown user' }, 'hard'],
    ['arrival', { status: '2.0.0', action: 'delivered', code: 'smtp; 250 ok' }, 'delivered'],
  ])('of %s is %s', (_name, changes, kind) => {
    expect(readReport(report(changes), NOW)).toMatchObject([{ kind, message: ID }]);
  });

  it('that it goes on trying says nothing yet', () => {
    expect(readReport(report({ action: 'delayed', status: '4.0.0' }), NOW)).toEqual([]);
  });

  it('brings back the headers alone, or encoded', () => {
    const headers = lines('Content-Type: text/rfc822-headers', '', `Message-Id: <${ID}@corner.example>`, '');
    expect(readReport(report({ original: headers }), NOW)).toMatchObject([{ message: ID }]);
    const encoded = lines(
      'Content-Type: message/rfc822',
      'Content-Transfer-Encoding: base64',
      '',
      Buffer.from(`Message-ID: <${ID}@corner.example>\r\n\r\nCiao`).toString('base64'),
    );
    expect(readReport(report({ original: encoded }), NOW)).toMatchObject([{ message: ID }]);
  });

  it('without our mail is about none', () => {
    const original = lines('Content-Type: message/rfc822', '', 'Message-ID: <x@elsewhere>', '', 'Hello');
    expect(readReport(report({ original }), NOW)).toMatchObject([{ message: null }]);
  });

  it('is the same event when it is told again', () => {
    expect(readReport(report(), NOW)).toEqual(readReport(report(), NOW));
  });

  it('whose clock is ahead did not happen in the future', () => {
    expect(readReport(report(), 5)[0]?.at).toBe(5);
  });
});

describe('a complaint (RFC 5965)', () => {
  const complaint = (type: string) =>
    lines(
      'Content-Type: multipart/report; report-type=feedback-report; boundary=b',
      '',
      '--b',
      'Content-Type: message/feedback-report',
      '',
      `Feedback-Type: ${type}`,
      'User-Agent: SomeGenerator/1.0',
      'Version: 1',
      '--b',
      'Content-Type: message/rfc822',
      '',
      `Message-ID: <${ID}@corner.example>`,
      '--b--',
    );
  it('is one', () => {
    expect(readReport(complaint('abuse'), NOW)).toMatchObject([{ kind: 'complained', message: ID }]);
  });
  it('that takes one back is none', () => {
    expect(readReport(complaint('not-spam'), NOW)).toEqual([]);
  });
});

describe('what is no report', () => {
  it.each([
    ['nothing', ''],
    [
      'a note that somebody is away',
      lines('Subject: Out of office', 'Auto-Submitted: auto-replied', '', 'Back on Monday'),
    ],
    ['a bounce in prose', lines('Subject: failure notice', '', `<ada@example.com>: 550 5.1.1 ${ID}`)],
    ['a multipart that ends in the middle', report().slice(0, 700)],
    ['a boundary that never comes', 'Content-Type: multipart/report; boundary=x\r\n\r\nnothing'],
  ])('%s says nothing', (_name, text) => {
    expect(readReport(text, NOW)).toEqual([]);
  });

  it('cannot keep the reader busy', () => {
    const bomb = `Content-Type: multipart/report; boundary=b\r\n\r\n${'--b\r\n\r\n'.repeat(100_000)}`;
    const before = performance.now();
    expect(readReport(bomb, NOW)).toEqual([]);
    expect(readReport(`${'a: b\r\n\t'.repeat(100_000)}`, NOW)).toEqual([]);
    expect(performance.now() - before).toBeLessThan(5000);
  });
});
