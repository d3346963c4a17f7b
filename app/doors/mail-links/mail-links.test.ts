import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { type MessagesInTest, seal, startMessages } from '../../act/messages/delivery/messages-in-test.ts';
import { createMailLinks } from '../../act/messages/links.ts';
import { addressHash, suppress } from '../../act/messages/suppression.server.ts';
import { SETTLE_MS } from '../../act/messages/reactions/verdict.ts';
import { settleReactions } from '../../act/messages/reactions/settle.server.ts';
import { createMailTracking, type MailTracking } from '../../act/messages/tracking.server.ts';
import { SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import { DAY, MINUTE, SECOND } from '../../platform/clock/clock.ts';
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
  let trap = '';
  const heard: string[] = [];
  const due: number[] = [];
  afterEach(async () => {
    await rig.close();
    await test.dispose();
  });

  async function mailed(before: (rig: MessagesInTest) => Promise<void> = async () => {}) {
    test = await createTestDatabase(dialect);
    rig = await startMessages(test);
    await before(rig);
    tracking = createMailTracking({
      ...rig,
      seal,
      onHeard: (shop) => void heard.push(shop),
      onReaction: (_shop, at) => void due.push(at),
    });
    door = mailLinksDoor({ tracking, log: silentLog, callerOf: (c) => c.req.header('x-from') ?? '203.0.113.1' });
    await rig.queue('ada', 'c1');
    await rig.run();
    // somebody has had time to look
    rig.clock.advance(MINUTE);
    const { body_html: html } = await rig.db.read.selectFrom('message').select('body_html').executeTakeFirstOrThrow();
    click = /(\/m\/c\/[\w.-]+)/.exec((html ?? '').slice((html ?? '').lastIndexOf('Linen shirt')))?.[1] ?? '';
    dot = /(\/m\/o\/[\w.-]+)/.exec(html ?? '')?.[1] ?? '';
    trap = /(\/m\/l\/[\w.-]+)/.exec(html ?? '')?.[1] ?? '';
    out = /(\/m\/u\/[\w.-]+)/.exec(html ?? '')?.[1] ?? '';
  }

  /** Time passes, and what was heard is judged. */
  async function judge() {
    rig.clock.advance(SETTLE_MS);
    while ((await settleReactions(rig.db, SHOP, rig.clock.now())) > 0);
  }
  const reactions = () => rig.db.read.selectFrom('reaction').selectAll().orderBy('at').orderBy('id').execute();

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
      rig.clock.advance(SECOND);
    }
    // who it was is known a little later
    expect(await facts('message.clicked')).toEqual([]);
    expect(due).toContain(START + MINUTE + SETTLE_MS);
    await judge();
    const told = await facts('message.clicked');
    expect(told).toMatchObject([
      { identity: 'email:ada@example.com', verified: 1, progress: 0, occurred_at: START + MINUTE },
    ]);
    expect(JSON.parse(told[0]?.data ?? '')).toMatchObject({ link: 0, verdict: 'human' });
    expect(await reactions()).toMatchObject([
      { kind: 'click', agent: 'safari', device: 'desktop', verdict: 'human', why: 'browser' },
      { kind: 'click', verdict: 'human' },
    ]);
    // no address is kept, nor what a program calls itself
    expect(JSON.stringify(await reactions())).not.toMatch(/203\.0|Macintosh/);
  });

  it.each([
    ['a HEAD request', { method: 'HEAD', headers: PERSON }],
    ['a scanner', { headers: { 'user-agent': 'GoogleImageProxy bot' } }],
    ['a caller without a name', {}],
    ['a prefetch', { headers: { ...PERSON, 'sec-purpose': 'prefetch;prerender' } }],
  ])('%s is led on but did not click, and is nobody’s device', async (_name, init) => {
    await mailed();
    const answer = await door.request(click, init);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('location')).toContain('/checkouts/c1/recover?key=secret');
    expect(answer.headers.get('location')).not.toContain('sandmill=');
    await judge();
    expect(await facts('message.clicked')).toHaveLength(0);
    expect(await reactions()).toMatchObject([{ verdict: 'machine' }]);
  });

  it('a target keeps what its address carries', async () => {
    await mailed();
    const url = 'https://corner.example/p?utm_source=mail&utm_campaign=spring&a=1&a=2#top';
    const links = JSON.stringify([{ url, storefront: true }]);
    await rig.db.write((trx) => trx.updateTable('message').set({ links }).execute());
    const target = new URL((await door.request(click, { headers: PERSON })).headers.get('location') ?? '');
    expect([...target.searchParams.keys()]).toEqual(['utm_source', 'utm_campaign', 'a', 'a', 'sandmill']);
    expect(target.searchParams.getAll('a')).toEqual(['1', '2']);
    expect(target.hash).toBe('#top');
  });

  it('a scanner that tries every link in every way unsubscribes nobody, and did nothing', async () => {
    await mailed();
    const html =
      (await rig.db.read.selectFrom('message').select('body_html').executeTakeFirstOrThrow()).body_html ?? '';
    const found = [...new Set([...html.matchAll(/https:\/\/app\.example(\/m\/[\w./-]+)/g)].map((one) => one[1] ?? ''))];
    expect(found.length).toBeGreaterThan(4);
    for (const path of found) {
      for (const method of ['HEAD', 'GET', 'POST']) {
        const answer = await door.request(path, { method, headers: PERSON });
        expect(answer.status).toBeLessThan(500);
        rig.clock.advance(200);
      }
      const body = new URLSearchParams({ email: 'x@y.z', confirm: 'yes' }).toString();
      const headers = { ...PERSON, 'content-type': 'application/x-www-form-urlencoded' };
      expect((await door.request(path, { method: 'POST', headers, body })).status).toBeLessThan(500);
    }
    await judge();
    expect(await suppressions()).toEqual([]);
    for (const kind of ['consent.changed', 'message.clicked', 'message.opened']) expect(await facts(kind)).toEqual([]);
    expect(new Set((await reactions()).map((one) => one.verdict))).toEqual(new Set(['machine']));
  });

  it('who falls for the link that nobody sees did not click the others', async () => {
    await mailed();
    expect(trap).not.toBe('');
    expect((await door.request(click, { headers: PERSON })).status).toBe(302);
    rig.clock.advance(SECOND);
    const answer = await door.request(trap, { headers: PERSON });
    expect(answer.headers.get('location')).toBe('https://corner.example');
    // a person, at the same moment and elsewhere
    await door.request(click, { headers: { ...PERSON, 'x-from': '198.51.100.4' } });
    await judge();
    expect((await reactions()).map((one) => `${one.kind} ${one.verdict} ${one.why}`)).toEqual([
      'click machine trap',
      expect.stringMatching(/^(trap machine trap|click human browser)$/),
      expect.stringMatching(/^(trap machine trap|click human browser)$/),
    ]);
    expect(await facts('message.clicked')).toHaveLength(1);
  });

  it('what is not sure is told as such, once, and never after what is', async () => {
    await mailed();
    await rig.db.write((trx) => trx.updateTable('message').set({ submitted_at: rig.clock.now() }).execute());
    for (let time = 0; time < 2; time++) {
      await door.request(click, { headers: PERSON });
      await door.request(dot, { headers: PERSON });
      rig.clock.advance(SECOND);
    }
    await judge();
    rig.clock.advance(MINUTE);
    await door.request(click, { headers: PERSON });
    await judge();
    await rig.db.write((trx) => trx.updateTable('message').set({ submitted_at: rig.clock.now() }).execute());
    await door.request(click, { headers: PERSON });
    await judge();
    const told = [...(await facts('message.clicked')), ...(await facts('message.opened'))];
    const verdicts = told.map(({ kind, data }) => `${kind} ${JSON.parse(data).verdict}`);
    expect(verdicts.sort()).toEqual(['message.clicked human', 'message.clicked unsure', 'message.opened unsure']);
  });

  it('hears no more of a mail than is of use', async () => {
    await mailed();
    for (let time = 0; time < 210; time++) {
      rig.clock.advance(1);
      await tracking.follow(click.split('/').at(-1) ?? '', {
        method: 'GET',
        agent: PERSON['user-agent'],
        purpose: '',
        caller: `203.0.${time}.1`,
      });
    }
    expect(await reactions()).toHaveLength(200);
  });

  it('an open is a verified fact, once, and the dot comes whoever asks', async () => {
    await mailed();
    const ask = (headers: Record<string, string>, path = dot) => door.request(path, { headers });
    for (let time = 0; time < 2; time++) {
      const answer = await ask(PERSON);
      expect(answer.headers.get('content-type')).toBe('image/gif');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(Buffer.from(await answer.arrayBuffer()).toString('latin1')).toMatch(/^GIF89a/);
      rig.clock.advance(SECOND);
    }
    await judge();
    expect(await facts('message.opened')).toMatchObject([
      { identity: 'email:ada@example.com', verified: 1, occurred_at: START + MINUTE },
    ]);
    // Apple's program loads all mails: whether somebody looked is not known
    await ask({ 'user-agent': 'Mozilla/5.0' });
    await judge();
    expect(await facts('message.loaded')).toHaveLength(1);
    expect((await ask(PERSON, `${dot}x`)).status).toBe(200);
    expect((await ask(PERSON, click.replace('/m/c/', '/m/o/'))).status).toBe(200);
    await judge();
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

  it.each(['', 'action=', 'List-Unsubscribe=yes', 'a=b'])(
    'a post of “%s” asks her, and changes nothing',
    async (body) => {
      await mailed();
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const answer = await door.request(out, { method: 'POST', body, headers });
      expect(answer.status).toBe(200);
      expect(await answer.text()).toContain('value="unsubscribe"');
      expect(await suppressions()).toEqual([]);
      expect(await facts('consent.changed')).toEqual([]);
    },
  );

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
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const body = 'List-Unsubscribe=One-Click';
    expect((await door.request(out, { method: 'POST', body, headers })).status).toBe(200);
    expect(await suppressions()).toHaveLength(1);
  });
});
