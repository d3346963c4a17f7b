import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../../../test/databases.ts';
import { givenShop, SHOP, START } from '../../../decide/journeys/rows-in-test.ts';
import { ManualClock, SECOND } from '../../../platform/clock/clock.ts';
import type { Database, Row } from '../../../platform/db/db.ts';
import { walksIn, watched } from '../../../understand/testing/statement-plans.ts';
import { seal } from '../delivery/messages-in-test.ts';
import { createMessagesKeeper } from '../person-keeper.server.ts';
import { heardOfMessage } from './of-message.server.ts';
import { createReactionsWorker } from './reactions-worker.server.ts';
import { reactionRetention } from './retention.server.ts';
import { firstUnsettled, settleReactions } from './settle.server.ts';
import { SETTLE_MS } from './verdict.ts';

const MAILS = 6;
const LINKS = JSON.stringify([0, 1, 2].map(() => ({ url: 'https://corner.example', storefront: true })));

async function givenMails(db: Database): Promise<void> {
  const mail = { shop: SHOP, channel: 'email', template: 'recovery', state: 'submitted', contact: '', links: LINKS };
  await db.write((trx) =>
    trx
      .insertInto('message')
      .values(
        Array.from({ length: MAILS }, (_, index) => ({
          ...mail,
          id: `m${index}`,
          dedupe_key: `m${index}`,
          address: `p${index}@example.com`,
          subject_line: 'A mail',
          due_at: START,
          created_at: START,
          submitted_at: START,
        })),
      )
      .execute(),
  );
}

const reaction = fc.record({
  message: fc.constantFrom('m0', 'm1'),
  kind: fc.constantFrom('open', 'click', 'click', 'click', 'trap'),
  link: fc.integer({ min: 0, max: 2 }),
  at: fc.integer({ min: 0, max: 60 }).map((seconds) => START + seconds * SECOND),
  agent: fc.constantFrom('chrome', 'safari', 'scanner', 'gmail', 'apple', 'other'),
  network: fc.constantFrom('', 'n1', 'n2', 'n3'),
  why: fc.constantFrom(null, null, null, 'head', 'prefetch'),
});
type Generated = {
  message: string;
  kind: string;
  link: number;
  at: number;
  agent: string;
  network: string;
  why: string | null;
};

const COLUMNS = [
  'shop',
  'id',
  'message',
  'kind',
  'link',
  'at',
  'agent',
  'network',
  'device',
  'why',
  'settle_at',
] as const;
const rowOf = (one: Generated, index: number): Row => [
  SHOP,
  `r${String(index).padStart(3, '0')}`,
  one.message,
  one.kind,
  one.kind === 'click' ? one.link : null,
  one.at,
  one.agent,
  one.network,
  null,
  one.why,
  one.at + SETTLE_MS,
];

async function outcome(db: Database) {
  const verdicts = await db.read.selectFrom('reaction').select(['id', 'verdict', 'why']).orderBy('id').execute();
  const facts = await db.read.selectFrom('fact').select(['id', 'kind', 'occurred_at', 'data']).orderBy('id').execute();
  return { verdicts, facts };
}
const forget = (db: Database) =>
  db.write(async (trx) => {
    await trx.deleteFrom('reaction').execute();
    await trx.deleteFrom('fact').execute();
  });

describe.each(DIALECTS)('verdicts on what was heard of mails [%s]', (dialect) => {
  it('are the same in whatever order and batches it is stored, and however often it is judged', async () => {
    const test = await createTestDatabase(dialect);
    const { db } = test;
    await givenShop(db);
    await givenMails(db);
    const append = db.appender('reaction', COLUMNS);
    const later = START + 60 * SECOND + SETTLE_MS;
    await fc.assert(
      fc.asyncProperty(
        fc.array(reaction, { minLength: 4, maxLength: 24, size: 'max' }),
        fc.array(fc.nat(), { minLength: 24, maxLength: 24 }),
        async (list, keys) => {
          const rows = list.map(rowOf);
          // all at once, in the order of their time
          await append(rows.toSorted((a, b) => Number(a[5]) - Number(b[5])));
          while ((await settleReactions(db, SHOP, later)) > 0);
          const at_once = await outcome(db);
          await forget(db);
          // as time goes by: each is stored within what a slow writer may take, in any order, and judged when it is due
          const stored = rows
            .map((row, index) => ({ row, at: Number(row[5]) + ((keys[index] ?? 0) % 15) * SECOND }))
            .toSorted((a, b) => a.at - b.at || (keys[rows.indexOf(a.row)] ?? 0) - (keys[rows.indexOf(b.row)] ?? 0));
          for (const { row, at } of stored) {
            await append([row]);
            await settleReactions(db, SHOP, at);
          }
          while ((await settleReactions(db, SHOP, later)) > 0);
          expect(await outcome(db)).toEqual(at_once);
          expect(await settleReactions(db, SHOP, later)).toBe(0);
          await forget(db);
        },
      ),
      { numRuns: dialect === 'postgres' ? 10 : 40 },
    );
    await test.dispose();
  });

  it('a network that follows links of many mails within seconds is a gateway, and waits are known to the runner', async () => {
    const test = await createTestDatabase(dialect);
    const { db } = test;
    await givenShop(db);
    await givenMails(db);
    const clicks = Array.from({ length: 6 }, (_, index) => ({
      message: `m${index % MAILS}`,
      kind: 'click',
      link: index % 3,
      at: START + 3600 * SECOND + index * SECOND,
      agent: 'chrome',
      network: 'n1',
      why: null,
    }));
    const append = db.appender('reaction', COLUMNS);
    await append(clicks.slice(0, 4).map(rowOf));
    const clock = new ManualClock(START + 3600 * SECOND);
    const woken: string[] = [];
    const worker = createReactionsWorker({ db, clock, wake: (kind) => void woken.push(kind) });
    expect(await worker.pending()).toEqual([{ shop: SHOP, at: START + 3600 * SECOND + SETTLE_MS }]);
    expect(await worker.run(SHOP)).toBe(START + 3600 * SECOND + SETTLE_MS);
    expect(woken).toEqual([]);
    clock.advance(2 * SETTLE_MS);
    expect(await worker.run(SHOP)).toBeNull();
    expect(woken).toEqual(['understand']);
    expect((await outcome(db)).verdicts.map(({ verdict }) => verdict)).toEqual(['human', 'human', 'human', 'human']);
    await forget(db);
    await append(clicks.map(rowOf));
    expect(await settleReactions(db, SHOP, clock.now())).toBe(6);
    expect(new Set((await outcome(db)).verdicts.map(({ why }) => why))).toEqual(new Set(['many_mails']));
    // each mail's timeline says that a scanner was at it, once
    const { facts } = await outcome(db);
    expect(facts.map(({ kind }) => kind)).toEqual(Array.from({ length: MAILS }, () => 'message.scanned'));
    await test.dispose();
  });

  it('every link of a mail is those that this mail has', async () => {
    const test = await createTestDatabase(dialect);
    const { db } = test;
    await givenShop(db);
    await givenMails(db);
    const [link] = JSON.parse(LINKS) as unknown[];
    await db.write((trx) =>
      trx
        .updateTable('message')
        .set({ links: JSON.stringify([link, null, link, null]) })
        .execute(),
    );
    const click = { message: 'm0', kind: 'click', at: START + 3600 * SECOND, agent: 'chrome', why: null };
    const clicks = [0, 2].map((index) => rowOf({ ...click, link: index, network: `n${index}` }, index));
    await db.appender('reaction', COLUMNS)(clicks);
    await settleReactions(db, SHOP, START + 7200 * SECOND);
    expect((await outcome(db)).verdicts.map(({ why }) => why)).toEqual(['every_link', 'every_link']);
    await test.dispose();
  });

  it('are given by indexes, and what was heard goes with whoever is erased', async () => {
    const test = await createTestDatabase(dialect);
    await givenShop(test.db);
    await givenMails(test.db);
    const one = { link: 0, at: START + 3600 * SECOND, agent: 'chrome', network: 'n1', why: null };
    const heard = ['open', 'click'].map((kind) => ({ ...one, kind, message: 'm0' }));
    await test.db.appender('reaction', COLUMNS)(heard.map(rowOf));
    const watching = watched(test.db);
    await firstUnsettled(watching.db, SHOP);
    await settleReactions(watching.db, SHOP, START + 7200 * SECOND);
    await heardOfMessage(watching.db.read, SHOP, 'm0');
    for (const step of reactionRetention) await step.letGo(watching.db, SHOP, START, null);
    const plans = await watching.plans();
    expect(plans.length).toBeGreaterThan(8);
    for (const plan of plans) {
      // a shop is looked up among few; `m` are at most 200 that an index led to
      const walks = walksIn(dialect, plan).filter((line) => !/SCAN (shop|m)$/.test(line));
      if (!/from "shop"/.test(plan.text)) expect([plan.text, walks]).toEqual([plan.text, []]);
    }

    const [shown] = await heardOfMessage(test.db.read, SHOP, 'm0');
    expect(shown).toMatchObject({ verdict: 'human', why: { it: expect.stringContaining('browser') } });
    await test.db.write((trx) => trx.updateTable('message').set({ contact: 'ada' }).where('id', '=', 'm0').execute());
    const keeper = createMessagesKeeper({ seal, clock: new ManualClock(START) });
    const nothing = { hard: [], soft: [], orders: [], customers: [], emails: [], phones: [], names: [] };
    const ada = { ...nothing, contacts: ['ada'] };
    expect((await keeper.collect(test.db.read, SHOP, ada))['reactions']).toHaveLength(2);
    await test.db.write((trx) => keeper.erase(trx, SHOP, ada));
    expect((await outcome(test.db)).verdicts).toEqual([]);
    await test.dispose();
  });

  it('go after the time that texts of mails are kept', async () => {
    const test = await createTestDatabase(dialect);
    await givenShop(test.db);
    await givenMails(test.db);
    const one = { link: 0, agent: 'chrome', network: 'n1', why: null, message: 'm0', kind: 'click' };
    await test.db.appender('reaction', COLUMNS)([START, START + 90 * SECOND].map((at) => ({ ...one, at })).map(rowOf));
    await settleReactions(test.db, SHOP, START + 3600 * SECOND);
    for (const step of reactionRetention) await step.letGo(test.db, SHOP, START + 60 * SECOND, null);
    expect((await outcome(test.db)).verdicts).toHaveLength(1);
    await test.dispose();
  });
});
