import { Hono } from 'hono';
import { describe, expect, it, onTestFinished } from 'vitest';
import webPush from 'web-push';
import { openTestShop } from '../storefront/fixtures/open-test-shop.ts';
import { registerPush } from './register-push.ts';

function open() {
  const { devstore } = openTestShop();
  onTestFinished(() => void (devstore.push.trouble = null));
  const app = new Hono();
  registerPush(app, devstore);
  const origin = devstore.shops()[0]!.origin;
  const ask = (path: string, init: RequestInit = {}) => app.request(`${origin}${path}`, { method: 'POST', ...init });
  const keys = webPush.generateVAPIDKeys();
  async function subscribe() {
    const answer = await ask('/push-service/subscriptions', {
      body: JSON.stringify({ applicationServerKey: keys.publicKey }),
    });
    return (await answer.json()) as { id: string; endpoint: string; keys: { p256dh: string; auth: string } };
  }
  /** as the library that everybody uses sends it */
  async function send(
    to: Awaited<ReturnType<typeof subscribe>>,
    { payload = '{"title":"Hello"}', by = keys, ttl = 60 } = {},
  ) {
    const vapidDetails = { subject: 'mailto:a@shop.example', ...by };
    const details = webPush.generateRequestDetails(to, payload, { vapidDetails, TTL: ttl, topic: 'a' });
    return ask(new URL(to.endpoint).pathname, {
      body: new Uint8Array(details.body),
      headers: details.headers as Record<string, string>,
    });
  }
  return { devstore, ask, subscribe, send };
}

describe('the push service', () => {
  it('opens what was encrypted for a browser', async () => {
    const { devstore, subscribe, send } = open();
    const answer = await send(await subscribe(), { payload: JSON.stringify({ title: 'Ciao è qui' }) });
    expect(answer.status).toBe(201);
    expect(devstore.push.notes()[0]).toMatchObject({ ttl: 60, topic: 'a', payload: { title: 'Ciao è qui' } });
  });

  it('refuses what push services refuse', async () => {
    const { ask, devstore, subscribe, send } = open();
    const browser = await subscribe();
    expect((await send(browser, { by: webPush.generateVAPIDKeys() })).status).toBe(403);
    expect((await send({ ...browser, endpoint: `${browser.endpoint}x` })).status).toBe(404);
    await ask(`/push-service/subscriptions/${browser.id}`, { method: 'DELETE' });
    expect((await send(browser)).status).toBe(410);
    expect((await send(await subscribe(), { payload: 'x'.repeat(4200) })).status).toBe(413);
    expect((await ask('/push-service/subscriptions', { body: '{}' })).status).toBe(400);
    await ask('/devstore/push', { body: '{"status":503}' });
    expect((await send(await subscribe())).status).toBe(503);
    expect(devstore.push.notes()).toEqual([]);
  });
});
