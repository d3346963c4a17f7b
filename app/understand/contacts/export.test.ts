import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { identity } from '../../listen/facts/fact.ts';
import { scoreOf, type Cuts } from '../rfm/rules.ts';
import { createTestShop, type TestShop } from '../testing/shop.ts';
import { CannotExport, createExportService, type ExportOptions } from './export.server.ts';

const REFERENCE = '../shared/reference/rfm/rfm_data_orders.csv';

interface TestOrder {
  id: string;
  email: string;
  day: string;
  total: number;
  refunds?: { day: string; amount: number }[];
  cancelled?: string;
  test?: boolean;
}

const noon = (day: string) => Date.parse(`${day}T12:00:00Z`);

describe.each(DIALECTS)('the export [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  async function sell(shop: TestShop, orders: readonly TestOrder[]): Promise<void> {
    for (let start = 0; start < orders.length; start += 500) {
      const some = orders.slice(start, start + 500);
      await test.db.write(async (trx) => {
        await trx
          .insertInto('orders')
          .values(
            some.map((order) => ({
              shop: shop.shop,
              id: order.id,
              identity: identity('email', order.email),
              currency: 'EUR',
              total: order.total,
              refunded: (order.refunds ?? []).reduce((sum, refund) => sum + refund.amount, 0),
              counted: order.cancelled || order.test ? 0 : 1,
              test: order.test ? 1 : 0,
              cancelled_at: order.cancelled ? noon(order.cancelled) : null,
              placed_at: noon(order.day),
              updated_at: noon(order.day),
            })),
          )
          .execute();
        const refunds = some.flatMap((order) =>
          (order.refunds ?? []).map((refund, index) => ({
            shop: shop.shop,
            id: `${order.id}-${index}`,
            order_id: order.id,
            amount: refund.amount,
            at: noon(refund.day),
          })),
        );
        if (refunds.length > 0) await trx.insertInto('refund').values(refunds).execute();
      });
      await shop.hear(
        some.map((order) => ({
          id: `order:${order.id}:placed`,
          kind: 'order.placed',
          occurredAt: noon(order.day),
          identity: identity('email', order.email),
          verified: true,
          subject: order.id,
          data: { history: true },
        })),
      );
    }
    await shop.understand();
  }

  async function exported(shop: TestShop, options: ExportOptions = {}) {
    const result = await createExportService({ db: test.db, clock: shop.clock }).exportContacts(shop.shop, options);
    let text = '';
    for await (const page of result.pages()) text += page;
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    return { cuts: result.cuts, rows: rows.sort((a, b) => (a.email! < b.email! ? -1 : 1)) };
  }

  it('says what stands today', async () => {
    const shop = await createTestShop(test.db, 'today');
    await sell(shop, [
      { id: '1', email: 'a@x.it', day: '2026-10-01', total: 1050 },
      { id: '2', email: 'a@x.it', day: '2026-10-20', total: 1000, refunds: [{ day: '2026-10-21', amount: 250 }] },
      { id: '3', email: 'b@x.it', day: '2026-10-30', total: 300 },
      { id: '4', email: 'c@x.it', day: '2026-10-30', total: 300, cancelled: '2026-10-31' },
      { id: '5', email: '=cmd@x.it', day: '2026-10-30', total: 300, test: true },
    ]);
    const { rows } = await exported(shop);
    expect(rows).toMatchObject([
      { email: "'=cmd@x.it", stage: 'lead', orders_count: '0', net_spent: '0.00', r: '', rfm_group: 'prospects' },
      {
        email: 'a@x.it',
        stage: 'loyal',
        score: '40',
        orders_count: '2',
        net_spent: '18.00',
        currency: 'EUR',
        last_order_at: '2026-10-20T12:00:00.000Z',
        recency_days: '12',
      },
      { email: 'b@x.it', stage: 'customer', net_spent: '3.00', recency_days: '2' },
      { email: 'c@x.it', stage: 'lead', recency_days: '', f: '', m: '' },
    ]);
  });

  it('as of a day knows nothing of later orders, refunds and cancellations', async () => {
    const shop = await createTestShop(test.db, 'as-of');
    await sell(shop, [
      { id: '1', email: 'a@x.it', day: '2026-10-01', total: 1000, refunds: [{ day: '2026-10-09', amount: 400 }] },
      { id: '2', email: 'a@x.it', day: '2026-10-08', total: 500 },
      { id: '3', email: 'b@x.it', day: '2026-10-05', total: 700, cancelled: '2026-10-08' },
      { id: '4', email: 'c@x.it', day: '2026-10-08', total: 100 },
    ]);
    const { rows } = await exported(shop, { asOf: '2026-10-07' });
    expect(rows).toMatchObject([
      { email: 'a@x.it', stage: 'customer', net_spent: '10.00', recency_days: '6' },
      { email: 'b@x.it', stage: 'customer', net_spent: '7.00', recency_days: '2' },
    ]);
  });

  it('has a column for each attribute, with what was told until the day', async () => {
    const shop = await createTestShop(test.db, 'attributes');
    await sell(shop, [{ id: '1', email: 'a@x.it', day: '2026-10-01', total: 1000 }]);
    expect(Object.keys((await exported(shop)).rows[0] ?? {})).not.toContain('birthday');
    const told = (id: string, day: string, attributes: Record<string, string>) => ({
      id,
      kind: 'attribute.told' as const,
      occurredAt: noon(day),
      identity: identity('email', 'a@x.it'),
      verified: true,
      data: { attributes },
    });
    await test.db.write((trx) =>
      trx
        .insertInto('attribute')
        .values([
          { shop: shop.shop, id: 'shoe_size', label: 'Shoe size', type: 'number', created_at: 1 },
          { shop: shop.shop, id: 'gone', label: 'Gone', type: 'text', created_at: 2, removed_at: 3 },
        ])
        .execute(),
    );
    await shop.hear([
      told('1', '2026-10-02', { shoe_size: '38.5', birthday: '03-21', gone: 'x' }),
      told('2', '2026-10-20', { note: 'x', shoe_size: '=1+1' }),
    ]);
    await shop.understand();
    const [row] = (await exported(shop)).rows;
    expect(row).toMatchObject({ birthday: '03-21', shoe_size: "'=1+1" });
    expect(row).not.toHaveProperty('gone');
    // of what was told since then the latest alone is known, and it is not of that day
    const [then] = (await exported(shop, { asOf: '2026-10-07' })).rows;
    expect(then).toMatchObject({ birthday: '03-21', shoe_size: '' });
  });

  it('refuses what cannot be, and says what to do', async () => {
    const shop = await createTestShop(test.db, 'refusals');
    await expect(exported(shop, { asOf: '2026-02-30' })).rejects.toThrow('YYYY-MM-DD');
    await expect(exported(shop, { binning: 'fixed' })).rejects.toThrow('--cuts');
    await expect(exported({ ...shop, shop: 'nobody' })).rejects.toThrow(CannotExport);
  });

  it.skipIf(!existsSync(REFERENCE))(
    'gives the cut-points and scores that the R package gives (needs ../shared)',
    async () => {
      const shop = await createTestShop(test.db, 'reference');
      const lines = readFileSync(REFERENCE, 'utf8').trim().split('\n').slice(1);
      await sell(
        shop,
        lines.map((line, index) => {
          const [, day = '', revenue = '', , , email = ''] = line.split(',');
          return { id: String(index), email: email.trim(), day, total: Math.round(Number(revenue) * 100) };
        }),
      );
      const quantile = await exported(shop, { asOf: '2006-12-31', binning: 'quantile' });
      expect(quantile.rows).toHaveLength(995);
      expect(quantile.cuts).toEqual({
        r: [114, 180, 296.4, 481],
        f: [3, 4, 5, 7],
        m: [254.8, 381, 505.4, 665],
      });
      const cuts: Cuts = { r: [115, 181, 297.4, 482], f: [4, 5, 6, 8], m: [255.8, 382, 506.4, 666] };
      const fixed = await exported(shop, { asOf: '2006-12-31', binning: 'fixed', cuts });
      for (const row of fixed.rows) {
        expect(Number(row.r)).toBe(6 - scoreOf(Number(row.recency_days), cuts.r, 'fixed'));
        expect(Number(row.m)).toBe(1 + cuts.m.filter((cut) => Number(row.net_spent) >= cut).length);
        expect(Number(row.f)).toBe(1 + cuts.f.filter((cut) => Number(row.orders_count) >= cut).length);
      }
    },
  );
});
