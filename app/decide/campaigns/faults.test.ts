// A process may die at any write, and two may work at once: nobody is frozen or written to twice, and nobody is lost.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { HOUR } from '../../platform/clock/clock.ts';
import { wallOf } from '../../platform/clock/zones.ts';
import type { Database } from '../../platform/db/db.ts';
import { SHOP } from '../journeys/rows-in-test.ts';
import { campaignsShop, givenContacts, givenSegment, planFor } from './rows-in-test.ts';

class Killed extends Error {}

const PEOPLE = ['ada', 'bob', 'cleo', 'dan', 'eve'];

describe.each(DIALECTS)('campaigns whose process dies [%s]', (dialect) => {
  let test: TestDatabase;
  let mortal: Database;
  let writesLeft = Infinity;
  let world: Awaited<ReturnType<typeof campaignsShop>>;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
    mortal = test.reopen(() => {
      if (writesLeft-- <= 0) {
        writesLeft = Infinity;
        throw new Killed('killed');
      }
    });
    world = await campaignsShop(test.db);
    await givenContacts(test.db, { ...Object.fromEntries(PEOPLE.map((id) => [id, {}])), fay: { consent: 'pending' } });
    await givenSegment(test.db, 'all', [...PEOPLE, 'fay']);
  });
  afterAll(() => test.dispose());

  async function scheduled() {
    const at = world.clock.now() + HOUR;
    const id = await world.service.create(SHOP, {
      name: 'S',
      plan: planFor({ include: ['all'], schedule: { kind: 'best', wall: wallOf(at, 'Europe/Rome') } }),
    });
    await world.service.send(SHOP, id, 'user:1');
    world.clock.set(at);
    return id;
  }

  async function outcome(id: string) {
    const campaign = await world.service.get(SHOP, id);
    return {
      members: (await world.members(id)).map(({ contact, state }) => [contact, state]),
      messages: (await world.messages(id)).map(({ contact }) => contact),
      counts: { treated: campaign?.counts.treated, queued: campaign?.counts.queued, leftOut: campaign?.counts.leftOut },
      state: campaign?.state,
    };
  }

  async function story(killAt: number) {
    const id = await scheduled();
    writesLeft = killAt;
    const { worker } = world.on(mortal);
    let used = killAt;
    try {
      await world.run(worker);
      used = killAt - writesLeft;
    } catch (error) {
      if (!(error instanceof Killed)) throw error;
    }
    writesLeft = Infinity;
    world.clock.advance(HOUR);
    await world.run();
    await world.submit(world.clock.now());
    world.clock.advance(HOUR);
    await world.run();
    return { used, ...(await outcome(id)) };
  }

  it('end as they would have, wherever it died', async () => {
    const { used, ...whole } = await story(1_000_000);
    expect(whole).toEqual({
      members: [...PEOPLE.map((id) => [id, 'queued']), ['fay', 'left_out']],
      messages: PEOPLE,
      counts: { treated: 5, queued: 5, leftOut: { pending: 1 } },
      state: 'done',
    });
    expect(used).toBeGreaterThan(8);
    for (let killAt = 0; killAt < used; killAt++) {
      const { used: _, ...after } = await story(killAt);
      expect([killAt, after]).toEqual([killAt, whole]);
    }
  }, 240_000);

  it('are worked on by two at once as if by one', async () => {
    const other = world.on(test.reopen()).worker;
    for (let round = 0; round < 5; round++) {
      const id = await scheduled();
      await Promise.all([world.run(), world.run(other)]);
      await world.submit(world.clock.now());
      world.clock.advance(HOUR);
      await Promise.all([world.run(), world.run(other)]);
      expect(await outcome(id)).toMatchObject({ messages: PEOPLE, counts: { treated: 5, queued: 5 }, state: 'done' });
    }
  });
});
