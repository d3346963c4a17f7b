import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exchange } from './exchange.server.ts';
import { startTwin, type Twin } from './twin-in-test.ts';

describe('an exchange over HTTP', () => {
  let twin: Twin;
  beforeEach(async () => {
    twin = await startTwin({ status: 200, body: '{}' });
  });
  afterEach(() => twin.close());

  const ask = (kept: boolean) => exchange({ url: `${twin.origin}/x`, method: 'POST', body: 'a', timeoutMs: 500, kept });

  it('goes over the connection that stands where it is kept, and over one of its own elsewhere', async () => {
    for (const kept of [true, true, false, false]) expect(await ask(kept)).toMatchObject({ kind: 'answer' });
    const [first, second, third, fourth] = twin.asked.map(({ port }) => port);
    expect(second).toBe(first);
    expect(new Set([first, third, fourth]).size).toBe(3);
  });

  it('does not know what became of what was asked over a kept connection that broke', async () => {
    expect(await ask(true)).toMatchObject({ kind: 'answer' });
    twin.manner = 'cut-after-body';
    expect(await ask(true)).toMatchObject({ kind: 'lost' });
    expect(new Set(twin.asked.map(({ port }) => port)).size).toBe(1);
  });

  it('takes the head of an answer for what it says, though the rest broke off', async () => {
    twin.manner = 'cut-in-answer';
    expect(await ask(true)).toMatchObject({ kind: 'answer', answer: { status: 200, cut: true } });
  });

  it('knows that nothing left when nobody listens, or where it must not call', async () => {
    const { origin } = twin;
    await twin.close();
    expect(await exchange({ url: origin, timeoutMs: 500, kept: true })).toMatchObject({ kind: 'unreached' });
    for (const url of [origin, 'http://localhost:1/', 'http://[::1]:1/'])
      expect(await exchange({ url, timeoutMs: 500, publicOnly: true })).toEqual({
        kind: 'unreached',
        reason: expect.stringContaining('private network'),
      });
  });
});
