import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { givenContact, SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import { DAY } from '../../platform/clock/clock.ts';
import type { Manner } from '../../platform/mail/smtp-in-test.ts';
import { refusingAutomation } from '../../understand/consent/automated-log.server.ts';
import { walksIn, watched } from '../../understand/testing/statement-plans.ts';
import { ADA, type MessagesInTest, seal, startMessages } from './delivery/messages-in-test.ts';
import { createMessagesKeeper } from './person-keeper.server.ts';
import { addressHash, liftSuppression, suppress, suppressImported } from './suppression.server.ts';
import { createSuppressionByHand } from './suppression-by-hand.server.ts';
import { suppressionCsv } from './suppression-export.server.ts';
import { createSuppressionList } from './suppression-list.server.ts';

const BY = { who: 'user:7', note: 'asked at the till' };

describe.each(DIALECTS)('the suppression list [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: MessagesInTest;
  afterEach(async () => {
    await rig.close();
    await test.dispose();
  });

  async function start(manner: Manner = 'accept') {
    test = await createTestDatabase(dialect);
    rig = await startMessages(test, manner);
    const { db, clock } = rig;
    return { list: createSuppressionList({ db, seal }), byHand: createSuppressionByHand({ db, clock, seal }) };
  }
  const everything = { kind: null, after: null, limit: 50 };
  const added = async (byHand: ReturnType<typeof createSuppressionByHand>, address: string) => {
    const made = await byHand.add(SHOP, address, BY);
    if (!('change' in made)) throw new Error(made.state);
    return made.change;
  };

  it('keeps a mail back whose address came on it between planning and sending', async () => {
    const { byHand } = await start();
    await rig.queue('ada', 'c1');
    await added(byHand, ' ADA@example.com ');
    await rig.run();
    expect(rig.smtp.arrived).toHaveLength(0);
    const [message] = await rig.messages();
    expect(message).toMatchObject({ state: 'skipped', reason: expect.stringContaining('manual') });
  });

  it('holds an address that the shop put there though she opts in again, until it is taken off', async () => {
    const { list, byHand } = await start();
    await added(byHand, ADA);
    await rig.consent(ADA, 'subscribed', START + DAY);
    rig.clock.set(START + 2 * DAY);
    await rig.queue('ada', 'c1');
    await rig.run();
    expect(rig.smtp.arrived).toHaveLength(0);
    expect(await list.look(SHOP, ADA)).toMatchObject({
      contact: 'ada',
      allowed: false,
      listed: { kind: 'manual', address: ADA, note: BY.note, who: BY.who, removable: true },
      consent: { state: 'subscribed' },
    });
    await byHand.remove(SHOP, addressHash(seal, ADA), { who: 'user:8', note: 'she came back' });
    expect(await list.look(SHOP, ADA)).toMatchObject({ allowed: true, listed: null });
    await rig.queue('ada', 'c1', 'j:again');
    await rig.run();
    expect(rig.smtp.arrived).toHaveLength(1);
  });

  it('tells of every change who, when and why, and takes each back without forgetting it', async () => {
    const { list, byHand } = await start();
    const put = await added(byHand, ADA);
    expect(await byHand.add(SHOP, ADA, BY)).toEqual({ state: 'known' });
    expect(await byHand.add(SHOP, 'no address', BY)).toEqual({ state: 'not_an_address' });
    rig.clock.advance(1);
    const off = await byHand.remove(SHOP, addressHash(seal, ADA), { who: 'user:8', note: 'a mistake' });
    expect(await byHand.remove(SHOP, addressHash(seal, ADA), BY)).toEqual({ state: 'not_here' });
    rig.clock.advance(1);
    expect(await byHand.undo(SHOP, 'change' in off ? off.change : '', 'user:9')).toBe(true);
    expect((await list.listed(SHOP, everything)).rows).toMatchObject([
      { kind: 'manual', address: ADA, at: START, note: BY.note, who: BY.who },
    ]);
    rig.clock.advance(1);
    expect(await byHand.undo(SHOP, put, 'user:9')).toBe(true);
    expect(await byHand.undo(SHOP, put, 'user:9')).toBe(false);
    const { rows } = await list.changes(SHOP, { after: null, limit: 50 });
    expect(rows.map(({ deed, who, note, at }) => [deed, who, note, at - START])).toEqual([
      ['removed', 'user:9', '', 3],
      ['added', 'user:9', '', 2],
      ['removed', 'user:8', 'a mistake', 1],
      ['added', 'user:7', BY.note, 0],
    ]);
    expect(new Set(rows.map(({ address }) => address))).toEqual(new Set([ADA]));
  });

  it('is not emptied by the link of an old mail of what the shop decided', async () => {
    const { byHand, list } = await start();
    await added(byHand, ADA);
    const hash = addressHash(seal, ADA);
    await rig.db.write(async (trx) => {
      expect(await suppress(trx, SHOP, hash, 'unsubscribed', START + 1)).toBe(false);
      await liftSuppression(trx, SHOP, hash);
    });
    expect((await list.listed(SHOP, everything)).rows).toMatchObject([{ kind: 'manual' }]);
  });

  it('takes in an address whose mail server says that there is no such mailbox', async () => {
    const { list } = await start('no-mailbox');
    await rig.queue('ada', 'c1');
    await rig.run();
    expect((await list.listed(SHOP, { ...everything, kind: 'hard_bounce' })).rows).toMatchObject([{ address: ADA }]);
    await rig.queue('ada', 'c1', 'j:again');
    await rig.run();
    expect((await rig.messages()).map(({ state }) => state).sort()).toEqual(['refused', 'skipped']);
  });

  it('takes in nobody whom a server refuses for another reason', async () => {
    const { list } = await start('refuse-recipient');
    await rig.queue('ada', 'c1');
    await rig.run();
    expect((await list.listed(SHOP, everything)).rows).toEqual([]);
  });

  it('shows itself a page at a time, newest first, by kind, and beside it whoever unsubscribed', async () => {
    const { list } = await start();
    await givenContact(rig.db, 'bob', 'bob@example.com', 'unsubscribed');
    await rig.consent('bob@example.com', 'unsubscribed', START + 5);
    await rig.db.write(async (trx) => {
      const file = {
        shop: SHOP,
        id: 'i1',
        kind: 'suppression',
        state: 'done',
        filename: 'out.csv',
        created_at: START,
      };
      await trx.insertInto('import').values(file).execute();
      const hashes = ['x', 'y', 'z'].map((name) => addressHash(seal, `${name}@example.com`));
      await suppressImported(trx, SHOP, hashes, 'import:i1', START);
      const bob = addressHash(seal, 'bob@example.com');
      await suppress(trx, SHOP, bob, 'unsubscribed', START + 5);
      const address = seal.seal('spam@example.com');
      const shown = { address, note: null, who: null };
      await suppress(trx, SHOP, addressHash(seal, 'spam@example.com'), 'complaint', START + 9, shown);
    });
    const pages = [];
    for (let after: string | null = null; ;) {
      const page: Awaited<ReturnType<typeof list.listed>> = await list.listed(SHOP, { kind: null, after, limit: 2 });
      pages.push(page.rows.map(({ kind, address, file }) => [kind, address, file]));
      if (page.next === null) break;
      after = page.next;
    }
    expect(pages).toEqual([
      [
        ['complaint', 'spam@example.com', null],
        ['imported', null, 'out.csv'],
      ],
      [
        ['imported', null, 'out.csv'],
        ['imported', null, 'out.csv'],
      ],
    ]);
    expect((await list.listed(SHOP, { ...everything, kind: 'complaint' })).rows).toHaveLength(1);
    expect(await list.unsubscribed(SHOP, { after: null, limit: 50 })).toEqual({
      rows: [{ contact: 'bob', address: 'bob@example.com', at: START + 5, source: 'checkout' }],
      next: null,
    });
    expect(await list.counts(SHOP)).toMatchObject({ imported: 3, complaint: 1, unsubscribed: 1, manual: 0 });
    let csv = '';
    for await (const page of suppressionCsv(list, SHOP)) csv += page;
    expect(csv.split('\n').map((line) => line.split(',').slice(0, 2).join())).toEqual([
      'address,reason',
      'spam@example.com,complaint',
      ',imported',
      ',imported',
      ',imported',
      'bob@example.com,unsubscribed',
      '',
    ]);
  });

  it('keeps of somebody who is erased her hash alone', async () => {
    const { byHand, list } = await start();
    await added(byHand, ADA);
    const keeper = createMessagesKeeper({ seal, clock: rig.clock });
    const person = { hard: [`email:${ADA}`], soft: [], contacts: ['ada'], orders: [], customers: [], emails: [ADA] };
    await rig.db.write((trx) => keeper.erase(trx, SHOP, { ...person, phones: [], names: [] }));
    expect(await rig.db.read.selectFrom('suppression').selectAll().execute()).toMatchObject([
      { address: null, note: null, who: null, reason: 'manual' },
    ]);
    expect((await list.changes(SHOP, { after: null, limit: 9 })).rows).toMatchObject([{ address: null, note: '' }]);
    expect(await list.look(SHOP, ADA)).toMatchObject({ allowed: false });
  });

  it('is read by its indexes, and a refusal of automated decisions too', async () => {
    await start();
    const watching = watched(rig.db);
    const list = createSuppressionList({ db: watching.db, seal });
    const after = `${START}.x`;
    await list.counts(SHOP);
    for (const kind of [null, 'manual', 'imported'] as const) await list.listed(SHOP, { kind, after, limit: 50 });
    await list.unsubscribed(SHOP, { after: 'x', limit: 50 });
    await list.changes(SHOP, { after, limit: 50 });
    await list.look(SHOP, ADA);
    await refusingAutomation(watching.db.read, SHOP, new Map([['ada', [`email:${ADA}`, 'customer:1']]]));
    const plans = await watching.plans();
    expect(plans.length).toBeGreaterThan(7);
    for (const one of plans) expect([one.text, walksIn(dialect, one)]).toEqual([one.text, []]);
  });
});
