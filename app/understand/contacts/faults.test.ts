// A process may end at any write of the fold: what is understood in the end is the same.
import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../../test/databases.ts';
import type { NewFact } from '../../listen/facts/fact.ts';
import type { Database } from '../../platform/db/db.ts';
import { createTestShop, NOW } from '../testing/shop.ts';

const signed = { verified: true } as const;

/** A device is shared, two addresses turn out to be one customer, somebody buys and opts out. */
const FIRST: readonly NewFact[] = [
  {
    id: 'v1',
    kind: 'product.viewed',
    occurredAt: NOW - 9000,
    identity: 'client:device-1',
    verified: false,
    subject: '1',
  },
  { id: 's1', kind: 'checkout.started', occurredAt: NOW - 8000, identity: 'checkout:k', ...signed, subject: 'k' },
  {
    id: 'c1',
    kind: 'checkout.changed',
    occurredAt: NOW - 7000,
    identity: 'email:a@x.it',
    ...signed,
    subject: 'k',
    data: { also: ['checkout:k', 'client:device-1'] },
  },
  { id: 'n1', kind: 'customer.created', occurredAt: NOW - 6000, identity: 'customer:1', ...signed },
];
const SECOND: readonly NewFact[] = [
  {
    id: 'n2',
    kind: 'customer.changed',
    occurredAt: NOW - 5000,
    identity: 'customer:1',
    ...signed,
    data: { also: ['email:a@x.it'] },
  },
  {
    id: 'order:7:placed',
    kind: 'order.placed',
    occurredAt: NOW - 4000,
    identity: 'customer:1',
    ...signed,
    subject: '7',
    told: { updatedAt: 1 },
  },
  {
    id: 'u1',
    kind: 'consent.changed',
    occurredAt: NOW - 3000,
    identity: 'email:a@x.it',
    ...signed,
    data: { consent: { channel: 'email', state: 'unsubscribed', source: 'link' } },
  },
  {
    id: 'm1',
    kind: 'customer.merged',
    occurredAt: NOW - 2000,
    identity: 'customer:2',
    ...signed,
    data: { also: ['customer:1'] },
  },
];
/** the order is somebody else's after all */
const THIRD: readonly NewFact[] = [
  {
    id: 'order:7:placed',
    kind: 'order.placed',
    occurredAt: NOW - 4000,
    identity: 'email:b@x.it',
    ...signed,
    subject: '7',
    told: { updatedAt: 2 },
  },
];

const DERIVED = ['contact', 'identity', 'link', 'sighting', 'score_entry', 'consent', 'decision', 'fact'] as const;

async function derived(db: Database): Promise<string[]> {
  const lines: string[] = [];
  for (const table of DERIVED) {
    const rows = await db.read.selectFrom(table).selectAll().execute();
    lines.push(...rows.map((row) => `${table} ${JSON.stringify(row)}`));
  }
  return lines.sort();
}

describe.each(DIALECTS)('a fault in the fold [%s]', (dialect) => {
  it('at any write changes nothing in the end', async () => {
    let writes = 0;
    let faultAt = Number.POSITIVE_INFINITY;
    let isArmed = false;
    const test = await createTestDatabase(dialect, () => {
      if (isArmed && ++writes === faultAt) throw new Error('the power went out');
    });
    try {
      const shop = await createTestShop(test.db);
      const tell = async () => {
        for (const part of [FIRST, SECOND, THIRD]) {
          await shop.hear(part);
          isArmed = true;
          await shop.understand().catch(() => {});
          isArmed = false;
          await shop.understand();
        }
      };
      await tell();
      const expected = await derived(test.db);
      expect(expected.filter((line) => line.startsWith('contact'))).toHaveLength(2);
      const all = writes;
      expect(all).toBeGreaterThan(20);
      for (faultAt = 1; faultAt <= all; faultAt++) {
        await test.db.write(async (trx) => {
          for (const table of DERIVED) await trx.deleteFrom(table).execute();
          await trx.updateTable('shop').set({ rfm_day: null, rfm_cuts: null }).execute();
        });
        writes = 0;
        await tell();
        expect(await derived(test.db)).toEqual(expected);
      }
    } finally {
      await test.dispose();
    }
  }, 240_000);
});
