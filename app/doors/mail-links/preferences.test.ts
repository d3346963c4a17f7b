import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { ADA, type MessagesInTest, seal, startMessages } from '../../act/messages/delivery/messages-in-test.ts';
import { createMailLinks } from '../../act/messages/links.ts';
import { permissionsOf } from '../../act/messages/permission.server.ts';
import { createMailPreferences } from '../../act/messages/preferences.server.ts';
import { addressHash, suppress } from '../../act/messages/suppression.server.ts';
import { SHOP } from '../../decide/journeys/rows-in-test.ts';
import type { FactKind } from '../../listen/facts/fact.ts';
import { DAY } from '../../platform/clock/clock.ts';
import { createSeal } from '../../platform/crypto/seal.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createAutomationService } from '../../understand/consent/automated-service.server.ts';
import { createConsentService } from '../../understand/consent/service.server.ts';
import { createWishService } from '../../understand/preferences/service.server.ts';
import { wishesOf } from '../../understand/preferences/log.server.ts';
import { preferencesDoor } from './preferences.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

describe.each(DIALECTS)('the preference page [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: MessagesInTest;
  let door: ReturnType<typeof preferencesDoor>;
  let path = '';
  let mail = '';
  afterEach(async () => {
    await rig.close();
    await test.dispose();
  });

  async function mailed() {
    test = await createTestDatabase(dialect);
    rig = await startMessages(test);
    const { db, clock, links } = rig;
    // time passes between two words, as it does
    const ticking = {
      now() {
        clock.advance(1);
        return clock.now();
      },
    };
    const tools = {
      db,
      clock: ticking,
      wake: () => {},
      wanted: new Set<FactKind>(),
      ports: { merged: async () => {} },
    };
    const consent = createConsentService(tools);
    const automation = createAutomationService(tools);
    const wishes = createWishService(tools);
    const preferences = createMailPreferences({ db, clock, seal, links, consent, automation, wishes });
    door = preferencesDoor({ preferences, log: silentLog });
    await rig.queue('ada', 'c1');
    await rig.run();
    const { body_html: html } = await db.read.selectFrom('message').select('body_html').executeTakeFirstOrThrow();
    mail = html ?? '';
    path = /(\/m\/p\/[\w.-]+)/.exec(mail)?.[1] ?? '';
    clock.advance(1000);
  }

  const post = (fields: [string, string][], to = path) =>
    door.request(to, { method: 'POST', headers: FORM, body: new URLSearchParams(fields).toString() });
  const facts = (kind: string) =>
    rig.db.read.selectFrom('fact').selectAll().where('kind', '=', kind).orderBy('occurred_at').execute();
  const contact = () =>
    rig.db.read
      .selectFrom('contact')
      .select(['email_consent', 'automated'])
      .where('id', '=', 'ada')
      .executeTakeFirstOrThrow();
  const may = async () => (await permissionsOf(rig.db.read, SHOP, seal, [ADA])).get(ADA)?.allowed;
  /** the fields of the undo form, as a browser would post them */
  const undoOf = (html: string) =>
    [...html.slice(0, html.indexOf('<h1>')).matchAll(/name="(\w+)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']): [string, string] => [name, value],
    );

  it('stands in the foot of the mail, and shows what holds without changing it', async () => {
    await mailed();
    expect(path).not.toBe('');
    expect(mail).toContain('Scegli che cosa ricevere');
    const answer = await door.request(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await answer.text();
    expect(html).toContain('lang="it"');
    expect(html).toContain('Corner Shop');
    expect(html).not.toContain(ADA);
    expect(html).not.toContain('<script');
    expect(html.match(/type="checkbox"[^>]* checked/g)).toHaveLength(2);
    expect((await door.request(path, { method: 'HEAD' })).status).toBe(200);
    expect(await facts('consent.changed')).toEqual([]);
    expect(await facts('automation.changed')).toEqual([]);
  });

  it('saves what is other than it was, with the words that were shown, and puts it back', async () => {
    await mailed();
    const answer = await post([
      ['shown', 'email marketing'],
      ['asked', 'automated'],
    ]);
    const html = await answer.text();
    expect(html).toContain('Novità e offerte per mail: no');
    expect(html).toContain('Salvato');
    expect(await contact()).toEqual({ email_consent: 'unsubscribed', automated: 0 });
    expect(await may()).toBe(false);
    const [said] = await facts('consent.changed');
    expect(JSON.parse(said?.data ?? '{}').consent).toMatchObject({
      channel: 'email',
      purpose: 'marketing',
      state: 'unsubscribed',
      source: 'preferences',
      evidence: { text: 'Novità e offerte per mail', message: expect.any(String) },
    });
    const [word] = await facts('automation.changed');
    expect(JSON.parse(word?.data ?? '{}').automation).toMatchObject({
      accepts: false,
      source: 'preferences',
      evidence: { text: expect.stringContaining('ciò che guardo') },
    });

    rig.clock.advance(1000);
    const back = await post(undoOf(html));
    expect(await back.text()).toContain('Novità e offerte per mail: sì');
    expect(await contact()).toEqual({ email_consent: 'subscribed', automated: 1 });
    expect(await may()).toBe(true);
    // nothing is forgotten
    expect(await facts('consent.changed')).toHaveLength(2);
    expect(await facts('automation.changed')).toHaveLength(2);
  });

  it('keeps a purpose that is wanted all the same when marketing as a whole is not', async () => {
    await mailed();
    await rig.db.write((trx) =>
      trx
        .insertInto('consent')
        .values({
          shop: SHOP,
          id: 'consent:form:letter',
          identity: `email:${ADA}`,
          channel: 'email',
          purpose: 'letter',
          state: 'subscribed',
          source: 'form',
          at: rig.clock.now(),
        })
        .execute(),
    );
    rig.clock.advance(1000);
    const answer = await post([
      ['shown', 'email marketing'],
      ['shown', 'email letter'],
      ['on', 'email letter'],
    ]);
    const html = await answer.text();
    expect(html).toContain('Novità e offerte per mail: no');
    expect(html).not.toContain('letter, per mail: no');
    const letters = await permissionsOf(rig.db.read, SHOP, seal, [ADA], 'letter');
    expect([await may(), letters.get(ADA)?.allowed]).toEqual([false, true]);
  });

  it('lets her say how often, take a break and choose her language, and puts it back', async () => {
    await mailed();
    const wishes = async () => (await wishesOf(rig.db.read, SHOP, ['ada'])).get('ada');
    const saved = await post([
      ['frequency', 'weekly'],
      ['pause', '30'],
      ['language', 'en'],
    ]);
    const html = await saved.text();
    expect(html).toContain('lang="en"');
    expect(html).toContain('How often: Once a week at most');
    expect(html).toMatch(/No news until \w+ \d+, \d{4}/);
    expect(html).toContain('Language: English');
    expect(await wishes()).toEqual({
      frequency: 'weekly',
      pausedUntil: expect.any(Number),
      language: 'en',
    });
    const known = rig.db.read.selectFrom('contact').select('locale').where('id', '=', 'ada');
    expect((await known.executeTakeFirstOrThrow()).locale).toBe('en');
    const [said] = await facts('preference.changed');
    expect(JSON.parse(said?.data ?? '{}').wishes).toMatchObject({ frequency: 'weekly', source: 'preferences' });

    rig.clock.advance(1000);
    const back = await (await post(undoOf(html))).text();
    expect(back).toContain('lang="it"');
    expect(back).toContain('La pausa è finita');
    expect(await wishes()).toEqual({ frequency: 'all', pausedUntil: null, language: 'it' });
    // a break that runs goes on unless she ends it
    await post([['pause', '60']]);
    const until = (await wishes())?.pausedUntil;
    rig.clock.advance(1000);
    await post([['pause', 'keep']]);
    expect(await facts('preference.changed')).toHaveLength(3);
    expect((await wishes())?.pausedUntil).toBe(until);
    rig.clock.advance(61 * DAY);
    expect(await (await door.request(path)).text()).toContain('Nessuna pausa');
  });

  it.each([
    ['frequency', 'never'],
    ['pause', '365'],
    ['pause', 'until:x'],
    ['language', 'de'],
  ])('takes nothing else for %s, such as %s', async (name, value) => {
    await mailed();
    expect((await post([[name, value]])).status).toBe(404);
    await post([['pause', `until:${9_999_999_999_999}`]]);
    const paused = (await wishesOf(rig.db.read, SHOP, ['ada'])).get('ada')?.pausedUntil ?? 0;
    // nobody is paused for ever
    expect(paused - rig.clock.now()).toBeLessThan(93 * DAY);
    expect(await facts('preference.changed')).toHaveLength(1);
  });

  it('offers the topics that the shop names, in its words and its look', async () => {
    await mailed();
    const settings = JSON.stringify({
      preferences: { topics: [{ id: 'tea', en: 'Tea & cups', it: 'Tè e tazze' }] },
      brand: { colours: { button: '#aa0033' }, logo: { url: 'https://cdn.example/logo.png' } },
    });
    await rig.db.write((trx) => trx.updateTable('shop').set({ settings }).execute());
    const answer = await door.request(path);
    const html = await answer.text();
    expect(html).toContain('Tè e tazze, per mail');
    expect(html).toContain('#aa0033');
    expect(html).toContain('src="https://cdn.example/logo.png"');
    expect(answer.headers.get('content-security-policy')).toContain('img-src https://cdn.example');
    await post([['shown', 'email tea']]);
    const [said] = await facts('consent.changed');
    expect(JSON.parse(said?.data ?? '{}').consent).toMatchObject({
      purpose: 'tea',
      state: 'unsubscribed',
      evidence: { text: 'Tè e tazze, per mail' },
    });
    expect(await may()).toBe(true);
    const tea = await permissionsOf(rig.db.read, SHOP, seal, [ADA], 'tea');
    expect(tea.get(ADA)?.allowed).toBe(false);
  });

  it('writes nothing when nothing is changed, and leaves alone what was not shown', async () => {
    await mailed();
    const same = await post([
      ['shown', 'email marketing'],
      ['on', 'email marketing'],
      ['asked', 'automated'],
      ['automated', 'yes'],
    ]);
    expect(await same.text()).toContain('Non è cambiato nulla');
    await post([['shown', 'sms marketing']]);
    await post([]);
    expect(await facts('consent.changed')).toEqual([]);
    expect(await facts('automation.changed')).toEqual([]);
  });

  it('lets her come back whom an earlier mail’s way out put on the list, but not past what the shop decided', async () => {
    await mailed();
    const hash = addressHash(seal, ADA);
    await post([['shown', 'email marketing']]);
    await rig.db.write((trx) => suppress(trx, SHOP, hash, 'unsubscribed', rig.clock.now()));
    rig.clock.advance(1000);
    const yes: [string, string][] = [
      ['shown', 'email marketing'],
      ['on', 'email marketing'],
    ];
    await post(yes);
    expect(await may()).toBe(true);
    await rig.db.write((trx) => suppress(trx, SHOP, hash, 'manual', rig.clock.now()));
    expect(await (await door.request(path)).text()).toContain('non scrive a questo indirizzo');
    expect(await may()).toBe(false);
  });

  it('is not opened by a forged, foreign or cut token, nor for somebody who was erased', async () => {
    await mailed();
    const other = createMailLinks({ seal: createSeal('another key that is also long enough for it'), appUrl: '' });
    const forged = other.preferences({ shop: SHOP, message: 'x' });
    const unsubscribe = rig.links.unsubscribe({ shop: SHOP, message: 'x', addressHash: 'y' }).split('/').at(-1);
    for (const wrong of [forged, path.slice(0, -3), '/m/p/x', `/m/p/${unsubscribe}`]) {
      expect((await door.request(wrong)).status).toBe(404);
      expect((await post([['shown', 'email marketing']], wrong)).status).toBe(404);
    }
    await rig.db.write((trx) => trx.updateTable('message').set({ address: null }).execute());
    expect((await door.request(path)).status).toBe(404);
    expect((await post([['shown', 'email marketing']])).status).toBe(404);
    expect(await facts('consent.changed')).toEqual([]);
  });
});
