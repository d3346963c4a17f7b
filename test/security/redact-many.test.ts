// Somebody who has left more than one write erases, and a database that fails wherever it likes.
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { insertFacts } from '../../app/listen/facts/store.server.ts';
import { SHOP } from '../../app/listen/inbox/inbox.fixture.ts';
import { customer } from '../../app/listen/inbox/payloads.fixture.ts';
import { HOUR } from '../../app/platform/clock/clock.ts';
import type { StatementProbe } from '../../app/platform/db/db.ts';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../databases.ts';
import { findInDatabase, tablesAsText } from './all-text.ts';
import {
  ADA,
  adasCheckout,
  adasCustomer,
  adasOrder,
  openPrivacyWorld,
  type PrivacyWorld,
  TRACES,
} from './privacy-world.ts';

const FACTS = 90;
const CHECKOUTS = 60;

describe.each(DIALECTS)('a customer who has left much [%s]', (dialect) => {
  let test: TestDatabase;
  let world: PrivacyWorld | undefined;
  afterEach(close);

  async function close() {
    if (!world) return;
    world.dispose();
    world = undefined;
    await test.dispose();
  }

  async function open(probe?: StatementProbe): Promise<PrivacyWorld> {
    await close();
    test = await createTestDatabase(dialect, probe);
    const opened = await openPrivacyWorld(test.db);
    world = opened;
    await opened.tell([
      ['customers/create', adasCustomer()],
      ['customers/create', customer({ email: 'bob@example.com' })],
      ['orders/create', adasOrder()],
      ...Array.from(
        { length: CHECKOUTS },
        (_, n) =>
          ['checkouts/create', adasCheckout({ token: `${ADA.checkout}-${n}`, cart_token: `cart-${n}` })] as const,
      ),
    ]);
    await opened.work();
    const views = Array.from({ length: FACTS }, (_, n) => ({
      id: `pixel:${n}`,
      kind: 'product.viewed' as const,
      occurredAt: opened.clock.now() - 1000 * n,
      identity: `client:${ADA.device}` as const,
      verified: false,
      subject: String(n),
    }));
    await test.db.write((trx) => insertFacts(trx, SHOP, views, opened.clock.now()));
    await opened.work();
    return opened;
  }

  const ask = (of: PrivacyWorld) => of.tell([['customers/redact', { customer: { id: ADA.id, email: ADA.email } }]]);

  /** Bob's rows and Ada's counted order, without what differs from run to run. */
  async function left(): Promise<unknown> {
    const tables = await tablesAsText(test.db);
    return ['contact', 'fact', 'identity', 'checkout', 'orders', 'customer'].map((table) => [
      table,
      (tables.get(table) ?? []).toSorted(),
    ]);
  }

  it('is erased a few rows at a time', async () => {
    let most = 0;
    const world = await open((sql) => {
      if (/^\s*delete from "fact"/i.test(sql)) {
        // every value but the shop is an id
        most = Math.max(most, sql.split(/\?|\$\d+/).length - 2);
      }
    });
    expect((await test.db.read.selectFrom('fact').select('id').execute()).length).toBeGreaterThan(FACTS + CHECKOUTS);
    await ask(world);
    await world.work();
    expect(await findInDatabase(test.db, TRACES)).toEqual([]);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(25);
  });

  it('is erased just the same wherever it was interrupted, and however often', async () => {
    const undisturbed = await open();
    await ask(undisturbed);
    await undisturbed.work();
    const whole = await left();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 6 }), async (gaps) => {
        const waiting = [...gaps];
        let armed = false;
        let until = 0;
        let failed = 0;
        const world = await open(() => {
          if (!armed || --until > 0) return;
          failed++;
          armed = waiting.length > 0;
          until = waiting.shift() ?? 0;
          throw new Error('the disk is full');
        });
        await ask(world);
        until = waiting.shift() ?? 1;
        armed = true;
        for (let round = 0; round < 40 && (await isOpen()); round++) {
          await world.work().catch(() => {});
          // past every back-off and every lease
          world.clock.advance(13 * HOUR);
        }
        armed = false;
        expect(failed).toBeGreaterThan(0);
        expect(await findInDatabase(test.db, TRACES)).toEqual([]);
        expect(await left()).toEqual(whole);
      }),
      { numRuns: dialect === 'sqlite' ? 4 : 1 },
    );
  }, 240_000);

  /** whether the request is still open */
  async function isOpen(): Promise<boolean> {
    const rows = await test.db.read.selectFrom('task').select('state').where('kind', '=', 'customers/redact').execute();
    const heard = await test.db.read.selectFrom('inbox').select('id').where('state', '=', 'queued').execute();
    return heard.length > 0 || rows.some((row) => row.state === 'queued');
  }
});
