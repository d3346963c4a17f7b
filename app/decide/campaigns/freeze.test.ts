import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { HOUR } from '../../platform/clock/clock.ts';
import { hourOf } from '../../platform/clock/zones.ts';
import { givenFacts, SHOP, START } from '../journeys/rows-in-test.ts';
import { lotOf } from './lot.server.ts';
import { campaignsMerged } from './merged.server.ts';
import { createReckonAudience } from './reckon.server.ts';
import { campaignsShop, givenContacts, givenSegment, planFor } from './rows-in-test.ts';

const PEOPLE = Array.from({ length: 40 }, (_, index) => `p${String(index).padStart(2, '0')}`);

describe.each(DIALECTS)('the audience of a campaign [%s]', (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
  });
  afterEach(() => test.dispose());

  it('is segments less segments, each contact once, and whoever may not be written to is left out with the reason', async () => {
    const world = await campaignsShop(test.db);
    await givenContacts(test.db, {
      ada: {},
      bob: { consent: 'unsubscribed' },
      cleo: { suppressed: true },
      dan: { email: null },
      eve: { consent: 'pending' },
      fay: {},
      gus: {},
      hal: { consent: 'not_subscribed' },
      out: {},
    });
    await givenSegment(test.db, 'one', ['ada', 'bob', 'cleo', 'dan', 'eve', 'hal', 'fay']);
    await givenSegment(test.db, 'two', ['ada', 'gus']);
    await givenSegment(test.db, 'not', ['fay', 'out']);
    const plan = { include: ['one', 'two'], exclude: ['not'] };
    const id = await world.send(plan);
    const members = await world.members(id);
    expect(members.map(({ contact, state, reason }) => [contact, state, reason])).toEqual([
      ['ada', 'queued', null],
      ['bob', 'left_out', 'unsubscribed'],
      ['cleo', 'left_out', 'suppressed'],
      ['dan', 'left_out', 'no_address'],
      ['eve', 'left_out', 'pending'],
      ['gus', 'queued', null],
      ['hal', 'left_out', 'never_subscribed'],
    ]);
    expect((await world.messages(id)).map(({ contact, dedupe_key }) => [contact, dedupe_key])).toEqual([
      ['ada', `c:${id}:ada`],
      ['gus', `c:${id}:gus`],
    ]);
    const reckoned = await createReckonAudience({ db: test.db })(SHOP, planFor(plan));
    expect(reckoned?.treated).toBe(2);
    expect(Object.fromEntries(reckoned?.leftOut.map(({ reason, count }) => [reason, count]) ?? [])).toEqual({
      unsubscribed: 1,
      suppressed: 1,
      no_address: 1,
      pending: 1,
      never_subscribed: 1,
    });
    const campaign = await world.service.get(SHOP, id);
    expect(campaign?.counts).toMatchObject({ treated: 2, queued: 2, leftOut: { no_address: 1 } });
  });

  it('is what sets say, whatever the segments', async () => {
    const world = await campaignsShop(test.db);
    await givenContacts(test.db, Object.fromEntries(PEOPLE.map((id) => [id, {}])));
    const some = fc.subarray(PEOPLE);
    let round = 0;
    await fc.assert(
      fc.asyncProperty(some, some, some, async (one, two, not) => {
        const names = [`one${round}`, `two${round}`, `not${round}`] as const;
        round++;
        await givenSegment(test.db, names[0], one);
        await givenSegment(test.db, names[1], two);
        await givenSegment(test.db, names[2], not);
        const id = await world.send({ include: [names[0], names[1]], exclude: [names[2]] });
        const meant = new Set([...one, ...two].filter((contact) => !not.includes(contact)));
        expect((await world.members(id)).map(({ contact }) => contact)).toEqual([...meant].toSorted());
      }),
      { numRuns: dialect === 'sqlite' ? 20 : 6 },
    );
  });

  it('holds out a share by lot, splits the rest among the variants, and keeps most of them for the winner', async () => {
    const world = await campaignsShop(test.db);
    const many = Array.from({ length: 2000 }, (_, index) => `${(index * 48271) % 65537}-${index}`);
    await givenContacts(test.db, Object.fromEntries(many.map((id) => [id, {}])));
    await givenSegment(test.db, 'all', many);
    const id = await world.send({
      include: ['all'],
      holdout: 100,
      variants: ['a', 'b'].map((variant) => ({ id: variant, template: 't', subject: variant })),
      test: { share: 200, metric: 'opened', hours: 4 },
    });
    const members = await world.members(id);
    for (const { contact, arm, state, variant, reason } of members) {
      const held = lotOf(id, 'holdout', contact) < 100;
      expect([contact, arm, reason]).toEqual([contact, held ? 'holdout' : 'treated', held ? 'held_out' : null]);
      if (held) continue;
      const tried = lotOf(id, 'test', contact) < 200;
      expect([contact, state]).toEqual([contact, tried ? 'queued' : 'waiting']);
      expect(variant).toBe(tried ? 'ab'[Math.floor((lotOf(id, 'variant', contact) * 2) / 1000)] : null);
    }
    const tried = members.filter(({ state }) => state === 'queued');
    expect(tried.length).toBeGreaterThan(270);
    expect(tried.length).toBeLessThan(450);
  });

  it('gets it by the clock of where each contact is', async () => {
    const world = await campaignsShop(test.db);
    await givenContacts(test.db, {
      rome: { country: 'IT' },
      tokyo: { country: 'JP' },
      york: { country: 'US' },
      nowhere: {},
    });
    await givenSegment(test.db, 'all', ['rome', 'tokyo', 'york', 'nowhere']);
    const id = await world.service.create(SHOP, {
      name: 'Local',
      plan: planFor({ include: ['all'], schedule: { kind: 'local', wall: '2026-03-04T09:00' } }),
    });
    expect(await world.service.send(SHOP, id, 'user:1')).toEqual({ ok: true, state: 'scheduled' });
    world.clock.set('2026-03-03T19:01:00Z');
    await world.run();
    const due = Object.fromEntries(
      (await world.members(id)).map(({ contact, due_at }) => [contact, new Date(due_at).toISOString()]),
    );
    expect(due).toEqual({
      rome: '2026-03-04T08:00:00.000Z',
      tokyo: '2026-03-04T00:00:00.000Z',
      york: '2026-03-04T14:00:00.000Z',
      nowhere: '2026-03-04T08:00:00.000Z',
    });
    expect(await world.messages(id)).toEqual([]);
    world.clock.set('2026-03-04T00:00:30Z');
    await world.run();
    expect((await world.messages(id)).map(({ contact }) => contact)).toEqual(['tokyo']);
  });

  it('gets it at the hour at which each tends to read, and without enough of that at the hour of the schedule', async () => {
    const world = await campaignsShop(test.db);
    await givenContacts(test.db, {
      early: { country: 'IT' },
      tokyo: { country: 'JP' },
      quiet: { country: 'IT' },
      private: { country: 'IT', automated: false },
      scanned: { country: 'IT' },
    });
    await givenSegment(test.db, 'all', ['early', 'tokyo', 'quiet', 'private', 'scanned']);
    // 06:10 UTC is 7:10 in Rome and 15:10 in Tokyo
    const reads = ['early', 'tokyo', 'private', 'scanned'].flatMap((contact) =>
      [1, 2, 3, 4, 5].map((day) => ({
        id: `message:${contact}${day}:opened${contact === 'scanned' ? ':unsure' : ''}`,
        kind: 'message.opened' as const,
        occurredAt: Date.parse(`2026-02-0${day}T06:10:00Z`),
        identity: `email:${contact}@example.com` as const,
        verified: true,
        subject: `${contact}${day}`,
        contact,
      })),
    );
    await givenFacts(test.db, reads);
    const id = await world.service.create(SHOP, {
      name: 'Best',
      plan: planFor({
        include: ['all'],
        schedule: { kind: 'best', wall: '2026-03-04T12:00' },
        variants: ['a', 'b'].map((variant) => ({ id: variant, template: 't', later: variant === 'b' ? 2 : 1 })),
        test: { share: 1000, metric: 'opened', hours: 4 },
      }),
    });
    await world.service.send(SHOP, id, 'user:1');
    world.clock.set('2026-03-04T11:00:00Z');
    await world.run();
    // what her variant adds aside
    const due = Object.fromEntries(
      (await world.members(id)).map(({ contact, due_at, variant }) => [
        contact,
        due_at - (variant === 'b' ? 2 : 1) * HOUR,
      ]),
    );
    expect(hourOf(due['early'] ?? 0, 'Europe/Rome')).toBe(7);
    expect(hourOf(due['tokyo'] ?? 0, 'Asia/Tokyo')).toBe(15);
    expect(new Date(due['quiet'] ?? 0).toISOString()).toBe('2026-03-04T11:00:00.000Z');
    expect([due['private'], due['scanned']]).toEqual([due['quiet'], due['quiet']]);
    for (const at of Object.values(due)) {
      expect(at).toBeGreaterThanOrEqual(Date.parse('2026-03-04T11:00:00Z'));
      expect(at).toBeLessThan(Date.parse('2026-03-04T11:00:00Z') + 24 * HOUR);
    }
  });

  it('of one that is sent again is who did not open, or opened and did not click', async () => {
    const world = await campaignsShop(test.db);
    await givenContacts(test.db, {
      none: {},
      opened: {},
      clicked: {},
      private: { automated: false },
      left: {},
      scanned: {},
    });
    await givenSegment(test.db, 'all', ['none', 'opened', 'clicked', 'private', 'left', 'scanned']);
    const first = await world.send({ include: ['all'] });
    await world.submit(world.clock.now());
    const ids = new Map((await world.messages(first)).map(({ contact, id }) => [contact, id]));
    await test.db.write((trx) =>
      trx.updateTable('contact').set({ email_consent: 'unsubscribed' }).where('id', '=', 'left').execute(),
    );
    const fact = (contact: string, kind: 'message.opened' | 'message.clicked', unsure = '') => ({
      id: `message:${ids.get(contact)}:${kind}${unsure}`,
      kind,
      occurredAt: START,
      identity: `email:${contact}@example.com` as const,
      verified: true,
      subject: ids.get(contact) ?? '',
      contact,
    });
    await givenFacts(test.db, [
      fact('opened', 'message.opened'),
      fact('opened', 'message.clicked', ':unsure'),
      fact('clicked', 'message.clicked'),
      fact('scanned', 'message.opened', ':unsure'),
    ]);
    const whom = async (to: 'not_opened' | 'opened_not_clicked') => {
      const id = await world.service.resend(SHOP, first, to, 'Again');
      await world.service.send(SHOP, id ?? '', 'user:1');
      world.clock.advance(60_000);
      await world.run();
      return (await world.members(id ?? '')).map(({ contact, reason }) => [contact, reason]);
    };
    expect(await whom('not_opened')).toEqual([
      ['left', 'unsubscribed'],
      ['none', null],
      ['private', 'not_automated'],
      ['scanned', null],
    ]);
    expect(await whom('opened_not_clicked')).toEqual([
      ['opened', null],
      ['private', 'not_automated'],
    ]);
  });

  it('has somebody once who came to be somebody else meanwhile', async () => {
    const world = await campaignsShop(test.db);
    await givenContacts(test.db, { ada: {}, bob: {}, cleo: {}, zoe: {} });
    await givenSegment(test.db, 'all', ['ada', 'bob', 'zoe']);
    const id = await world.send({ include: ['all'] });
    await test.db.write((trx) => campaignsMerged(trx, SHOP, 'ada', 'bob'));
    await test.db.write((trx) => campaignsMerged(trx, SHOP, 'zoe', 'cleo'));
    expect((await world.members(id)).map(({ contact, state }) => [contact, state])).toEqual([
      ['bob', 'queued'],
      ['cleo', 'queued'],
    ]);
    await world.run();
    expect(await world.messages(id)).toHaveLength(3);
  });

  it('has whoever was still to come and came to be somebody who was passed', async () => {
    const world = await campaignsShop(test.db);
    await givenContacts(test.db, { ada: {}, zoe: {} });
    await givenSegment(test.db, 'all', ['zoe']);
    const id = await world.service.create(SHOP, { name: 'Late', plan: planFor({ include: ['all'] }) });
    await world.service.send(SHOP, id, 'user:1');
    world.clock.advance(60_000);
    await test.db.write((trx) =>
      trx
        .updateTable('campaign')
        .set({ state: 'freezing', cursor: '{"after":"mmm"}', started_at: START })
        .where('id', '=', id)
        .execute(),
    );
    await test.db.write(async (trx) => {
      await trx.updateTable('segment_member').set({ contact: 'ada' }).where('contact', '=', 'zoe').execute();
      await campaignsMerged(trx, SHOP, 'zoe', 'ada');
    });
    await world.run();
    expect((await world.members(id)).map(({ contact }) => contact)).toEqual(['ada']);
  });
});
