import { dirname } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { SHOP } from '../../app/listen/inbox/inbox.fixture.ts';
import { customer, iso, order } from '../../app/listen/inbox/payloads.fixture.ts';
import { insertFacts } from '../../app/listen/facts/store.server.ts';
import { createImportsService } from '../../app/listen/imports/import-orders.server.ts';
import { addressHash } from '../../app/act/messages/suppression.server.ts';
import { DAY, HOUR } from '../../app/platform/clock/clock.ts';
import { readParts } from '../../app/shop/privacy/person-parts.server.ts';
import type { PersonFile } from '../../app/shop/privacy/gather-person.server.ts';
import { silentLog } from '../../app/platform/log/log.ts';
import { createRetentionWorker } from '../../app/shop/privacy/retention-worker.server.ts';
import { shopTables } from '../../app/shop/privacy/erase-shop.server.ts';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../databases.ts';
import { findInDatabase, findInFiles, tablesAsText } from './all-text.ts';
import {
  ADA,
  adasCheckout,
  adasCustomer,
  adasOrder,
  openPrivacyWorld,
  type PrivacyWorld,
  TRACES,
} from './privacy-world.ts';

const findTraces = (text: string) => TRACES.filter((trace) => text.includes(trace));

describe.each(DIALECTS)('requests under privacy law [%s]', (dialect) => {
  let test: TestDatabase;
  let world: PrivacyWorld;

  afterEach(async () => {
    world.dispose();
    await test.dispose();
  });

  async function open() {
    test = await createTestDatabase(dialect);
    world = await openPrivacyWorld(test.db);
    await world.tell([
      ['customers/create', adasCustomer()],
      ['customers/create', customer({ email: 'bob@example.com' })],
      ['checkouts/create', adasCheckout()],
      ['orders/create', adasOrder()],
      ['orders/create', order({ name: '#3001' })],
      // needs attention, with her address in its text
      ['orders/create', { ...adasOrder(), total_price: 'much' }],
    ]);
    await world.work();
    const pixel = {
      id: 'pixel:1',
      kind: 'product.viewed' as const,
      occurredAt: world.clock.now() - 1000,
      identity: `client:${ADA.device}` as const,
      verified: false,
      subject: '42',
    };
    await test.db.write((trx) => insertFacts(trx, SHOP, [pixel], world.clock.now()));
    await world.work();
    const row = await test.db.read.selectFrom('contact').select('id').where('email', '=', ADA.email).executeTakeFirst();
    const contact = row?.id ?? '';
    expect(contact).not.toBe('');
    await world.settle(contact);
    return contact;
  }

  const redact = async (who: object) => {
    await world.tell([['customers/redact', { shop_domain: SHOP, customer: who, orders_to_redact: [] }]]);
    await world.work();
  };

  it('gather everything of the person into a sealed file', async () => {
    await open();
    await world.tell([['customers/data_request', { customer: { id: ADA.id, email: ADA.email, phone: ADA.phone } }]]);
    await world.work();
    const request = await test.db.read.selectFrom('privacy_request').selectAll().executeTakeFirstOrThrow();
    expect(request).toMatchObject({ kind: 'customers/data_request', state: 'done' });
    expect(request.file_expires_at).toBe(world.clock.now() + 30 * DAY);
    expect(findTraces(JSON.stringify(request))).toEqual([]);
    const file = JSON.parse(world.seal.open(request.file ?? '')) as PersonFile;
    const sealed = await test.db.read.selectFrom('privacy_part').selectAll().execute();
    expect(findTraces(JSON.stringify(sealed))).toEqual([]);
    for await (const part of readParts(test.db.read, SHOP, request.id)) {
      file.data[part.name] = [
        ...(file.data[part.name] ?? []),
        ...(JSON.parse(world.seal.open(part.file)) as unknown[]),
      ];
    }
    expect(request.rows).toBe(Object.values(file.data).flat().length);
    const kinds = Object.entries(file.data).filter(([, rows]) => rows.length > 0);
    expect(kinds.map(([kind]) => kind).sort()).toEqual(
      expect.arrayContaining(['checkouts', 'consent', 'contacts', 'credits', 'customers', 'enrolments', 'facts']),
    );
    expect(kinds.map(([kind]) => kind)).toEqual(
      expect.arrayContaining(['identities', 'messages', 'orders', 'score', 'steps']),
    );
    const text = JSON.stringify(file);
    expect(text).toContain(`Dear ${ADA.first}`);
    expect(text).not.toContain('bob@example.com');
  });

  it.each([
    ['by id', { id: ADA.id }],
    ['by address alone', { email: ADA.email.toUpperCase() }],
    ['by everything', { id: ADA.id, email: ADA.email, phone: ADA.phone }],
  ])('erase a customer everywhere, %s', async (_how, who) => {
    const contact = await open();
    await world.tell([['customers/data_request', { customer: { id: ADA.id } }]]);
    await world.work();
    await redact(who);

    expect(await findInDatabase(test.db, [...TRACES, contact])).toEqual([]);
    const folders = [world.folder, ...(dialect === 'sqlite' ? [dirname(test.url.slice('file:'.length))] : [])];
    for (const folder of folders) expect(findInFiles(folder, [...TRACES, contact])).toEqual([]);
    expect(findInFiles(world.folder, ['bob@example.com'])).toHaveLength(1);
    // a file about her is gone with her
    expect(await test.db.read.selectFrom('privacy_part').selectAll().execute()).toEqual([]);
    expect(await test.db.read.selectFrom('privacy_request').select('file').execute()).toEqual([
      { file: null },
      { file: null },
    ]);
    // her order still counts, as nobody's; so do the mail and what it brought
    const [sold] = await test.db.read.selectFrom('orders').selectAll().where('id', '=', ADA.order).execute();
    expect(sold).toMatchObject({ identity: null, email: null, total: 4050, counted: 1 });
    expect(await test.db.read.selectFrom('credit').select(['contact', 'amount']).execute()).toEqual([
      { contact: '', amount: 4050 },
    ]);
    expect(await test.db.read.selectFrom('message').select('state').execute()).toEqual([{ state: 'submitted' }]);
    // Bob is as he was
    expect(await test.db.read.selectFrom('contact').select('email').execute()).toEqual([{ email: 'bob@example.com' }]);
    const [kept] = await test.db.read.selectFrom('suppression').selectAll().execute();
    expect(kept).toMatchObject({ address_hash: addressHash(world.seal, ADA.email), reason: 'erased' });
  });

  it('a late webhook, import or pixel event does not bring the person back', async () => {
    const contact = await open();
    await redact({ id: ADA.id, email: ADA.email });
    world.clock.advance(HOUR);
    await world.tell([
      ['customers/update', adasCustomer({ updated_at: 9000 })],
      ['orders/updated', adasOrder({ updated_at: 9000 })],
      ['orders/cancelled', adasOrder({ updated_at: 9001, cancelled_at: 9001 })],
      ['checkouts/update', adasCheckout({ updated_at: 9000 })],
      ['customers/delete', { id: ADA.id }],
      ['checkouts/delete', { token: ADA.checkout }],
      ['orders/create', { ...adasOrder(), total_price: 'much' }],
    ]);
    const late = {
      kind: 'product.viewed' as const,
      identity: `client:${ADA.device}` as const,
      verified: false,
      subject: '42',
    };
    const clicked = { kind: 'message.clicked' as const, identity: `email:${ADA.email}` as const, verified: true };
    await test.db.write((trx) =>
      insertFacts(
        trx,
        SHOP,
        [
          { ...late, id: 'pixel:2', occurredAt: world.clock.now() - 2 * HOUR },
          { ...clicked, id: 'message:m1:clicked:0', occurredAt: world.clock.now() },
        ],
        world.clock.now(),
      ),
    );
    await world.work();
    const csv = `Name,Email,Created at,Total,Currency,Lineitem quantity,Lineitem name,Lineitem price\n#2001,${ADA.email},2026-01-01 10:00:00 +0000,40.50,EUR,1,Mug,40.50\n`;
    await createImportsService({ db: test.db, clock: world.clock }).importOrders(
      SHOP,
      (async function* () {
        yield csv;
      })(),
    );
    await world.work();
    expect(await findInDatabase(test.db, [...TRACES, contact])).toEqual([]);
    expect(await test.db.read.selectFrom('contact').select('email').execute()).toEqual([{ email: 'bob@example.com' }]);
  });

  it('who buys or signs up anew afterwards is a new contact, without her past', async () => {
    await open();
    await redact({ id: ADA.id, email: ADA.email });
    world.clock.advance(DAY);
    const now = iso((world.clock.now() - 1_790_000_000_000) / 1000);
    const back = { id: '700000000000000099', email: ADA.email, created_at: now, updated_at: now };
    await world.tell([
      [
        'customers/create',
        adasCustomer({ ...back, email_marketing_consent: { state: 'subscribed', consent_updated_at: now } }),
      ],
      ['orders/updated', adasOrder({ updated_at: 9000 })],
    ]);
    await world.work();
    const contacts = await test.db.read.selectFrom('contact').selectAll().where('email', '=', ADA.email).execute();
    expect(contacts).toMatchObject([{ email_consent: 'subscribed', orders_count: 0, customer_id: back.id }]);
    const [sold] = await test.db.read.selectFrom('orders').selectAll().where('id', '=', ADA.order).execute();
    expect(sold).toMatchObject({ identity: null, email: null });
  });

  it('erase a shop that has left from every table, and only that shop', async () => {
    await open();
    await test.db.write((trx) =>
      trx
        .insertInto('shop')
        .values({
          shop: 'b.myshopify.com',
          name: 'B',
          currency: 'EUR',
          timezone: 'UTC',
          ingest_key: 'b',
          installed_at: 1,
        })
        .execute(),
    );
    await world.tell([['app/uninstalled', { id: 1 }]]);
    await world.work();
    await world.tell([['shop/redact', { shop_domain: SHOP }]]);
    await world.work();
    // the shop may come back for two days
    expect(await test.db.read.selectFrom('contact').select('id').execute()).not.toEqual([]);
    world.clock.advance(48 * HOUR);
    await world.work();
    for (const [table, rows] of await tablesAsText(test.db)) {
      expect({ table, rows: rows.filter((row) => row.includes(SHOP)) }).toEqual({ table, rows: [] });
    }
    expect(await test.db.read.selectFrom('shop').select('shop').execute()).toEqual([{ shop: 'b.myshopify.com' }]);
    expect(findInFiles(world.folder, [ADA.email])).toEqual([]);
    // what Shopify still delivers is not kept
    await world.tell([
      ['orders/create', adasOrder()],
      ['customers/redact', { customer: { id: ADA.id, email: ADA.email } }],
    ]);
    await world.work();
    expect(await findInDatabase(test.db, TRACES)).toEqual([]);
    // and in the end not even that it came
    const nightly = createRetentionWorker({ db: test.db, clock: world.clock, log: silentLog, steps: [] });
    const stranger = (await nightly.pending()).find(({ shop }) => shop === SHOP);
    expect(stranger?.at).toBe(world.clock.now() + 30 * DAY);
    expect(await nightly.run(SHOP)).toBe(stranger?.at);
    // nor does a shop that goes on being written about keep what is old
    world.clock.advance(10 * DAY);
    await world.tell([['orders/create', adasOrder()]]);
    await world.work();
    world.clock.advance(20 * DAY);
    expect(await nightly.run(SHOP)).toBe(world.clock.now() + 10 * DAY);
    expect(await test.db.read.selectFrom('inbox').select('topic').where('shop', '=', SHOP).execute()).toEqual([
      { topic: 'orders/create' },
    ]);
    world.clock.advance(10 * DAY);
    expect(await nightly.run(SHOP)).toBeNull();
    expect((await nightly.pending()).map(({ shop }) => shop)).toEqual(['b.myshopify.com']);
    expect(await findInDatabase(test.db, [SHOP])).toEqual([]);
  });

  it('keep a shop that comes back within two days', async () => {
    await open();
    await world.tell([['app/uninstalled', { id: 1 }]]);
    await world.work();
    await world.tell([['shop/redact', { shop_domain: SHOP }]]);
    world.clock.advance(HOUR);
    await test.db.write((trx) =>
      trx
        .updateTable('shop')
        .set({ uninstalled_at: null, installed_at: world.clock.now() })
        .where('shop', '=', SHOP)
        .execute(),
    );
    world.clock.advance(3 * DAY);
    await world.work();
    expect(await test.db.read.selectFrom('contact').select('id').execute()).not.toEqual([]);
    const [request] = await test.db.read.selectFrom('privacy_request').selectAll().execute();
    expect(request).toMatchObject({ kind: 'shop/redact', state: 'cancelled' });
  });

  it('knows every table that belongs to a shop', async () => {
    await open();
    const tables = await shopTables(test.db);
    expect(tables).toEqual(expect.arrayContaining(['fact', 'contact', 'inbox', 'message', 'session', 'erasure']));
    expect(tables).not.toContain('secret');
  });
});
