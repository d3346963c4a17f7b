// Whoever signs in to one shop can neither read nor change another's: every route, every page, every statement.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tablesAsText } from './all-text.ts';
import { fillShop } from './fill-shop.ts';
import { A, B, type OpenApp, openApp, ROUTES } from './open-app.ts';
import { ADA, TRACES } from './privacy-world.ts';

let opened: OpenApp;
let ids: Awaited<ReturnType<typeof fillShop>>['ids'];
let before: string[];

beforeAll(async () => {
  opened = await openApp();
  ({ ids } = await fillShop(opened, A));
  before = await rowsOfA();
});
afterAll(() => opened.close());

async function rowsOfA(): Promise<string[]> {
  const rows: string[] = [];
  for (const [table, texts] of await tablesAsText(opened.db)) {
    for (const text of texts) if (text.includes(`"shop":"${A}"`)) rows.push(`${table} ${text}`);
  }
  return rows.sort();
}

/** Personal data and contents of A; its ids may come back, for B sent them. */
const secrets = [...TRACES.filter((trace) => trace !== ADA.id && trace !== ADA.email), 'list.csv', `https://${A}`];

const expectNothingSaid = (text: string) => expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);

const expectNothingOfA = async () => expect(await rowsOfA()).toEqual(before);

const RULE = {
  name: 'Stolen',
  scope: 'global',
  trigger: { type: 'condition', condition: { version: 1, when: { type: 'all', of: [] } } },
  points: 5,
  cap: null,
  halfLife: null,
  expires: null,
  on: true,
};

const REMINDER = { on: true, channel: 'sms', template: '', delayMinutes: 1440 };
const SHORT = { version: 1, locale: 'en', text: 'Stolen {{ contact.first_name }}' };
const MAIL = {
  version: 1,
  locale: 'en',
  subject: 'Stolen {{ contact.first_name }}',
  preheader: '',
  blocks: [{ id: 'a', kind: 'text', html: '<p>{{ contact.last_name }} {{ contact.email }}</p>' }],
};

const COST = {
  kind: 'other',
  per: 'days',
  amount: '1',
  campaign: null,
  firstDay: '2026-01-01',
  lastDay: '2026-01-31',
  note: 'stolen',
};

/** Bodies with which an action would do something in the shop that it belongs to. A new action needs one. */
const BODIES: Record<string, (id: string) => unknown[]> = {
  'app._index': () => [new URLSearchParams({ mark: 'ownMailOff', value: 'true' })],
  'app.contacts.$id_.traits': () => [{ give: 'stolen' }, { take: 'till' }, { persona: 'mine' }],
  'app.contacts._index': (id) => [
    ...['give', 'take'].flatMap((deed) => [
      { deed, tag: 'stolen', contacts: [id] },
      { deed, tag: 'stolen', all: '' },
    ]),
    { undo: id },
    { undo: `tagging:${id}` },
    { undo: `tagging:of-${A}` },
  ],
  'app.contacts.tags': (id) => [{ tag: 'stolen', segment: id }, { remove: id }],
  'app.contacts.personas._index': (id) => [{ id, by: 1 }],
  'app.contacts.personas.$id': () => [
    { name: 'Stolen', description: '', picture: 'sun', condition: { version: 1, when: { type: 'all', of: [] } } },
  ],
  'app.contacts.$id_.attributes': () => [{ values: { birthday: '01-01', size: '1' } }],
  'app.contacts.$id_.joins': (id) => [{ apart: id }, { join: ADA.email }],
  'app.settings.attributes': (id) => [
    { intent: 'declare', label: 'Stolen', type: 'text' },
    ...['change', 'remove', 'restore'].map((intent) => ({ intent, id, label: 'Stolen' })),
  ],
  'app.conditions.count': (id) => [{ version: 1, when: { type: 'tag', tag: id } }],
  'app.contacts.$id_.consent': (id) => [
    { say: 'unsubscribed', channel: 'email', purpose: 'marketing', note: 'stolen' },
    { undo: id },
    { ask: true },
  ],
  'app.settings.pace': () => [{ pace: {}, topics: [{ id: '', en: 'Stolen', it: 'Rubato' }] }],
  'app.settings.consent': () => [{ consent: { doubleOptIn: true } }],
  'app.contacts.$id_.stage': () => [
    { stage: 'loyal', note: 'stolen' },
    { stage: null, note: '' },
  ],
  'app.contacts.scoring._index': (id) => [
    { warm: 1, hot: 2 },
    { do: 'stop', task: id },
    { do: 'resume', task: id },
  ],
  'app.contacts.scoring.$id': (id) => [{ ...RULE, id }],
  'app.contacts.scoring_.preview': (id) => [{ rule: { ...RULE, id } }, { remove: id }, { bands: { warm: 1, hot: 2 } }],
  'app.contacts.stages._index': () => [{ loyalOrders: 3, goBack: false, objectiveDays: 30 }],
  'app.contacts.stages.$what': (id) => [{ condition: { version: 1, when: { type: 'tag', tag: id } } }],
  'app.contacts.new': () => [
    { email: 'new@example.com', firstName: 'N', lastName: 'N', attributes: { birthday: '01-01' } },
  ],
  'app.journeys.recovery': (id) => [
    { on: true, delayMinutes: 60, holdoutShare: 0, tag: '', reminder: { ...REMINDER, on: false } },
    { on: true, delayMinutes: 60, holdoutShare: 0, tag: '', reminder: { ...REMINDER, template: id } },
  ],
  'app.reports.costs': (id) => [
    { id, cost: COST },
    { id: null, cost: { ...COST, per: 'campaign', campaign: id, lastDay: null } },
    { remove: id },
    { restore: id },
  ],
  'app.campaigns._index': () => [{ name: 'Stolen' }],
  'app.campaigns.texts._index': (id) => [
    { name: 'Stolen', channel: 'sms', locale: 'en' },
    { remove: id },
    { restore: id },
  ],
  'app.campaigns.texts.$id': (id) => [
    { name: 'Stolen', document: SHORT, revision: 1, ready: true },
    { to: '+393331234567', channel: 'sms', document: SHORT, contact: id },
    { to: '', channel: 'push', document: SHORT, contact: id },
  ],
  'app.campaigns.texts_.preview': (id) => [{ channel: 'sms', document: SHORT, contact: id }],
  'app.settings.texts.$id': () => [
    {
      draft: {
        name: 'Stolen',
        channel: 'sms',
        provider: 'twilio',
        config: { accountSid: `AC${'0'.repeat(32)}`, from: '+15005550006', price: null },
        secrets: { authToken: 'x' },
        perSecond: null,
        perHour: null,
      },
    },
  ],
  'app.campaigns.articles': (id) => [{ article: id, locale: 'en', read: 'Read' }, { post: id }],
  'app.campaigns.calendar': (id) => ['campaigns', 'social'].map((kind) => ({ kind, id, day: '2030-01-01' })),
  'app.campaigns.social._index': () => [{ name: 'Stolen' }],
  'app.campaigns.social.$id': () => [
    ...['release', 'withdraw', 'cancel'].map((deed) => ({ do: deed })),
    ...['again', 'there', 'not_there'].map((settle) => ({ settle, variant: `post-variant-of-${A}` })),
    { duplicate: 'Stolen' },
  ],
  'app.campaigns.social.$id_.edit': (id) => [
    { revision: 1, draft: { name: 'Stolen', when: null, variants: [{ id: 'v', account: id, text: 'Stolen' }] } },
  ],
  'app.settings.social': (id) => [
    ...['disconnect', 'reconnect', 'tryNow'].map((deed) => ({ do: deed, id })),
    // leads into the private network, so nobody is called
    { connect: { network: 'mastodon', token: 'stolen', server: 'localhost', organization: '' } },
  ],
  'app.campaigns.audience': (id) => [{ include: [id], exclude: [id] }, { resend: { campaign: id, to: 'not_opened' } }],
  'app.campaigns.$id': () => [
    ...['send', 'approve', 'withdraw', 'pause', 'resume', 'cancel'].map((deed) => ({ do: deed })),
    { duplicate: 'Stolen' },
    { resend: 'not_opened', name: 'Stolen' },
  ],
  'app.campaigns.$id_.edit': (id) => [{ revision: 1, name: 'Stolen', plan: { include: [id] } }],
  'app.campaigns.templates._index': (id) => [{ duplicate: id, name: 'Stolen' }, { remove: id }, { restore: id }],
  'app.campaigns.templates.new': () => [
    { name: 'Stolen', locale: 'en', recipe: null },
    { name: 'Stolen', locale: 'en', source: '<p>Stolen</p>' },
  ],
  'app.campaigns.templates.$id': () => [{ name: 'Stolen', document: MAIL, over: 1, publish: true }],
  'app.campaigns.templates.$id_.versions': () => [{ takeBack: 1 }],
  'app.campaigns.templates_.preview': (id) => [{ document: MAIL, contact: id }],
  'app.campaigns.templates_.blocks': (id) => [{ keep: MAIL.blocks[0], name: 'Stolen' }, { drop: id }],
  'app.campaigns.templates_.test': (id) => [{ to: 'b@example.com', document: MAIL, contact: id }],
  'app.settings.brand': () => [{ address: 'Stolen' }],
  'app.settings_.brand-preview': () => [{ brand: {}, locale: 'en' }],
  'app.segments._index': () => [{ recipe: 'lapsed', locale: 'en' }],
  'app.segments.$id': () =>
    ['rebuild', 'stop', 'resume', 'share', 'unshare'].map((deed) => ({ do: deed, locale: 'en' })),
  'app.segments.shopify': () => [{ take: '1' }],
  'app.segments.statics': (id) => [id, null].map((segment) => ({ segment, name: 'Stolen', contacts: [id] })),
  'app.segments.$id_.edit': () => [
    { name: 'Stolen', description: '', kind: 'live', condition: { version: 1, when: { type: 'all', of: [] } } },
  ],
  'app.segments.$id_.people': () => [{ name: 'Stolen', text: `${ADA.email}\nnobody@example.com`, within: true }],
  'app.contacts.$id_.segments': (id) => [true, false].map((within) => ({ segment: id, within })),
  'app.settings.api': (id) => [{ name: 'Stolen' }, { revoke: id }, { restore: id }],
  'app.pictures': () => ['no picture'],
  'app.settings._index': () => [{ sender: { name: 'B', address: 'b@example.com' } }],
  'app.contacts.$id_.automated': () => [{ accepts: false, note: 'stolen' }],
  'app.settings.suppressions': (id) => [
    { intent: 'look', address: ADA.email },
    { intent: 'remove', id, note: 'stolen' },
    { intent: 'undo', change: id },
    { intent: 'add', address: 'b@example.com', note: 'of B' },
  ],
  'app.settings.mail.bounces': () => [
    { do: 'check' },
    { do: 'remove' },
    {
      draft: { host: '127.0.0.1', port: 1, security: 'tls', user: 'b', password: 'stolen', folder: 'INBOX' },
    },
  ],
  'app.settings.mail._index': (id) => ['makeStandard', 'remove', 'restore', 'tryNow'].map((deed) => ({ do: deed, id })),
  'app.settings.mail.$id': () => [
    { test: 'b@example.com', locale: 'en' },
    {
      draft: {
        name: 'Stolen',
        address: 'b@example.com',
        replyTo: '',
        provider: 'postmark',
        config: { stream: 'broadcast' },
        secrets: { token: 'stolen' },
        perSecond: null,
        perHour: null,
        warmUp: null,
      },
    },
  ],
  'app.settings.deliveries': (id) => ['replay', 'discard', 'keep'].map((intent) => ({ intent, ids: [id] })),
  'app.settings.imports': (id) => [{ undo: id }],
  'app.settings.imports_.$id': () => [{ columns: { Email: 'email' }, source: 'x', consent: 'none' }],
  'app.settings.imports_.upload': () => ['Email\nb@example.com\n'],
  'app.settings.privacy': () => [{ privacy: { deliveryDays: 3 } }],
  'app.storefront.$id': () => [
    {
      key: 'home',
      name: 'Stolen',
      on: true,
      condition: {
        match: 'all',
        leaves: [],
      },
      content: {
        en: {
          title: 't',
          text: '',
          link: '',
          label: '',
        },
        it: {
          title: 't',
          text: '',
          link: '',
          label: '',
        },
      },
    },
  ],
  'app.storefront._index': (id) => [{ id, by: 1 }],
  'app.settings_.rfm-effect': () => [{ cuts: null }],
  'app.settings_.test-mail': (id) => [{ to: id, locale: 'en' }],
};

const NAMES = ['id', 'after', 'as', 'contact', 'shop', 'import', 'search'];

describe('every route', () => {
  it.each(Object.keys(ROUTES))('%s tells nothing of another shop and changes nothing there', async (route) => {
    for (const id of Object.values(ids)) {
      const query = `?${NAMES.map((name) => `${name}=${encodeURIComponent(name === 'shop' ? A : id)}`).join('&')}`;
      const answer = await opened.page(B, route, { params: { id }, query });
      expect([route, id, answer.status < 500]).toEqual([route, id, true]);
      expectNothingSaid(answer.text);
    }
    await expectNothingOfA();
  });

  it.each(Object.keys(ROUTES))('%s: its actions, too', async (route) => {
    const module = await ROUTES[route]?.();
    if (!module?.action) return;
    const bodies = BODIES[route];
    if (!bodies) throw new Error(`${route} has an action: add what it takes to BODIES, with another shop's ids`);
    for (const id of Object.values(ids)) {
      for (const method of ['POST', 'DELETE']) {
        for (const body of bodies(id)) {
          const plain = typeof body === 'string' || body instanceof URLSearchParams;
          const answer = await opened.page(B, route, {
            method,
            params: { id },
            query: `?shop=${A}&kind=contacts&name=${id}&bytes=10`,
            body: plain ? body : JSON.stringify(body),
          });
          expect([route, id, answer.status < 500 ? 'fine' : answer.text]).toEqual([route, id, 'fine']);
          expectNothingSaid(answer.text);
        }
      }
    }
    // once for all of them: every row is read
    await expectNothingOfA();
  });
});

describe('every page service', () => {
  it('answers for its own shop alone, whatever ids it is given', async () => {
    const { pages } = opened.app.admin;
    const groups = Object.entries(pages).filter(([, group]) => typeof group === 'object');
    expect(groups.length).toBeGreaterThan(6);
    for (const [name, group] of groups) {
      for (const [method, run] of Object.entries(group as Record<string, (...args: unknown[]) => Promise<unknown>>)) {
        for (const id of Object.values(ids)) {
          const shapes = [
            [id],
            [id, id],
            [id, id, 'json'],
            [[id]],
            [{ id, contact: id, locale: 'en' }],
            [id, 1],
            [id, {}],
          ];
          for (const args of shapes) {
            // what does not fit is refused; what fits must not reach the other shop
            const answer = await Promise.resolve()
              .then(() => run(B, ...args))
              .catch(() => null);
            const text = answer instanceof ReadableStream ? await new Response(answer).text() : JSON.stringify(answer);
            expect([name, method, secrets.filter((secret) => (text ?? '').includes(secret))]).toEqual([
              name,
              method,
              [],
            ]);
          }
        }
      }
      await expectNothingOfA();
    }
    // every page with every id: many calls
  }, 240_000);
});

/** Statements that speak of all shops on purpose. A new one needs a reason here. */
const ALL_SHOPS: Record<string, string> = {
  'app/act/messages/events/inbox.server.ts':
    'finds whose sender it is that a mail service tells of, by the secret of the address',
  'app/act/messages/texts/text-events.server.ts':
    'finds whose sender it is that a text service tells of, by the secret of the address',
  'app/act/messages/texts/short-links.server.ts': 'finds whose text it is whose short address was opened, by its code',
  'app/shop/access/key-row.server.ts': 'finds whose key it is that a call of the API brings',
  'app/platform/work/tasks/tasks-worker.server.ts': 'finds which shops have requests under privacy law to act on',
};

describe('every statement', () => {
  /** the list of shops itself, and what belongs to the installation */
  const shopless = new Set(['shop', 'secret', 'session', 'work_process']);
  const files = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .map((name) => join('app', name))
    .filter((path) => path.endsWith('.ts') && !/\.test\.|fixture|in-test|generated|testing/.test(path));

  it.each(files)('%s asks for rows of one shop, or joins them by their shop', (path) => {
    if (path in ALL_SHOPS) return;
    const text = readFileSync(path, 'utf8');
    const statements = [...text.matchAll(/\.(selectFrom|updateTable|deleteFrom|insertInto)\(\s*'(\w+)/g)];
    for (const { index, 1: verb, 2: table = '' } of statements) {
      if (shopless.has(table)) continue;
      const end = text.slice(index).search(/\.execute\w*\(|;\n/);
      const statement = text.slice(index, index + (end < 0 ? 2000 : end));
      const said =
        verb === 'insertInto'
          ? /\bshop\b|rows|values/.test(statement)
          : /(where|whereRef|onRef|eb)\(\s*'[\w.]*shop'/.test(statement);
      expect([path, verb, table, said]).toEqual([path, verb, table, true]);
    }
  });
});
