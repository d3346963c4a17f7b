import { describe, expect, it } from 'vitest';
import type { Heard } from '../act/messages/events/inbox.server.ts';
import { silentLog } from '../platform/log/log.ts';
import { mailEventsDoor } from './mail-events.ts';

describe('the door of mail events', () => {
  it('shuts out who guesses before anything is looked up, and of one address only whom it goes wrong for there', async () => {
    let asked = 0;
    const answers: Record<string, Heard> = { good: 'kept', wrong: 'unsigned' };
    const door = mailEventsDoor({
      inbox: {
        hear: async ({ token }) => {
          asked++;
          return answers[token] ?? 'unknown';
        },
      },
      log: silentLog,
      callerOf: (c) => c.req.header('x-caller') ?? '',
    });
    const post = async (token: string, caller: string) =>
      door.request(`/mail-events/postmark/${token}`, { method: 'POST', body: '{}', headers: { 'x-caller': caller } });
    const many = async (token: (index: number) => string, caller: string) => {
      for (let index = 0; index < 60; index++) await post(token(index), caller);
    };
    await many(() => 'wrong', 'service');
    asked = 0;
    expect((await post('wrong', 'service')).status).toBe(503);
    expect(asked).toBe(0);
    expect((await post('good', 'service')).status).toBe(200);

    await many((index) => `guess-${index}`, 'stranger');
    asked = 0;
    const shut = await post('good', 'stranger');
    expect([shut.status, Number(shut.headers.get('retry-after')) > 0]).toEqual([503, true]);
    expect(asked).toBe(0);
    expect((await post('good', 'service')).status).toBe(200);
  });
});
