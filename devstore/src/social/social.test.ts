import { Hono } from 'hono';
import { expect, it, onTestFinished } from 'vitest';
import { openTestShop } from '../storefront/fixtures/open-test-shop.ts';
import { registerSocial } from './register-social.ts';

function open() {
  const { devstore } = openTestShop();
  onTestFinished(() => void (devstore.social.trouble = null));
  const app = new Hono();
  registerSocial(app, devstore);
  return (path: string, body?: unknown, headers: Record<string, string> = {}) =>
    app.request(`http://localhost${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: 'Bearer local-token', 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
}
const told = async (answer: Response) => (await answer.json()) as Record<string, unknown>;

it('the networks show what is published once for each key, and to whom', async () => {
  const ask = open();
  const mastodon = '/social/mastodon/api/v1/statuses';
  const first = await told(await ask(mastodon, { status: 'Ciao https://a.example' }, { 'idempotency-key': 'k1' }));
  expect(await told(await ask(mastodon, { status: 'Ciao' }, { 'idempotency-key': 'k1' }))).toEqual(first);
  await ask('/social/facebook/v24.0/4711/feed', { message: 'To some', feed_targeting: { age_min: 30 } });
  const { id } = await told(await ask('/social/instagram/v24.0/1784/media', { image_url: 'https://a.example/a.jpg' }));
  expect((await ask('/social/instagram/v24.0/1784/media_publish', { creation_id: id })).status).toBe(200);
  const linkedin = await ask('/social/linkedin/rest/posts', { commentary: String.raw`{hashtag|\#|mill} \(new\)` });
  expect(linkedin.headers.get('x-restli-id')).toMatch(/^urn:li:share:/);
  const { posts } = (await told(await ask('/mailbox/api/posts'))) as { posts: Record<string, unknown>[] };
  expect(posts.map(({ network, text }) => [network, text])).toEqual([
    ['linkedin', '#mill (new)'],
    ['instagram', ''],
    ['facebook', 'To some'],
    ['mastodon', 'Ciao https://a.example'],
  ]);
  const page = await (await ask('/mailbox/posts')).text();
  expect(page).toContain('age_min');
  expect(page).toContain('href="https://a.example"');
});

it('the networks refuse what they do not know, and what they are told to refuse', async () => {
  const ask = open();
  const mastodon = '/social/mastodon/api/v1/statuses';
  expect((await ask(mastodon, { status: 'x' }, { authorization: 'Bearer other' })).status).toBe(401);
  expect((await ask(mastodon, { status: 'x'.repeat(501) })).status).toBe(422);
  await ask('/devstore/social', { status: 503 });
  expect((await ask(mastodon, { status: 'x' })).status).toBe(503);
  expect((await told(await ask('/mailbox/api/posts')))['posts']).toEqual([]);
});
