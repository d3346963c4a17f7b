// HELP from a phone to the answer on it, on twins of Twilio and of Meta.
import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../../test/databases.ts';
import { givenContact, givenShop, SHOP, START } from '../../../decide/journeys/rows-in-test.ts';
import { DAY, HOUR, ManualClock, MINUTE } from '../../../platform/clock/clock.ts';
import { createSeal } from '../../../platform/crypto/seal.ts';
import { silentLog } from '../../../platform/log/log.ts';
import { startTwin, type Twin } from '../../../platform/submit/twin-in-test.ts';
import { twilioSignature } from '../../../platform/text/twilio-signature.ts';
import { plansOf, walksIn } from '../../../understand/testing/statement-plans.ts';
import { createMessagesKeeper } from '../person-keeper.server.ts';
import { mailRetention } from '../retention.server.ts';
import { createHelpAnswers } from './help-answers.server.ts';
import { createTextEvents } from './text-events.server.ts';
import { createTextSendersService, type TextSenderDraft } from './text-senders.server.ts';
import { createTextTransports } from './text-transports.server.ts';
import { TWILIO } from './twilio-in-test.ts';
import { commandIn } from './words.ts';

const APP_URL = 'https://app.example';
const ADA = '+393331111111';
const seal = createSeal('a key for tests that is long enough to be one');
const TAKEN = { status: 201, body: '{"sid":"SM1"}' };
const STANDARD =
  'Corner Shop: for help, contact owner@example.com. Reply STOP to get no more texts. Message and data rates may apply.';

const META: TextSenderDraft = {
  ...TWILIO,
  channel: 'whatsapp',
  provider: 'meta',
  config: { phoneNumberId: '12345', from: '+393330000000' },
  secrets: { token: 'a-token', appSecret: 'an-app-secret' },
};

it.each([
  ['HELP', { is: 'help', locale: null }],
  ['info?', { is: 'help', locale: null }],
  ['Aiuto!', { is: 'help', locale: 'it' }],
  ['stop', { is: 'stop', locale: null }],
  ['Help me choose', null],
])('%j is understood as %o', (text, command) => {
  expect(commandIn(text)).toEqual(command);
});

describe.each(DIALECTS)('HELP [%s]', (dialect) => {
  let test: TestDatabase;
  let twin: Twin;
  let clock: ManualClock;
  let asks = 0;

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    clock = new ManualClock(START);
    twin = await startTwin(TAKEN);
    await givenShop(test.db);
    await test.db.write((trx) =>
      trx.updateTable('shop').set({ name: 'Corner Shop', email: 'owner@example.com', locale: 'en' }).execute(),
    );
  });
  afterEach(async () => {
    await twin.close();
    await test.dispose();
  });

  async function save(draft: TextSenderDraft, id: string | null = null) {
    const saved = await createTextSendersService({ db: test.db, clock, seal }).save(SHOP, id, draft);
    if (!saved.ok) throw new Error(JSON.stringify(saved.errors));
    const row = test.db.read.selectFrom('sender').selectAll().where('id', '=', saved.id);
    return row.executeTakeFirstOrThrow();
  }
  type Sender = Awaited<ReturnType<typeof save>>;

  const hear = (sender: Sender, body: string, headers: Record<string, string>) =>
    createTextEvents({ db: test.db, clock, seal, wake: () => {}, appUrl: APP_URL }).hear({
      token: sender.events_token ?? '',
      search: '',
      body: Buffer.from(body),
      header: (name) => headers[name],
    });
  async function asksTwilio(sender: Sender, text: string, of: Record<string, string> = {}) {
    const form = { MessageSid: `IN${asks++}`, SmsStatus: 'received', From: ADA, Body: text, ...of };
    const body = new URLSearchParams(form);
    const signature = twilioSignature('a-token', `${APP_URL}/text-events/${sender.events_token ?? ''}`, body);
    expect(await hear(sender, body.toString(), { 'x-twilio-signature': signature })).toBe('kept');
  }
  async function asksMeta(sender: Sender, text: string, at: number) {
    const message = { id: `wamid.${asks++}`, from: ADA.slice(1), timestamp: String(at / 1000), text: { body: text } };
    const body = JSON.stringify({ entry: [{ changes: [{ value: { messages: [message] } }] }] });
    const signature = `sha256=${createHmac('sha256', 'an-app-secret').update(body).digest('hex')}`;
    expect(await hear(sender, body, { 'x-hub-signature-256': signature })).toBe('kept');
  }

  const helping = () =>
    createHelpAnswers({
      db: test.db,
      clock,
      log: silentLog,
      seal,
      wake: () => {},
      textOf: createTextTransports({ seal, appUrl: APP_URL, apiOrigin: twin.origin, timeoutMs: 500 }),
    });
  async function answer() {
    const { worker, settled } = helping();
    await worker.run(SHOP);
    await settled();
  }
  const bodies = () => twin.asked.map(({ body }) => new URLSearchParams(body).get('Body'));
  const rows = () => test.db.read.selectFrom('help_answer').selectAll().execute();

  it('is answered with who writes, where to ask and how to stop, whoever asks, once an hour', async () => {
    const sender = await save(TWILIO);
    await asksTwilio(sender, 'help');
    await asksTwilio(sender, 'INFO');
    await answer();
    await answer();
    expect(bodies()).toEqual([STANDARD]);
    expect(new URLSearchParams(twin.asked[0]?.body).get('To')).toBe(ADA);
    // the number itself is kept no longer than it is needed
    expect(await rows()).toMatchObject([{ state: 'submitted', phone: null, due_at: null }]);
    clock.advance(HOUR - MINUTE);
    await asksTwilio(sender, 'HELP');
    await answer();
    expect(twin.asked).toHaveLength(1);
    clock.advance(MINUTE);
    await asksTwilio(sender, 'Aiuto');
    await asksTwilio(sender, 'HELP', { From: '+15005550009' });
    await answer();
    expect(bodies().slice(1).toSorted()).toEqual([
      expect.stringContaining('Corner Shop: for help'),
      expect.stringContaining('Corner Shop: per assistenza, owner@example.com. Rispondi STOP'),
    ]);
  });

  it('told twice is one question, and one that comes a day late is none any more', async () => {
    const sender = await save(TWILIO);
    await asksTwilio(sender, 'HELP', { MessageSid: 'INsame' });
    clock.advance(2 * HOUR);
    await answer();
    await asksTwilio(sender, 'HELP', { MessageSid: 'INsame' });
    await answer();
    expect(twin.asked).toHaveLength(1);
    const whatsapp = await save(META);
    await asksMeta(whatsapp, 'HELP', clock.now() - DAY);
    await answer();
    expect(twin.asked).toHaveLength(1);
  });

  it('is answered by WhatsApp, too, in the words of the shop', async () => {
    const sender = await save({ ...META, config: { ...META.config, help: 'Chiama lo 051 123456. STOP per uscire.' } });
    twin.manner = { status: 200, body: '{"messages":[{"id":"wamid.x"}]}' };
    await asksMeta(sender, 'AIUTO', clock.now());
    await answer();
    expect(JSON.parse(twin.asked[0]?.body ?? '')).toMatchObject({
      to: ADA,
      text: { body: 'Chiama lo 051 123456. STOP per uscire.' },
    });
  });

  it('is left to the provider where that answers, or the merchant says so', async () => {
    const sender = await save(TWILIO);
    await asksTwilio(sender, 'HELP', { OptOutType: 'HELP' });
    await save({ ...TWILIO, config: { ...TWILIO.config, help: null } }, sender.id);
    await asksTwilio(sender, 'HELP');
    await answer();
    expect(twin.asked).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  it('that was refused for now is answered a little later, and one that may have left is not repeated', async () => {
    const sender = await save(TWILIO);
    twin.manner = { status: 429, body: '{"code":20429,"message":"too many"}' };
    await asksTwilio(sender, 'HELP');
    await answer();
    expect(await rows()).toMatchObject([{ state: 'queued', tries: 1, due_at: START + MINUTE }]);
    twin.manner = 'cut-after-body';
    clock.advance(MINUTE);
    await answer();
    expect(await rows()).toMatchObject([{ state: 'unknown', phone: null }]);
    clock.advance(30 * MINUTE);
    await answer();
    expect(twin.asked).toHaveLength(2);
  });

  it('is answered by one of two processes, and by nobody where the first has died while answering', async () => {
    const sender = await save(TWILIO);
    await Promise.all([asksTwilio(sender, 'HELP'), asksTwilio(sender, 'INFO'), asksTwilio(sender, 'HELP')]);
    const two = [helping(), helping()];
    await Promise.all(two.map(({ worker }) => worker.run(SHOP)));
    await Promise.all(two.map(({ settled }) => settled()));
    expect(twin.asked).toHaveLength(1);
    await test.db.write((trx) =>
      trx
        .updateTable('help_answer')
        .set({ state: 'submitting', due_at: clock.now() + MINUTE })
        .execute(),
    );
    expect(await helping().worker.pending()).toEqual([{ shop: SHOP, at: clock.now() + MINUTE }]);
    clock.advance(HOUR);
    await answer();
    expect(twin.asked).toHaveLength(1);
    expect(await rows()).toMatchObject([{ state: 'unknown', due_at: null }]);
  });

  it('of somebody who is erased, and of yesterday, is forgotten', async () => {
    await givenContact(test.db, 'ada', 'ada@example.com');
    const sender = await save(TWILIO);
    await asksTwilio(sender, 'HELP');
    const person = {
      hard: [],
      soft: [],
      contacts: ['ada'],
      orders: [],
      customers: [],
      emails: ['ada@example.com'],
      phones: [ADA],
      names: [],
    };
    const keeper = createMessagesKeeper({ seal, clock });
    expect((await keeper.collect(test.db.read, SHOP, person))['helpAnswers']).toHaveLength(1);
    await test.db.write((trx) => keeper.erase(trx, SHOP, person));
    expect(await rows()).toEqual([]);
    await asksTwilio(sender, 'HELP');
    clock.advance(2 * DAY);
    const step = mailRetention.find(({ name }) => name === 'answers to HELP');
    await step?.letGo(test.db, SHOP, clock.now() - DAY, null);
    expect(await rows()).toEqual([]);
  });

  it('is found by indexes', async () => {
    const sender = await save(TWILIO);
    await asksTwilio(sender, 'HELP');
    const plans = await plansOf(test.db, async (trx) => {
      const db = { ...test.db, read: trx, write: <T>(fn: (inner: typeof trx) => Promise<T>) => fn(trx) };
      const { worker, settled } = createHelpAnswers({
        db: db as never,
        clock,
        log: silentLog,
        seal,
        wake: () => {},
        textOf: () => ({ submit: async () => ({ kind: 'submitted', providerId: null }) }),
      });
      await worker.run(SHOP);
      await settled();
    });
    for (const plan of plans) expect([plan.text, walksIn(dialect, plan)]).toEqual([plan.text, []]);
  });
});
