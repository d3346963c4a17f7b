import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { type MessagesInTest, seal, startMessages } from '../../act/messages/delivery/messages-in-test.ts';
import { createMailLinks } from '../../act/messages/links.ts';
import { addressHash, suppress } from '../../act/messages/suppression.server.ts';
import { createMailTracking, type MailTracking } from '../../act/messages/tracking.server.ts';
import { SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import { DAY } from '../../platform/clock/clock.ts';
import { createSeal } from '../../platform/crypto/seal.ts';
import { silentLog } from '../../platform/log/log.ts';
import { mailLinksDoor } from './mail-links.ts';

const PERSON = { 'user-agent': 'Mozilla/5.0 (Macintosh; Intel Mac OS X 14_0) AppleWebKit/605.1.15 Safari/605.1.15' };

describe.each(DIALECTS)('the links of a mail [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: MessagesInTest;
  let tracking: MailTracking;
  let door: ReturnType<typeof mailLinksDoor>;
  let click = '';
  let out = '';
  let dot = '';
  const heard: string[] = [];
  afterEach(async () => {
    await rig.close();
    await test.dispose();
  });

  async function mailed(before: (rig: MessagesInTest) => Promise<void> = async () => {}) {
    test = await createTestDatabase(dialect);
    rig = await startMessages(test);
    await before(rig);
    tracking = createMailTracking({ ...rig, seal, onHeard: (shop) => void heard.push(shop) });
    door = mailLinksDoor({ tracking, log: silentLog });
    await rig.queue('ada', 'c1');
    await rig.run();
    const { body_html: html } = await rig.db.read.selectFrom('message').select('body_html').executeTakeFirstOrThrow();
    click = /(\/m\/c\/[\w.-]+)/.exec((html ?? '').slice((html ?? '').lastIndexOf('Linen shirt')))?.[1] ?? '';
    dot = /(\/m\/o\/[\w.-]+)/.exec(html ?? '')?.[1] ?? '';
    out = /(\/m\/u\/[\w.-]+)/.exec(html ?? '')?.[1] ?? '';
  }

  const facts = (kind: string) => rig.db.read.selectFrom('fact').selectAll().where('kind', '=', kind).execute();
  const suppressions = () => rig.db.read.selectFrom('suppression').selectAll().execute();

  it('a click is a verified fact, once, and leads to the cart with a token that names nobody', async () => {
    await mailed();
    for (let time = 0; time < 2; time++) {
      const answer = await door.request(click, { headers: PERSON });
      expect(answer.status).toBe(302);
      const target = new URL(answer.headers.get('location') ?? '');
      expect(target.host + target.pathname).toBe('corner.example/checkouts/c1/recover');
      expect(target.searchParams.get('key')).toBe('secret');
      const visitor = target.searchParams.get('sandmill') ?? '';
      expect(Buffer.from(visitor.split('.')[0] ?? '', 'base64url').toString()).not.toContain('@');
      expect(await tracking.readVisitorToken(visitor, START)).toEqual({
        shop: SHOP,
        identity: 'email:ada@example.com',
      });
      expect(await tracking.readVisitorToken(visitor, START + 31 * DAY)).toBeNull();
      expect(await tracking.readVisitorToken(click.split('/').at(-1) ?? '', START)).toBeNull();
    }
    expect(await facts('message.clicked')).toMatchObject([
      { identity: 'email:ada@example.com', verified: 1, progress: 0, occurred_at: START },
    ]);
    expect(heard).toContain(SHOP);
  });

  it.each([
    ['a HEAD request', { method: 'HEAD', headers: PERSON }],
    ['a scanner', { headers: { 'user-agent': 'GoogleImageProxy bot' } }],
    ['a caller without a name', {}],
    ['a prefetch', { headers: { ...PERSON, 'sec-purpose': 'prefetch;prerender' } }],
  ])('%s is led on but did not click', async (_name, init) => {
    await mailed();
    expect((await door.request(click, init)).status).toBe(302);
    expect(await facts('message.clicked')).toHaveLength(0);
  });

  it('an open is a verified fact, once, and the dot comes whoever asks', async () => {
    await mailed();
    const ask = (headers: Record<string, string>, path = dot) => door.request(path, { headers });
    for (let time = 0; time < 2; time++) {
      const answer = await ask(PERSON);
      expect(answer.headers.get('content-type')).toBe('image/gif');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toMatch(/^GIF89a/);
    }
    expect(await facts('message.opened')).toMatchObject([
      { identity: 'email:ada@example.com', verified: 1, occurred_at: START },
    ]);
    // Apple's program loads all mails: whether somebody looked is not known
    await ask({ 'user-agent': 'Mozilla/5.0' });
    expect(await facts('message.loaded')).toHaveLength(1);
    expect((await ask(PERSON, `${dot}x`)).status).toBe(200);
    expect((await ask(PERSON, click.replace('/m/c/', '/m/o/'))).status).toBe(200);
    expect(await facts('message.opened')).toHaveLength(1);
  });

  it.each([
    ['the shop does not want to know', { settings: JSON.stringify({ mail: { opens: false } }) }, {}],
    ['she wants no automated decisions', {}, { automated: 0 }],
  ])('no dot is in a mail when %s', async (_name, shop, contact) => {
    await mailed(async ({ db }) => {
      await db.write(async (trx) => {
        if (Object.keys(shop).length > 0) await trx.updateTable('shop').set(shop).execute();
        if (Object.keys(contact).length > 0) await trx.updateTable('contact').set(contact).execute();
      });
    });
    expect(click).not.toBe('');
    expect(dot).toBe('');
  });

  it('a forged, cut or foreign token is a page that says so, and nothing else', async () => {
    await mailed();
    const other = createMailLinks({ seal: createSeal('another key that is also long enough for it'), appUrl: '' });
    const forged = other.click({ shop: SHOP, message: 'x', link: 0 });
    const unknown = rig.links.click({ shop: SHOP, message: 'gone', link: 0 }).slice('https://app.example'.length);
    const beyond = [forged, unknown, click.slice(0, -3), '/m/c/x', '/m/c/..', out.replace('/m/u/', '/m/c/')];
    for (const path of beyond) expect((await door.request(path, { headers: PERSON })).status).toBe(404);
    for (const path of [click.replace('/m/c/', '/m/u/'), '/m/u/x.y']) {
      expect((await door.request(path)).status).toBe(404);
      expect((await door.request(path, { method: 'POST' })).status).toBe(404);
    }
    expect(await suppressions()).toHaveLength(0);
  });

  it('GET shows a page and changes nothing', async () => {
    await mailed();
    const answer = await door.request(out);
    expect(answer.status).toBe(200);
    const html = await answer.text();
    expect(html).toContain('lang="it"');
    expect(html).toContain('a•••@example.com');
    expect(html).not.toContain('ada@example.com');
    expect(await suppressions()).toHaveLength(0);
    expect(await facts('consent.changed')).toHaveLength(0);
  });

  it.each([
    ['the mail program in one click', { body: 'List-Unsubscribe=One-Click' }],
    ['the page', { body: 'action=unsubscribe' }],
    ['an empty post', { body: '' }],
  ])('unsubscribes by %s, and no further mail leaves', async (_name, { body }) => {
    await mailed();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await door.request(out, { method: 'POST', body, headers });
    expect(answer.status).toBe(200);
    expect(await facts('consent.changed')).toMatchObject([{ verified: 1, identity: 'email:ada@example.com' }]);
    const shown = JSON.parse((await facts('consent.changed'))[0]?.data ?? '').consent.evidence;
    expect(shown).toMatchObject(
      body.startsWith('action')
        ? { text: expect.stringContaining('Basta mail da Corner Shop?') }
        : { form: 'List-Unsubscribe-Post' },
    );
    expect(await suppressions()).toMatchObject([{ reason: 'unsubscribed' }]);
    await rig.db.write((trx) => trx.updateTable('fact').set({ progress: 3 }).execute());
    await rig.queue('ada', 'c1', 'j:another');
    await rig.run();
    expect(rig.smtp.arrived).toHaveLength(1);
  });

  it('lets her come back by herself', async () => {
    await mailed();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await door.request(out, { method: 'POST', body: 'action=unsubscribe', headers });
    rig.clock.advance(1000);
    const answer = await door.request(out, { method: 'POST', body: 'action=resubscribe', headers });
    expect(await answer.text()).toContain('Che bello');
    expect(await suppressions()).toHaveLength(0);
    const said = await facts('consent.changed');
    expect(said.map((fact) => JSON.parse(fact.data).consent.state).sort()).toEqual(['subscribed', 'unsubscribed']);
  });

  it('does not promise mail to whom the shop itself has stopped writing', async () => {
    await mailed();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    await rig.db.write((trx) => suppress(trx, SHOP, addressHash(seal, 'ada@example.com'), 'manual', START));
    const answer = await door.request(out, { method: 'POST', body: 'action=resubscribe', headers });
    expect(await answer.text()).toContain('per ora non arrivano mail');
    expect(await suppressions()).toMatchObject([{ reason: 'manual' }]);
  });

  it('suppresses an address even after its message has been erased', async () => {
    await mailed();
    await rig.db.write((trx) => trx.deleteFrom('message').execute());
    expect((await door.request(out, { method: 'POST' })).status).toBe(200);
    expect(await suppressions()).toHaveLength(1);
  });
});
