import { afterEach, describe, expect, it } from 'vitest';
import { insertFacts } from '../../app/listen/facts/store.server.ts';
import { SHOP } from '../../app/listen/inbox/inbox.fixture.ts';
import { DAY, type ManualClock } from '../../app/platform/clock/clock.ts';
import { silentLog } from '../../app/platform/log/log.ts';
import { RETENTION } from '../../app/privacy/retention.server.ts';
import { createAccessLog } from '../../app/shop/privacy/access-log.server.ts';
import { createRetentionWorker } from '../../app/shop/privacy/retention-worker.server.ts';
import { createSettingsService } from '../../app/shop/settings/settings-service.server.ts';
import { noteUnknown } from '../../app/understand/interests/unknown-products.server.ts';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../databases.ts';
import { ADA, adasCustomer, openPrivacyWorld, type PrivacyWorld } from './privacy-world.ts';

describe.each(DIALECTS)('personal data whose time is over [%s]', (dialect) => {
  let test: TestDatabase;
  let world: PrivacyWorld;
  afterEach(async () => {
    world.dispose();
    await test.dispose();
  });

  async function night(clock: ManualClock): Promise<number> {
    const worker = createRetentionWorker({ db: test.db, clock, log: silentLog, steps: RETENTION });
    let slices = 0;
    for (let at: number | null = clock.now(); at !== null && at <= clock.now(); slices++) at = await worker.run(SHOP);
    return slices;
  }

  const view = (id: number, occurredAt: number, device: string) => ({
    id: `pixel:${id}`,
    kind: 'product.viewed' as const,
    occurredAt,
    identity: `client:${device}` as const,
    verified: false,
    subject: String(id),
  });

  it('goes, kind by kind, and nothing else', async () => {
    test = await createTestDatabase(dialect);
    world = await openPrivacyWorld(test.db);
    const { clock, db } = world;
    await world.tell([['customers/create', adasCustomer()]]);
    await world.tell([['orders/create', 'not json']]);
    const log = createAccessLog({ db, clock });
    await log.note(SHOP, 'user:1', 'contact', 'c');
    const old = Array.from({ length: 1200 }, (_, n) => view(n, clock.now() - 1000 * n, `device-${n % 40}-long`));
    const unknown = (...products: string[]) =>
      db.write((trx) => noteUnknown(trx, SHOP, new Set(products), clock.now()));
    await unknown(...Array.from({ length: 450 }, (_, n) => `old ${n}`));
    await db.write((trx) => insertFacts(trx, SHOP, old, clock.now()));
    await world.work();
    const contact = (await db.read.selectFrom('contact').select('id').where('email', '=', ADA.email).executeTakeFirst())
      ?.id;
    await world.settle(contact ?? '');
    const visitors = await db.read.selectFrom('contact').select('id').where('stage', '=', 'visitor').execute();
    expect(visitors).toHaveLength(40);

    const sent = { shop: SHOP, contact: contact ?? '', channel: 'email', template: 't', due_at: clock.now() };
    await db.write((trx) =>
      trx
        .insertInto('message')
        .values(
          [
            { ...sent, id: 'of a campaign', state: 'submitted', created_at: clock.now() },
            { ...sent, id: 'still to leave', state: 'queued', created_at: clock.now() },
          ].map((row) => ({ ...row, dedupe_key: row.id, campaign: 'c', subject_line: `${ADA.first}, look` })),
        )
        .execute(),
    );

    // 31 days: only deliveries that were read
    clock.advance(31 * DAY);
    await night(clock);
    expect((await db.read.selectFrom('inbox').select('state').execute()).map((row) => row.state)).toEqual([
      'attention',
      'attention',
    ]);
    expect(await db.read.selectFrom('fact').select('id').where('id', 'like', 'pixel:%').execute()).toHaveLength(1200);

    // thirteen months and a bit; a visit of yesterday stays, and what it counts for
    clock.advance(370 * DAY);
    await unknown('new');
    await db.write((trx) => insertFacts(trx, SHOP, [view(9999, clock.now() - DAY, 'device-1-long')], clock.now()));
    await world.work();
    expect(await night(clock)).toBeGreaterThan(RETENTION.length);
    expect(await db.read.selectFrom('fact').select('id').where('id', 'like', 'pixel:%').execute()).toEqual([
      { id: 'pixel:9999' },
    ]);
    const left = await db.read.selectFrom('contact').select(['id', 'score']).where('stage', '=', 'visitor').execute();
    expect(left).toHaveLength(1);
    const ledger = await db.read
      .selectFrom('score_entry')
      .select('points')
      .where('contact', '=', left[0]!.id)
      .execute();
    expect(left[0]?.score).toBe(ledger.reduce((sum, { points }) => sum + points, 0));
    const texts = db.read.selectFrom('message').select(['id', 'state', 'address', 'subject_line', 'body_html']);
    expect(await texts.orderBy('id').execute()).toEqual([
      { id: 'm1', state: 'submitted', address: ADA.email, subject_line: null, body_html: null },
      { id: 'of a campaign', state: 'submitted', address: null, subject_line: null, body_html: null },
      { id: 'still to leave', state: 'queued', address: null, subject_line: `${ADA.first}, look`, body_html: null },
    ]);
    expect(await db.read.selectFrom('unknown_product').select('product').execute()).toEqual([{ product: 'new' }]);
    expect(await db.read.selectFrom('access_entry').select('id').execute()).toEqual([]);
    expect(await db.read.selectFrom('inbox').select('id').execute()).toEqual([]);
    expect(await db.read.selectFrom('customer').select('id').execute()).toHaveLength(1);
  });

  it('is what the merchant says it is, once a night', async () => {
    test = await createTestDatabase(dialect);
    world = await openPrivacyWorld(test.db);
    const { clock, db } = world;
    await createSettingsService({ db }).update(SHOP, { privacy: { deliveryDays: 2 } });
    await world.tell([['customers/create', adasCustomer()]]);
    await world.work();
    await night(clock);
    clock.advance(DAY / 24);
    await night(clock);
    expect(await db.read.selectFrom('inbox').select('id').execute()).toHaveLength(1);
    clock.advance(3 * DAY);
    await night(clock);
    expect(await db.read.selectFrom('inbox').select('id').execute()).toEqual([]);
  });
});
