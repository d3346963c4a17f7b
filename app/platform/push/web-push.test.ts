import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import webPush from 'web-push';
import { browserInTest } from './browser-in-test.ts';
import { ManualClock } from '../clock/clock.ts';
import { startTwin, type Twin } from '../submit/twin-in-test.ts';
import type { Push } from './push.ts';
import { createWebPush } from './web-push.server.ts';

const keys = webPush.generateVAPIDKeys();
const browser = browserInTest();

describe('web push', () => {
  let twin: Twin;
  beforeEach(async () => {
    twin = await startTwin({ status: 201, body: '' });
  });
  afterEach(() => twin.close());

  const push = (more: Partial<Push> = {}): Push => {
    const { endpoint, keys: own } = browser.offer(`${twin.origin}/send/1`);
    return {
      endpoint,
      ...own,
      payload: '{"title":"Ciao"}',
      ttlSeconds: 3600,
      topic: 'spring',
      vapid: { ...keys, subject: 'mailto:a@shop.example' },
      ...more,
    };
  };
  const transport = (more = {}) =>
    createWebPush({ clock: new ManualClock(0), timeoutMs: 200, standIn: twin.origin, ...more });

  it('posts what only the browser can read, signed by the shop', async () => {
    expect(await transport().submit(push())).toEqual({ kind: 'submitted', providerId: null });
    const [asked] = twin.asked;
    expect(asked?.headers).toMatchObject({ ttl: '3600', topic: 'spring', urgency: 'normal' });
    expect(asked?.headers['content-encoding']).toBe('aes128gcm');
    expect(asked?.headers.authorization).toMatch(new RegExp(`^vapid t=.+, k=${keys.publicKey}$`));
    expect(asked?.body).not.toContain('Ciao');
    expect(browser.read(asked!.bytes)).toEqual({ title: 'Ciao' });
  });

  it.each([
    [404, { kind: 'refused', permanent: false, noMailbox: true, ofRecipient: true }],
    [410, { kind: 'refused', permanent: false, noMailbox: true, ofRecipient: true }],
    [413, { kind: 'refused', permanent: true }],
    [400, { kind: 'refused', permanent: true }],
    [403, { kind: 'refused', permanent: false, trouble: 'failing' }],
    [429, { kind: 'refused', permanent: false, trouble: 'limited', retryAfterMs: 7000 }],
    [500, { kind: 'refused', permanent: false, trouble: 'failing' }],
    [503, { kind: 'refused', permanent: false, trouble: 'failing' }],
    [502, { kind: 'unknown' }],
    [307, { kind: 'refused', permanent: false, trouble: 'unreachable' }],
  ])('knows what %i means', async (status, outcome) => {
    twin.manner = { status, body: 'no', headers: { 'retry-after': '7', location: `${twin.origin}/elsewhere` } };
    expect(await transport().submit(push())).toMatchObject(outcome);
    expect(twin.asked).toHaveLength(1);
  });

  it('does not know what became of a note when no answer came, and knows when nothing left', async () => {
    twin.manner = 'silent';
    expect(await transport().submit(push())).toMatchObject({ kind: 'unknown' });
    twin.manner = 'cut-after-body';
    expect(await transport().submit(push())).toMatchObject({ kind: 'unknown' });
    twin.manner = 'cut-in-answer';
    expect(await transport().submit(push())).toMatchObject({ kind: 'submitted' });
    const away = push();
    await twin.close();
    expect(await transport().submit(away)).toMatchObject({ kind: 'refused', trouble: 'unreachable' });
  });

  it('calls no machine of a private network, whatever name a visitor gave it, and lets her trouble stop nobody else', async () => {
    const outside = transport({ standIn: undefined });
    for (const endpoint of [`${twin.origin}/send/1`, 'http://localhost:1/x', 'http://[::1]:1/x']) {
      const outcome = await outside.submit(push({ endpoint }));
      expect(outcome).toMatchObject({ kind: 'refused', permanent: false });
      expect(outcome).not.toHaveProperty('trouble');
    }
    expect(twin.asked).toEqual([]);
  });
});
