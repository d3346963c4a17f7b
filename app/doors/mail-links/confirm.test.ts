import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { type MessagesInTest, seal, startMessages } from '../../act/messages/delivery/messages-in-test.ts';
import { queueConfirmation } from '../../act/messages/queue-confirmation.server.ts';
import { suppress } from '../../act/messages/suppression.server.ts';
import { addressHash } from '../../act/messages/suppression.server.ts';
import { givenContact, SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import { DAY } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createShopsService } from '../../shop/install/shops.server.ts';
import { type Confirmations, createConfirmations } from '../../understand/consent/confirmations.server.ts';
import { confirmToken, mayAskFrom } from '../../understand/consent/double-opt-in.ts';
import { confirmDoor } from './confirm.ts';

const BEA = 'bea@example.com';

/** The page's button. */
const YES = {
  method: 'POST',
  body: 'action=confirm',
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
};

describe.each(DIALECTS)('consent that is asked for by mail [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: MessagesInTest;
  let confirmations: Confirmations;
  let door: ReturnType<typeof confirmDoor>;
  afterEach(async () => {
    await rig.close();
    await test.dispose();
  });

  async function open() {
    test = await createTestDatabase(dialect);
    rig = await startMessages(test);
    await givenContact(rig.db, 'bea', BEA, 'not_subscribed');
    const { db, clock } = rig;
    confirmations = createConfirmations({
      db,
      clock,
      seal,
      wake: () => {},
      wanted: new Set(),
      ports: { merged: async () => {} },
      queueMail: queueConfirmation,
      onAsked: () => {},
    });
    door = confirmDoor({ confirmations, named: createShopsService({ db }).require, log: silentLog });
  }
  const ask = (by: 'staff' | 'herself' = 'staff') =>
    confirmations.ask(SHOP, { address: BEA, by, evidence: { form: 'news' } });
  /** everything that was heard is understood, so that mail may leave */
  async function send() {
    await rig.db.write((trx) => trx.updateTable('fact').set({ progress: 3 }).execute());
    await rig.run();
  }
  const mailed = () => rig.smtp.arrived.filter(({ to }) => to.includes(BEA));
  async function link(): Promise<string> {
    const row = await rig.db.read
      .selectFrom('message')
      .select('body_html')
      .where('template', '=', 'confirmation')
      .orderBy('created_at', 'desc')
      .executeTakeFirstOrThrow();
    return /(\/m\/y\/[\w.-]+)/.exec(row.body_html ?? '')?.[1] ?? '';
  }
  const log = () =>
    rig.db.read
      .selectFrom('consent')
      .select(['state', 'source', 'at', 'evidence'])
      .where('identity', '=', `email:${BEA}`)
      .orderBy('at')
      .execute();

  it('waits, sends one mail with a link, and counts once she has pressed the button', async () => {
    await open();
    expect(await ask()).toMatchObject({ result: 'asked' });
    await send();
    expect(mailed()).toHaveLength(1);
    expect(mailed()[0]?.raw).toContain('Auto-Submitted: auto-generated');
    expect(mailed()[0]?.raw).not.toContain('List-Unsubscribe');
    expect(await log()).toMatchObject([{ state: 'pending', source: 'asked' }]);
    const path = await link();
    rig.clock.advance(DAY);
    // what opens links by itself has not agreed
    for (const method of ['GET', 'HEAD', 'POST']) expect((await door.request(path, { method })).status).toBe(200);
    expect((await door.request(path, { ...YES, body: 'List-Unsubscribe=One-Click' })).status).toBe(200);
    expect(await log()).toHaveLength(1);
    const page = await (await door.request(path)).text();
    expect(page).toContain('b•••@example.com');
    expect(page).not.toContain(BEA);
    expect(page).toContain('<form method="post">');

    const answer = await door.request(path, YES);
    expect([answer.status, (await answer.text()).includes('<form')]).toEqual([200, false]);
    const [, yes] = await log();
    expect(yes).toMatchObject({ state: 'subscribed', source: 'confirmation', at: START + DAY });
    expect(JSON.parse(yes?.evidence ?? '')).toMatchObject({
      form: 'news',
      asked: new Date(START).toISOString(),
      confirmed: new Date(START + DAY).toISOString(),
      text: expect.stringContaining('May Corner Shop write to you?'),
    });
    const contact = rig.db.read.selectFrom('contact').select('email_consent').where('email', '=', BEA);
    expect((await contact.executeTakeFirst())?.email_consent).toBe('subscribed');
  });

  it('answers once: the link does not bring back who has left since', async () => {
    await open();
    await ask();
    await send();
    const path = await link();
    await rig.db.write((trx) => trx.updateTable('contact').set({ locale: 'it-IT' }).where('id', '=', 'bea').execute());
    expect(await (await door.request(path)).text()).toContain('può scriverti');
    await door.request(path, YES);
    await door.request(path, YES);
    expect(await log()).toHaveLength(2);
    expect(await ask()).toEqual({ result: 'subscribed' });
  });

  it('is over after a week', async () => {
    await open();
    await ask();
    await send();
    rig.clock.advance(7 * DAY + 1);
    const answer = await door.request(await link(), YES);
    expect(await answer.text()).toContain('too old');
    expect(await log()).toHaveLength(1);
  });

  it('is asked once a day, three times in 30 days, and never of who has said no', async () => {
    await open();
    for (const day of [0, 1, 2]) {
      expect(await ask()).toMatchObject({ result: 'asked' });
      expect(await ask()).toEqual({ result: 'wait', from: expect.any(Number) });
      rig.clock.advance(DAY);
      expect(rig.clock.now()).toBe(START + (day + 1) * DAY);
    }
    expect(await ask()).toEqual({ result: 'wait', from: START + 30 * DAY });
    await rig.consent('bea@example.com', 'unsubscribed', rig.clock.now());
    rig.clock.advance(60 * DAY);
    expect(await ask()).toEqual({ result: 'refused' });
    expect(await ask('herself')).toMatchObject({ result: 'asked' });
    expect(await confirmations.ask(SHOP, { contact: 'nobody', by: 'staff' })).toEqual({ result: 'nobody' });
  });

  it('sends nothing to an address that is not to be written to, nor once she has answered', async () => {
    await open();
    await ask();
    await rig.db.write((trx) => suppress(trx, SHOP, addressHash(seal, BEA), 'manual', START));
    await send();
    expect(mailed()).toHaveLength(0);
    const message = (await rig.messages()).find(({ due_at: at }) => at === START);
    expect(message).toMatchObject({ state: 'skipped', reason: expect.stringContaining('suppressed') });
  });

  it('reminds once, two days later, whoever has not answered', async () => {
    await open();
    await ask();
    await send();
    rig.clock.advance(2 * DAY - 1);
    await send();
    expect(mailed()).toHaveLength(1);
    rig.clock.advance(1);
    for (let day = 0; day < 4; day++) {
      await send();
      rig.clock.advance(DAY);
    }
    expect(mailed()).toHaveLength(2);
    const again = rig.db.read.selectFrom('message').select('body_html').where('template', '=', 'confirmation-reminder');
    const { body_html: html } = await again.executeTakeFirstOrThrow();
    expect(html).toContain('Still one click missing');
    // the same link answers
    expect(/(\/m\/y\/[\w.-]+)/.exec(html ?? '')?.[1]).toBe(await link());
  });

  it.each<[string, () => Promise<unknown>]>([
    ['she has answered', async () => door.request(await link(), YES)],
    ['she has said no since', () => rig.consent(BEA, 'unsubscribed', START + 1)],
    ['she has subscribed elsewhere', () => rig.consent(BEA, 'subscribed', START + 1)],
    [
      'the address is not to be written to',
      () => rig.db.write((trx) => suppress(trx, SHOP, addressHash(seal, BEA), 'hard_bounce', START)),
    ],
  ])('reminds nobody when %s', async (_name, happens) => {
    await open();
    await ask();
    await send();
    await happens();
    rig.clock.advance(3 * DAY);
    await send();
    expect(mailed()).toHaveLength(1);
  });

  it('who is asked anew is reminded of that alone', async () => {
    await open();
    await ask();
    await send();
    rig.clock.advance(DAY);
    await ask();
    for (let day = 0; day < 6; day++) {
      await send();
      rig.clock.advance(DAY);
    }
    expect(mailed()).toHaveLength(3);
  });

  it('a forged, cut or foreign link is a page that says so', async () => {
    await open();
    const asked = await ask();
    const id = asked.result === 'asked' ? asked.id : '';
    const path = `/m/y/${confirmToken(seal, SHOP, id)}`;
    const other = confirmToken(seal, 'other.myshopify.com', id);
    for (const bad of [
      path.slice(0, -3),
      '/m/y/x',
      '/m/y/x.y',
      `/m/y/${other}`,
      `/m/y/${confirmToken(seal, SHOP, 'x')}`,
    ]) {
      expect((await door.request(bad)).status).toBe(404);
      expect((await door.request(bad, YES)).status).toBe(404);
    }
    expect(await log()).toHaveLength(1);
    expect((await door.request(path)).headers.get('referrer-policy')).toBe('no-referrer');
  });
});

describe('how often somebody may be asked', () => {
  it.each([
    [[], null],
    [[0], DAY],
    [[-DAY], null],
    [[-3 * DAY, -2 * DAY, -DAY], 27 * DAY],
    [[-31 * DAY, -2 * DAY, -DAY], null],
  ])('after %j it is %j', (asked, from) => {
    expect(mayAskFrom(asked, 0)).toBe(from);
  });
});
