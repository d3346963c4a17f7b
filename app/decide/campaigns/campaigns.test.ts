import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { HOUR, MINUTE } from '../../platform/clock/clock.ts';
import { givenFacts, orderFact, SHOP } from '../journeys/rows-in-test.ts';
import type { Metric, Plan } from './plan.ts';
import { createCampaignProgress } from './progress.server.ts';
import { campaignsShop, givenContacts, givenSegment, planFor } from './rows-in-test.ts';
import { MOST_WAITING } from './send.server.ts';
import { testArms } from './test-arms.server.ts';
import { readVariants } from './variants.server.ts';
import { rescheduleCampaigns } from './zone-moved.server.ts';

describe.each(DIALECTS)('a campaign [%s]', (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
  });
  afterEach(() => test.dispose());

  const people = (count: number) => Array.from({ length: count }, (_, index) => `p${String(index).padStart(5, '0')}`);
  async function shopOf(count: number, settings: object = {}) {
    const world = await campaignsShop(test.db, settings);
    await givenContacts(test.db, Object.fromEntries(people(count).map((id) => [id, {}])));
    await givenSegment(test.db, 'all', people(count));
    return world;
  }
  const states = async (world: Awaited<ReturnType<typeof campaignsShop>>, id: string) => {
    const counts: Record<string, number> = {};
    for (const { state } of await world.messages(id)) counts[state] = (counts[state] ?? 0) + 1;
    return counts;
  };

  it('goes out batch by batch, never far ahead of what leaves, and ends', async () => {
    const world = await shopOf(3000);
    const id = await world.send({ include: ['all'] });
    expect(await states(world, id)).toEqual({ queued: MOST_WAITING });
    const progress = async () => {
      const campaign = await world.service.get(SHOP, id);
      return campaign && createCampaignProgress({ db: test.db }).one(campaign);
    };
    expect(await progress()).toMatchObject({ waiting: MOST_WAITING, submitted: 0 });
    // somebody who got it is erased meanwhile: her message stays, without her
    await test.db.write((trx) => trx.deleteFrom('campaign_member').where('contact', '=', 'p00001').execute());
    for (let round = 0; round < 4; round++) {
      await world.submit(world.clock.now());
      if (round === 0) expect(await progress()).toMatchObject({ waiting: 0, submitted: MOST_WAITING });
      world.clock.advance(10_000);
      await world.run();
    }
    expect(await states(world, id)).toEqual({ submitted: 3000 });
    const campaign = await world.service.get(SHOP, id);
    expect(campaign).toMatchObject({ state: 'done', counts: { treated: 2999, queued: 2999 } });
    expect(await progress()).toMatchObject({ waiting: 0, submitted: 3000 });
    expect(campaign?.endedAt).not.toBeNull();
  });

  it('can be taken back before it begins', async () => {
    const world = await shopOf(3);
    const id = await world.service.create(SHOP, { name: 'Oops', plan: planFor({ include: ['all'] }) });
    await world.service.send(SHOP, id, 'user:1');
    world.clock.advance(20_000);
    await world.run();
    expect(await world.service.withdraw(SHOP, id)).toEqual({ ok: true, state: 'draft' });
    world.clock.advance(HOUR);
    await world.run();
    expect(await world.members(id)).toEqual([]);
  });

  it('is moved to another day at its hour, before it begins and not into the past', async () => {
    const world = await shopOf(1);
    const plan = planFor({ include: ['all'], schedule: { kind: 'at', wall: '2026-03-04T09:00' } });
    const id = await world.service.create(SHOP, { name: 'Later', plan });
    expect(await world.service.move(SHOP, id, '2026-03-30')).toEqual({ ok: false, reason: 'state' });
    await world.service.send(SHOP, id, 'user:1');
    expect(await world.service.move(SHOP, id, '2026-03-01')).toMatchObject({ reason: 'problems', problems: ['past'] });
    expect(await world.service.move(SHOP, id, '2026-03-30')).toEqual({ ok: true, state: 'scheduled' });
    const at = Date.parse('2026-03-30T07:00:00Z');
    expect(await world.service.get(SHOP, id)).toMatchObject({ scheduledAt: at, dueAt: at });
  });

  it('waits for the hour that was named, by the clock that the shop moves to', async () => {
    const world = await shopOf(1);
    const begins = async (kind: string) => {
      const plan = planFor({ include: ['all'], schedule: { kind, wall: '2026-03-04T09:00' } });
      const id = await world.service.create(SHOP, { name: kind, plan });
      await world.service.send(SHOP, id, 'user:1');
      return async () => {
        const campaign = await world.service.get(SHOP, id);
        expect(campaign?.dueAt).toBe(campaign?.scheduledAt);
        return new Date(campaign?.dueAt ?? 0).toISOString();
      };
    };
    const [at, local] = [await begins('at'), await begins('local')];
    expect([await at(), await local()]).toEqual(['2026-03-04T08:00:00.000Z', '2026-03-03T19:00:00.000Z']);
    await test.db.write(async (trx) => {
      await trx.updateTable('shop').set({ timezone: 'America/New_York' }).where('shop', '=', SHOP).execute();
      await rescheduleCampaigns(trx, SHOP, world.clock.now());
    });
    expect([await at(), await local()]).toEqual(['2026-03-04T14:00:00.000Z', '2026-03-03T19:00:00.000Z']);
  });

  it('stops when it is paused, goes on where it was, and tells what had gone when it is called off', async () => {
    const world = await shopOf(3000);
    const id = await world.send({ include: ['all'] });
    await test.db.write((trx) =>
      trx.updateTable('message').set({ state: 'submitted' }).where('contact', '<', 'p00010').execute(),
    );
    expect(await world.service.pause(SHOP, id)).toEqual({ ok: true, state: 'paused' });
    await world.submit(world.clock.now());
    world.clock.advance(HOUR);
    await world.run();
    expect(await states(world, id)).toEqual({ submitted: 10, queued: 1990 });
    await world.service.resume(SHOP, id);
    await world.run();
    expect(await states(world, id)).toEqual({ submitted: 10, queued: 2000 });
    expect(await world.service.cancel(SHOP, id)).toEqual({ ok: true, state: 'cancelled' });
    world.clock.advance(HOUR);
    await world.run();
    expect(await states(world, id)).toEqual({ submitted: 10, skipped: 2000 });
    expect(await world.service.resume(SHOP, id)).toEqual({ ok: false, reason: 'state' });
  });

  it('waits for somebody else to agree where the shop wants that', async () => {
    const world = await shopOf(2, { campaigns: { approval: true } });
    const id = await world.service.create(SHOP, { name: 'Asks', plan: planFor({ include: ['all'] }) });
    expect(await world.service.send(SHOP, id, 'user:1')).toEqual({ ok: true, state: 'approval' });
    expect(await world.service.send(SHOP, id, 'user:1')).toEqual({ ok: false, reason: 'state' });
    expect(await world.service.approve(SHOP, id, 'user:1')).toEqual({ ok: false, reason: 'own' });
    world.clock.advance(HOUR);
    await world.run();
    expect(await world.members(id)).toEqual([]);
    expect(await world.service.approve(SHOP, id, 'user:2')).toEqual({ ok: true, state: 'scheduled' });
    world.clock.advance(MINUTE);
    await world.run();
    expect(await world.messages(id)).toHaveLength(2);
    expect((await world.service.get(SHOP, id))?.approvedBy).toBe('user:2');
  });

  it('does not go out while something is missing', async () => {
    const world = await shopOf(2);
    const id = await world.service.create(SHOP, {
      name: 'No',
      plan: planFor({ include: ['gone'], variants: [{ id: 'a' }] }),
    });
    const done = await world.service.send(SHOP, id, 'user:1');
    expect(done).toEqual({ ok: false, reason: 'problems', problems: ['no_template', 'segment_gone'] });
  });

  it('is not saved over what somebody else saved, nor once it is out', async () => {
    const world = await shopOf(2);
    const plan = planFor({ include: ['all'] });
    const id = await world.service.create(SHOP, { name: 'Two', plan });
    expect(await world.service.save(SHOP, id, 1, { name: 'Mine', plan })).toEqual({ ok: true, revision: 2 });
    expect(await world.service.save(SHOP, id, 1, { name: 'Theirs', plan })).toEqual({ ok: false, reason: 'changed' });
    await world.service.send(SHOP, id, 'user:1');
    expect(await world.service.save(SHOP, id, 2, { name: 'Late', plan })).toEqual({ ok: false, reason: 'state' });
  });

  const tested = {
    include: ['all'],
    variants: ['a', 'b'].map((variant) => ({ id: variant, template: 't', subject: variant })),
    test: { share: 500, metric: 'opened', hours: 4 },
  };

  it('tries its variants on a part, and the rest gets the one that is certain to be opened more', async () => {
    const world = await shopOf(2000);
    const id = await world.send(tested);
    await world.submit(world.clock.now());
    const sent = await world.messages(id);
    const opened = sent.filter(({ variant }, index) => (variant === 'b' ? index % 2 === 0 : index % 10 === 0));
    await givenFacts(
      test.db,
      opened.map((message) => ({
        id: `message:${message.id}:opened`,
        kind: 'message.opened',
        occurredAt: world.clock.now(),
        identity: `email:${message.contact}@example.com`,
        verified: true,
        subject: message.id,
        contact: message.contact,
      })),
    );
    world.clock.advance(10 * MINUTE);
    await world.run();
    expect(await world.messages(id)).toHaveLength(sent.length);
    world.clock.advance(10 * MINUTE);
    await world.run();
    expect((await world.service.get(SHOP, id))?.counts.test).toMatchObject({ winner: 'b', certain: true });
    expect((await readVariants(test.db.read, SHOP, id)).map(({ verdict }) => verdict)).toEqual(['loser', 'winner']);
    const all = await world.messages(id);
    expect(all).toHaveLength(2000);
    const known = new Set(sent.map((message) => message.id));
    expect(new Set(all.filter((message) => !known.has(message.id)).map(({ variant }) => variant))).toEqual(
      new Set(['b']),
    );
  });

  it('takes for success what reports count: surely hers, after a click, in time, and the order that is credited to it', async () => {
    const world = await shopOf(6);
    const id = await world.send({ include: ['all'] });
    const at = world.clock.now();
    await world.submit(at);
    const messages = await world.messages(id);
    const did = (
      who: number,
      name: string,
      kind: 'message.opened' | 'message.clicked' | 'form.sent',
      after: number,
    ) => {
      const message = messages[who];
      if (!message) throw new Error('nobody');
      return {
        id: `message:${message.id}:${name}`,
        kind,
        occurredAt: at + after,
        identity: `email:${message.contact}@example.com` as const,
        verified: true,
        subject: kind === 'form.sent' ? 'survey' : message.id,
        contact: message.contact,
      };
    };
    await givenFacts(test.db, [
      did(0, 'opened', 'message.opened', HOUR),
      did(1, 'opened:unsure', 'message.opened', HOUR),
      did(2, 'clicked:0', 'message.clicked', HOUR),
      did(2, 'form', 'form.sent', 24 * HOUR),
      did(3, 'clicked:0:unsure', 'message.clicked', HOUR),
      did(3, 'form', 'form.sent', 2 * HOUR),
      did(4, 'clicked:0', 'message.clicked', HOUR),
      did(4, 'form', 'form.sent', 9 * 24 * HOUR),
      { ...orderFact('1', `${messages[0]?.contact}@example.com`, at + HOUR), contact: messages[0]?.contact ?? '' },
    ]);
    const one = { contact: messages[5]?.contact ?? '', message: messages[5]?.id ?? '', campaign: id };
    const money = { amount: 100, refunded: 0, currency: 'EUR', clicked_at: at, placed_at: at, updated_at: at };
    await test.db.write((trx) =>
      trx
        .insertInto('credit')
        .values({ shop: SHOP, order_id: '2', ...one, ...money })
        .execute(),
    );
    const successes = async (metric: Metric, conversion: Plan['conversion'] = 'order') =>
      (await testArms(test.db.read, SHOP, id, planFor({ conversion }), metric)).map((arm) => [arm.sent, arm.did]);
    expect(await successes('opened')).toEqual([[6, 3]]);
    expect(await successes('clicked')).toEqual([[6, 2]]);
    expect(await successes('converted')).toEqual([[6, 1]]);
    expect(await successes('converted', 'form')).toEqual([[6, 1]]);
    expect(await successes('converted', 'download')).toEqual([[6, 0]]);
  });

  it('gives the rest the one that leads when time is up, and says that it is not certain', async () => {
    const world = await shopOf(300);
    const id = await world.send(tested);
    await world.submit(world.clock.now());
    const sent = (await world.messages(id)).length;
    world.clock.advance(3 * HOUR + 50 * MINUTE);
    await world.run();
    expect(await world.messages(id)).toHaveLength(sent);
    world.clock.advance(15 * MINUTE);
    await world.run();
    expect(await world.messages(id)).toHaveLength(300);
    expect((await world.service.get(SHOP, id))?.counts.test).toMatchObject({ winner: 'a', certain: false });
  });
});
