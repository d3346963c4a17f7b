// What goes wrong on the way of a text, a note or a post names nobody in the log, whatever the far side quotes of it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createShortTemplates } from '../../app/act/messages/texts/short-templates.server.ts';
import { blankShort } from '../../app/act/messages/texts/short-document.ts';
import { createPushKeys } from '../../app/act/push/keys.server.ts';
import { deviceOf, subscriptionId } from '../../app/act/push/store.server.ts';
import { browserInTest } from '../../app/platform/push/browser-in-test.ts';
import { type Asked, type HttpManner, startTwin, type Twin } from '../../app/platform/submit/twin-in-test.ts';
import { twilioSignature } from '../../app/platform/text/twilio-signature.ts';
import { standIn } from '../far-side.ts';
import { A, type OpenApp, openApp, SECRET } from './open-app.ts';
import { ADA, adasCustomer, TRACES } from './privacy-world.ts';

const WORDS = 'a surprise for you';
const TOKENS = { twilio: 'a-twilio-token', meta: 'a-meta-token', app: 'a-meta-secret', mastodon: 'a-mastodon-token' };
const DIGITS = ADA.phone.replace('+', '');
const lines: string[] = [];
let twin: Twin;
let opened: OpenApp;
let contact: string;
const templates: Record<string, string> = {};

beforeAll(async () => {
  twin = await startTwin({ status: 200, body: '{}' });
  const origins = { TEXT_API_ORIGIN: twin.origin, PUSH_ORIGIN: twin.origin, SOCIAL_API_ORIGIN: twin.origin };
  opened = await openApp({ write: (line) => void lines.push(line), env: { ...origins, MAIL_HOSTS: 'any' } });
  const denied = { errors: [{ message: 'Access denied', extensions: { code: 'ACCESS_DENIED' } }] };
  standIn((asked) => (String(asked).startsWith(twin.origin) ? null : Promise.resolve(Response.json(denied))));
  await opened.deliver(A, 'customers/create', adasCustomer());
  await opened.work();
  await fill();
});
afterAll(async () => {
  await opened.close();
  await twin.close();
});

const now = () => opened.app.admin.clock.now();

/** Who carries what, her consent and her browser, an account, and a template for each channel. */
async function fill(): Promise<void> {
  const { db, seal } = opened;
  const { clock } = opened.app.admin;
  const times = { created_at: now(), updated_at: now() };
  contact = (await db.read.selectFrom('contact').select('id').where('email', '=', ADA.email).executeTakeFirstOrThrow())
    .id;
  await createPushKeys({ db, clock, seal }).publicKey(A);
  const shorts = createShortTemplates({ db, clock });
  for (const channel of ['sms', 'whatsapp', 'push'] as const) {
    const document = {
      ...blankShort('en'),
      title: WORDS,
      text: `{{ contact.first_name }}, ${WORDS}`,
      ...(channel === 'whatsapp' && { approved: { name: 'hello', language: 'en', parameters: [WORDS] } }),
    };
    const id = await shorts.create(A, { name: channel, channel, locale: 'en' }, document);
    expect(await shorts.publish(A, id, null)).toMatchObject({ kind: 'published' });
    templates[channel] = id;
  }
  const endpoint = `${twin.origin}/send/${ADA.device}`;
  const browser = subscriptionId(seal, endpoint);
  const { keys } = browserInTest().offer(endpoint);
  const senderOf = (id: string, provider: string, config: object, secrets: object) => ({
    shop: A,
    id,
    channel: id,
    provider,
    address: '+15005550006',
    config: JSON.stringify({ from: '+15005550006', ...config }),
    secrets: seal.seal(JSON.stringify(secrets)),
    events_token: `events-of-${id}`,
    ...times,
  });
  await db.write(async (trx) => {
    await trx
      .insertInto('sender')
      .values([
        senderOf('sms', 'twilio', { accountSid: `AC${'0'.repeat(32)}` }, { authToken: TOKENS.twilio }),
        senderOf('whatsapp', 'meta', { phoneNumberId: '12345' }, { token: TOKENS.meta, appSecret: TOKENS.app }),
      ])
      .execute();
    for (const channel of Object.keys(templates)) {
      const said = { state: 'subscribed', source: 'checkout', at: now() - 1 };
      const evidence = JSON.stringify({ phone: ADA.phone });
      await trx
        .insertInto('consent')
        .values({ shop: A, id: `consent-${channel}`, identity: `email:${ADA.email}`, channel, evidence, ...said })
        .execute();
      await trx
        .insertInto('contact_consent')
        .values({ shop: A, contact, channel, purpose: 'marketing', ...said })
        .onConflict((conflict) => conflict.columns(['shop', 'contact', 'channel', 'purpose']).doUpdateSet(said))
        .execute();
    }
    const sealed = seal.seal(JSON.stringify({ endpoint, ...keys }));
    await trx
      .insertInto('push_subscription')
      .values({ shop: A, id: browser, identity: deviceOf(browser), sealed, created_at: now() })
      .execute();
    await trx
      .insertInto('identity')
      .values({ shop: A, id: deviceOf(browser), kind: 'client', contact, created_at: now() })
      .execute();
    await trx
      .insertInto('social_account')
      .values({
        shop: A,
        id: 'account',
        network: 'mastodon',
        name: '@shop',
        remote_id: '1',
        config: JSON.stringify({ server: 'mastodon.example' }),
        secrets: seal.seal(TOKENS.mastodon),
        ...times,
      })
      .execute();
  });
}

/** One message of each channel, a post, and a question that is answered. */
async function send(round: string): Promise<void> {
  const { db } = opened;
  const at = now() - 1;
  await db.write(async (trx) => {
    // nobody rests because of the round before
    const well = { open_at: 0, open_why: null, failures: 0, rests: 0, probe: null };
    await trx.updateTable('sender').set(well).execute();
    await trx
      .updateTable('social_account')
      .set({ ...well, state: 'connected' })
      .execute();
    await trx.updateTable('push_subscription').set({ gone_at: null, gone_why: null }).execute();
    await trx.deleteFrom('suppression').execute();
    const campaign = { shop: A, name: WORDS, state: 'sending', created_at: at, updated_at: at };
    const idOf = (channel: string) => `${channel}-${round}`;
    await trx
      .insertInto('campaign')
      .values(Object.keys(templates).map((channel) => ({ ...campaign, id: idOf(channel), channel })))
      .execute();
    await trx
      .insertInto('message')
      .values(
        Object.entries(templates).map(([channel, template]) => ({
          shop: A,
          id: idOf(channel),
          dedupe_key: `c:${idOf(channel)}:${contact}`,
          contact,
          channel,
          template,
          template_version: 1,
          campaign: idOf(channel),
          due_at: at,
          created_at: at,
        })),
      )
      .execute();
    const post = { id: round, name: WORDS, slug: 'post', state: 'publishing', scheduled_at: at, zone: 'UTC' };
    await trx
      .insertInto('social_post')
      .values({ shop: A, created_at: at, updated_at: at, ...post })
      .execute();
    const text = `${WORDS}, ${ADA.first}`;
    await trx
      .insertInto('social_variant')
      .values({ shop: A, id: `post-${round}`, post: round, account: 'account', text, state: 'queued', due_at: at })
      .execute();
    await trx.updateTable('help_answer').set({ asked_at: 1 }).execute();
  });
  const form = new URLSearchParams({ MessageSid: round, SmsStatus: 'received', From: ADA.phone, Body: 'HELP' });
  const signature = twilioSignature(TOKENS.twilio, 'https://sandmill.example/text-events/events-of-sms', form);
  const heard = await opened.door('/text-events/events-of-sms', {
    method: 'POST',
    body: form,
    headers: { 'x-twilio-signature': signature },
  });
  expect(heard.status).toBe(200);
}

const quoting = ({ body, headers, path }: Asked) =>
  `${ADA.email} ${WORDS} ${ADA.phone} ${path} ${headers.authorization ?? ''} ${body}`;

const MANNERS: Record<string, (asked: Asked) => HttpManner> = {
  refusing: (asked) => ({
    status: 400,
    body: JSON.stringify({ code: 21_614, message: quoting(asked), error: { code: 131_026, message: quoting(asked) } }),
  }),
  strange: (asked) => ({ status: 418, headers: { 'content-type': 'text/html' }, body: `<p>${quoting(asked)}` }),
  closed: (asked) => ({ status: 401, body: JSON.stringify({ code: 20_003, message: quoting(asked) }) }),
  failing: (asked) => ({ status: 500, body: quoting(asked) }),
  gone: () => ({ status: 410, body: ADA.device }),
  rambling: (asked) => ({ status: 200, body: `${quoting(asked)} and so on` }),
  cutting: () => 'cut-after-body',
};

it.each(Object.keys(MANNERS))('the log names nobody where the far side is %s', async (manner) => {
  lines.length = 0;
  twin.asked.length = 0;
  twin.manner = MANNERS[manner] ?? 'cut-after-body';
  await send(manner);
  await expect
    .poll(
      async () => {
        await opened.work();
        const paths = twin.asked.map(({ path }) => path.split('/')[1]);
        return [...new Set(paths)].toSorted();
      },
      { timeout: 10_000 },
    )
    .toEqual(['mastodon', 'meta', 'send', 'twilio']);
  // the outcome of each is written down
  await expect
    .poll(
      async () => {
        await opened.work();
        const rows = opened.db.read.selectFrom('message').select('id').where('state', '=', 'submitting');
        return rows.execute();
      },
      { timeout: 10_000 },
    )
    .toEqual([]);
  expect(twin.asked.filter(({ path }) => path.startsWith('/twilio')).length).toBeGreaterThan(1);
  expect(lines.length).toBeGreaterThan(3);
  const forbidden = [...TRACES.filter((trace) => trace !== ADA.id), DIGITS, WORDS, SECRET, ...Object.values(TOKENS)];
  const told = lines.filter((line) => forbidden.some((text) => line.toLowerCase().includes(text.toLowerCase())));
  expect(told).toEqual([]);
});
