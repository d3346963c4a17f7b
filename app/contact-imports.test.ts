import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../test/databases.ts';
import { permissionsOf } from './act/messages/permission.server.ts';
import { addressHash, suppress } from './act/messages/suppression.server.ts';
import { createContactImports } from './contact-imports.server.ts';
import type { ContactsPlan } from './listen/imports/contacts-plan.ts';
import { RefusedFile } from './listen/imports/refused-file.ts';
import { DAY, HOUR, ManualClock } from './platform/clock/clock.ts';
import { createSeal } from './platform/crypto/seal.ts';
import type { Database } from './platform/db/db.ts';
import { silentLog } from './platform/log/log.ts';
import { createTasksWorker } from './platform/work/tasks/tasks-worker.server.ts';
import { createAttributesService } from './understand/attributes/service.server.ts';
import { rebuild } from './understand/contacts/rebuild.server.ts';
import { understandAll } from './understand/testing/understand-all.ts';

const SHOP = 'a.myshopify.com';
const SHOPIFY_EXPORT = `Customer ID,First Name,Last Name,Email,Accepts Email Marketing,Default Address Company,Default Address Country Code,Phone,Total Spent,Total Orders,Note,Tax Exempt,Tags
'6940095564001,Ann,Rossi,Ann@Example.com,yes,,IT,'+39333,10.00,1,,no,"vip, milano"
'6940095564002,Bob,,bob@example.com,no,,,,0.00,0,,no,
,,,,no,,,,0.00,0,,no,
,Eva,,not an address,yes,,,,0.00,0,,no,
,Ann,Again,ann@example.com,yes,,,,0.00,0,,no,
`;
const SHOPIFY_PLAN = { origin: 'own', consent: { by: 'column' } } as const;

describe.each(DIALECTS)('a list of contacts [%s]', (dialect) => {
  let test: TestDatabase;
  let folder: string;
  let clock: ManualClock;
  const seal = createSeal('a key that is long enough for the seal to take it');

  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    folder = mkdtempSync(join(tmpdir(), 'sandmill-lists-'));
    clock = new ManualClock('2026-11-01T10:00:00Z');
    const shop = { shop: SHOP, name: 'A', currency: 'EUR', timezone: 'Europe/Rome', ingest_key: 'k', installed_at: 1 };
    await test.db.write((trx) => trx.insertInto('shop').values(shop).execute());
  });
  afterEach(async () => {
    await test.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  const open = (db: Database = test.db) => {
    const { uploads, handlers } = createContactImports({ db, clock, seal, folder, wake: () => {} });
    return { uploads, tasks: createTasksWorker({ db, clock, log: silentLog, handlers }) };
  };
  async function* body(text: string) {
    yield Buffer.from(text);
  }
  async function upload(text: string, kind: 'contacts' | 'suppression' = 'contacts') {
    const id = await open().uploads.upload(SHOP, kind, 'list.csv', body(text));
    const preview = await open().uploads.preview(SHOP, id ?? '');
    return { id: id ?? '', plan: preview?.row.plan as ContactsPlan };
  }
  async function work({ tasks } = open()) {
    while ((await tasks.run(SHOP)) !== null);
    await understandAll(test.db, clock, SHOP);
  }
  async function imported(text: string, plan: Partial<ContactsPlan> = {}, kind?: 'contacts' | 'suppression') {
    const { id, plan: guessed } = await upload(text, kind);
    const begun = await open().uploads.begin(SHOP, id, { ...guessed, ...plan });
    await work();
    return begun;
  }
  const contacts = () =>
    test.db.read.selectFrom('contact').selectAll().where('shop', '=', SHOP).orderBy('email').execute();
  const everything = async () => {
    const all: Record<string, unknown> = {};
    for (const table of ['fact', 'customer', 'contact', 'identity', 'link', 'consent', 'contact_tag'] as const) {
      const rows = await test.db.read.selectFrom(table).selectAll().execute();
      all[table] = rows.map((row) => JSON.stringify({ ...row, updated_at: 0 })).sort();
    }
    return all;
  };
  const mayMail = async (email: string) =>
    (await permissionsOf(test.db.read, SHOP, seal, [email])).get(email)?.allowed ?? false;
  const hear = (email: string, state: 'subscribed' | 'unsubscribed', source = 'shopify', at = clock.now()) =>
    test.db.write((trx) =>
      trx
        .insertInto('fact')
        .values({
          shop: SHOP,
          id: `consent:${email}:${at}`,
          kind: 'consent.changed',
          occurred_at: at,
          received_at: at,
          identity: `email:${email}`,
          verified: 1,
          data: JSON.stringify({ consent: { channel: 'email', state, source } }),
        })
        .execute(),
    );

  it('that Shopify exported is known by its heading, and becomes contacts with names, tags and consent', async () => {
    const { plan } = await upload(SHOPIFY_EXPORT);
    expect(plan).toMatchObject(SHOPIFY_PLAN);
    expect(plan.fields.slice(0, 5)).toEqual(['customer_id', 'first_name', 'last_name', 'email', 'consent']);
    const begun = await imported(SHOPIFY_EXPORT);
    expect(begun.state).toBe('begun');
    expect(await contacts()).toMatchObject([
      { email: 'ann@example.com', first_name: 'Ann', last_name: 'Rossi', country: 'IT', email_consent: 'subscribed' },
      { email: 'bob@example.com', first_name: 'Bob', email_consent: 'not_subscribed', stage: 'lead' },
    ]);
    const tags = await test.db.read.selectFrom('contact_tag').select('tag').orderBy('tag').execute();
    expect(tags.map((row) => row.tag)).toEqual(['milano', 'vip']);
    // the file that was only looked at stands there too, not agreed on yet
    const row = (await open().uploads.list(SHOP)).find(({ state }) => state === 'done');
    expect(row).toMatchObject({
      summary: { lines: 5, added: 2, known: 0, repeated: 1, refused: 2 },
    });
    expect(await open().uploads.refused(SHOP, row?.id ?? '')).toEqual([
      { line: 4, reason: '{"code":"no_email"}' },
      { line: 5, reason: '{"code":"bad_email","value":"not an address"}' },
    ]);
    expect(await mayMail('ann@example.com')).toBe(true);
    expect(await mayMail('bob@example.com')).toBe(false);
  });

  it('read twice changes nothing, and a rebuild ends in the same contacts', async () => {
    await imported(SHOPIFY_EXPORT);
    const once = await everything();
    clock.advance(DAY);
    expect(await imported(SHOPIFY_EXPORT)).toMatchObject({ state: 'known' });
    expect(await everything()).toEqual(once);
    await rebuild({ db: test.db, clock }, SHOP);
    expect(await everything()).toEqual(once);
    // the second upload and its file are gone again
    expect(await open().uploads.list(SHOP)).toHaveLength(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('goes on behind the last line after a crash, and its counts are right', async () => {
    const many = Array.from({ length: 1200 }, (_, n) => `p${n}@example.com,P${n}`).join('\n');
    const { id, plan } = await upload(`email,first name\n${many}\nbroken,\n`);
    await open().uploads.begin(SHOP, id, plan);
    await open().tasks.run(SHOP);
    expect((await open().uploads.list(SHOP))[0]?.summary).toMatchObject({ lines: 500, added: 500 });
    const later = open(test.reopen());
    clock.advance(HOUR);
    await work(later);
    expect(await later.uploads.list(SHOP)).toMatchObject([
      { state: 'done', summary: { lines: 1201, added: 1200, known: 0, repeated: 0, refused: 1 } },
    ]);
    expect(await contacts()).toHaveLength(1200);
  });

  it('subscribes nobody without proof, and nobody at all of a bought list by a mere statement', async () => {
    const text = 'email,name,newsletter\nann@example.com,Ann Rossi,yes\n';
    const { id, plan } = await upload(text);
    expect(plan.consent).toEqual({ by: 'none' });
    const said = { by: 'statement', text: 'They signed at our stand.', date: '2026-09-12' } as const;
    const begin = (more: Partial<ContactsPlan>) => open().uploads.begin(SHOP, id, { ...plan, ...more });
    expect(await begin({ origin: 'bought', consent: said })).toMatchObject({ problems: [{ code: 'bought' }] });
    expect(await begin({ consent: { ...said, text: '' } })).toMatchObject({ problems: [{ part: 'text' }] });
    expect(await begin({ consent: { ...said, date: '2027-01-01' } })).toMatchObject({ problems: [{ part: 'date' }] });
    expect(await begin({ fields: ['skip', 'skip', 'skip'] })).toMatchObject({ problems: [{ code: 'no_email' }] });
    expect(await begin({ origin: 'fair', consent: said })).toMatchObject({ state: 'begun' });
    await work();
    expect(await mayMail('ann@example.com')).toBe(true);
    const [entry] = await test.db.read.selectFrom('consent').selectAll().execute();
    expect(entry).toMatchObject({ state: 'subscribed', at: Date.parse('2026-09-11T22:00:00Z') });
    expect(JSON.parse(entry?.evidence ?? '{}')).toMatchObject({ origin: 'fair', statement: said.text, line: '2' });
    await imported('email\nbea@example.com\n', { origin: 'bought' });
    expect(await mayMail('bea@example.com')).toBe(false);
  });

  it('opts nobody in again who unsubscribed or is suppressed', async () => {
    await hear('ann@example.com', 'unsubscribed');
    await test.db.write((trx) =>
      suppress(trx, SHOP, addressHash(seal, 'bob@example.com'), 'unsubscribed', clock.now() - DAY),
    );
    clock.advance(DAY);
    await imported('email,newsletter\nann@example.com,yes\nbob@example.com,yes\n', { consent: { by: 'column' } });
    expect(await mayMail('ann@example.com')).toBe(false);
    expect(await mayMail('bob@example.com')).toBe(false);
    // until she herself does
    clock.advance(DAY);
    await hear('ann@example.com', 'subscribed', 'form');
    await work();
    expect(await mayMail('ann@example.com')).toBe(true);
  });

  it('of addresses not to write to stops mail, and names nobody who was not known', async () => {
    await hear('ann@example.com', 'subscribed', 'shopify', clock.now() - DAY);
    await work();
    const begun = await imported('mail\nann@example.com\nnew@example.com\n', {}, 'suppression');
    expect(await mayMail('ann@example.com')).toBe(false);
    expect((await contacts()).map((row) => [row.email, row.email_consent])).toEqual([
      ['ann@example.com', 'unsubscribed'],
    ]);
    await imported('email,newsletter\nnew@example.com,yes\n', { consent: { by: 'column' } });
    expect(await mayMail('new@example.com')).toBe(false);
    await open().uploads.undo(SHOP, 'id' in begun ? begun.id : '');
    await work();
    expect(await mayMail('ann@example.com')).toBe(true);
    expect(await mayMail('new@example.com')).toBe(true);
  });

  it('tells attributes that are declared, in the form in which they are kept, and says which values do not fit', async () => {
    const attributes = createAttributesService({
      db: test.db,
      clock,
      wake: () => {},
      wanted: new Set(),
      ports: { merged: async () => {} },
    });
    await attributes.declare(SHOP, { label: 'Shoe size', type: 'number', choices: [] });
    clock.advance(1);
    await attributes.declare(SHOP, { label: 'Member', type: 'flag', choices: [] });
    clock.advance(1);
    await attributes.declare(SHOP, { label: 'Colour', type: 'choice', choices: ['Green', 'Red'] });
    await attributes.change(SHOP, 'colour', 'Favourite colour', ['Green', 'Red']);
    const text = `email,shoe-size,MEMBER,favourite colour,birthday,born
ann@example.com,"38,5",Sì,green,21.3.1990,1.1.2001
bob@example.com,big,no,blue,31.2.1990,
eva@example.com,40,,RED,,
`;
    const { id, plan } = await upload(text);
    expect(plan.fields).toEqual([
      'email',
      'attribute:shoe_size',
      'attribute:member',
      'attribute:colour',
      'birthday',
      'skip',
    ]);
    const preview = await open().uploads.preview(SHOP, id);
    expect(preview?.attributes).toEqual([
      { id: 'shoe_size', label: 'Shoe size' },
      { id: 'member', label: 'Member' },
      { id: 'colour', label: 'Favourite colour' },
    ]);
    expect(await open().uploads.begin(SHOP, id, { ...plan, fields: plan.fields.with(5, 'attribute:member') })).toEqual({
      state: 'problems',
      problems: [{ part: 'fields', code: 'twice', field: 'attribute:member' }],
    });
    await imported(text);
    const told = await test.db.read
      .selectFrom('contact_attribute')
      .innerJoin('contact', 'contact.id', 'contact_attribute.contact')
      .select(['email', 'attribute', 'value'])
      .orderBy('email')
      .orderBy('attribute')
      .execute();
    expect(told.map(({ email, attribute, value }) => `${email?.slice(0, 3)} ${attribute} ${value}`)).toEqual([
      'ann birthday 21.3.1990',
      'ann colour Green',
      'ann member yes',
      'ann shoe_size 38.5',
      'bob member no',
      'eva colour Red',
      'eva shoe_size 40',
    ]);
    // the file that was only looked at stands there too
    const row = (await open().uploads.list(SHOP)).find(({ state }) => state === 'done');
    expect(row?.summary).toMatchObject({ lines: 3, added: 3, refused: 0, unread: 1 });
    expect(await open().uploads.refused(SHOP, row?.id ?? '')).toEqual([
      {
        line: 3,
        reason: '{"code":"not_held","column":"shoe-size, favourite colour, birthday","value":"big, blue, 31.2.1990"}',
      },
    ]);
  });

  it('is taken back without what others told of the same people', async () => {
    await hear('ann@example.com', 'unsubscribed', 'link');
    await imported('email,first name,tags\nann@example.com,Anna,"club"\n');
    const before = await everything();
    const begun = await imported('email,first name,tags\nann@example.com,Ann,"club,fair"\nbob@example.com,Bob,fair\n');
    expect(await contacts()).toHaveLength(2);
    await open().uploads.undo(SHOP, 'id' in begun ? begun.id : '');
    expect((await open().uploads.list(SHOP))[0]).toMatchObject({ state: 'undoing' });
    await work();
    expect(await everything()).toEqual(before);
    expect((await open().uploads.list(SHOP))[0]).toMatchObject({ state: 'undone' });
    // and may be asked for again
    expect(
      await imported('email,first name,tags\nann@example.com,Ann,"club,fair"\nbob@example.com,Bob,fair\n'),
    ).toMatchObject({ state: 'begun' });
    expect(await contacts()).toHaveLength(2);
  });

  it('is refused at once, and not kept, when it is none', async () => {
    const refused = async (text: string) =>
      upload(text).then(
        () => null,
        (error: unknown) => (error instanceof RefusedFile ? error.reason.code : error),
      );
    expect(await refused('')).toBe('empty');
    expect(await refused('"email,name\na@example.com,A\n')).toBe('heading_broken');
    expect(await refused('PK\u0003\u0004 …')).toBe('workbook');
    expect(readdirSync(folder)).toEqual([]);
    expect(await open().uploads.list(SHOP)).toEqual([]);
  });
});
