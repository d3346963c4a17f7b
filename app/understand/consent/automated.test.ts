import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { FactKind, IdentityId, NewFact } from '../../listen/facts/fact.ts';
import { createAppraiseWorker } from '../appraisal/worker.server.ts';
import { isBehavioural, mayDecide } from '../conditions/behavioural.ts';
import type { Condition, Node } from '../conditions/condition.ts';
import { rebuild } from '../contacts/rebuild.server.ts';
import { scoreAppraiser } from '../scoring/appraiser.server.ts';
import { stageAppraiser } from '../stages/appraiser.server.ts';
import { createTestShop, NOW } from '../testing/shop.ts';
import { acceptsAutomation } from './automated.ts';
import { createAutomationService } from './automated-service.server.ts';

const asked = (when: Node): Condition => ({ version: 1, when });

describe('automated decisions', () => {
  it('are accepted until somebody says no, and as the latest word says, in whatever order it is heard', () => {
    const said = fc.record({ at: fc.integer({ min: 0, max: 3 }), id: fc.uuid(), accepts: fc.boolean() });
    fc.assert(
      fc.property(fc.uniqueArray(said, { maxLength: 6, selector: ({ id }) => id }), (words) => {
        const last = words.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1)).at(-1);
        expect(acceptsAutomation(words)).toBe(last?.accepts ?? true);
        expect(acceptsAutomation(words.toReversed())).toBe(last?.accepts ?? true);
      }),
    );
  });

  it('are what a condition makes that looks at behaviour, and not at who somebody is', () => {
    const plain: Node[] = [
      { type: 'text', field: 'country', test: 'is', of: ['IT'] },
      { type: 'tag', tag: 'vip' },
      { type: 'anniversary', of: 'birthday' },
      { type: 'flag', field: 'automated', is: false },
      { type: 'attribute', attribute: 'size', is: { as: 'text', test: 'is', of: ['M'] } },
    ];
    const behaviour: Node[] = [
      { type: 'text', field: 'temperature', test: 'is', of: ['hot'] },
      { type: 'text', field: 'shopify.group', test: 'is', of: ['LOYAL'] },
      { type: 'date', field: 'last.order', days: 30 },
      { type: 'anniversary', of: 'first.order' },
      { type: 'flag', field: 'qualified', is: true },
      { type: 'facts', kind: 'product.viewed', op: 'gte', value: 1 },
      { type: 'score', op: 'gte', value: 0 },
    ];
    expect(plain.map((node) => isBehavioural(asked(node)))).toEqual(plain.map(() => false));
    expect(behaviour.map((node) => isBehavioural(asked(node)))).toEqual(behaviour.map(() => true));
    const mixed = asked({ type: 'all', of: [plain[0]!, { type: 'not', of: behaviour[0]! }] });
    expect([mayDecide(mixed, false), mayDecide(mixed, true)]).toEqual([false, true]);
  });
});

describe.each(DIALECTS)('who wants no automated decisions [%s]', (dialect) => {
  let test: TestDatabase;
  let shops = 0;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  async function newShop() {
    const world = await createTestShop(test.db, `shop${shops++}`);
    const { shop, clock } = world;
    const appraiser = createAppraiseWorker({ db: test.db, clock, appraisers: [scoreAppraiser, stageAppraiser] });
    const tools = {
      db: test.db,
      clock,
      wake: () => {},
      wanted: new Set<FactKind>(),
      ports: { merged: async () => {} },
    };
    const appraise = async () => {
      for (let again = await appraiser.run(shop); again !== null; again = await appraiser.run(shop));
    };
    return {
      ...world,
      service: createAutomationService(tools),
      appraise,
      async settle() {
        await world.understand();
        await appraise();
      },
      people: () =>
        test.db.read
          .selectFrom('contact')
          .select(['id', 'email', 'automated', 'score', 'temperature', 'stage'])
          .where('shop', '=', shop)
          .orderBy('id')
          .execute(),
      ledger: () =>
        test.db.read
          .selectFrom('score_entry')
          .select(['id', 'points'])
          .where('shop', '=', shop)
          .orderBy('id')
          .execute(),
    };
  }

  let count = 0;
  const fact = (kind: FactKind, identity: IdentityId, minute: number, more: Partial<NewFact> = {}): NewFact => ({
    id: `a${count++}`,
    kind,
    identity,
    occurredAt: NOW - 86_400_000 + minute * 60_000,
    verified: true,
    ...more,
  });
  const view = (identity: IdentityId, minute: number) =>
    fact('product.viewed', identity, minute, { subject: `${minute}` });
  const word = (identity: IdentityId, minute: number, accepts: boolean, more: Partial<NewFact> = {}) =>
    fact('automation.changed', identity, minute, { data: { automation: { accepts, source: 'hand' } }, ...more });

  it('has no score from that moment, and the same as ever when she agrees again', async () => {
    const world = await newShop();
    await world.hear([view('email:a@x.it', 0), view('email:a@x.it', 1)]);
    await world.settle();
    const [before] = await world.people();
    expect(before!.score).toBeGreaterThan(0);

    expect(await world.service.change(world.shop, { contact: before!.id, accepts: false, source: 'hand' })).toBe(
      'said',
    );
    expect(await world.people()).toMatchObject([{ automated: 0 }]);
    await world.appraise();
    expect(await world.people()).toMatchObject([{ automated: 0, score: 0, temperature: 'cold' }]);
    expect(await world.ledger()).toEqual([]);

    await world.hear([view('email:a@x.it', -2000)]);
    await world.understand();
    // not even until it is appraised
    expect(await world.people()).toMatchObject([{ automated: 0, score: 0 }]);
    await world.appraise();
    expect(await world.ledger()).toEqual([]);

    world.clock.advance(1);
    await world.service.change(world.shop, { address: 'A@x.it', accepts: true, source: 'preferences' });
    await world.appraise();
    const [after] = await world.people();
    expect(after!.automated).toBe(1);
    expect(after!.score).toBeGreaterThan(before!.score);
    expect((await world.service.log(world.shop, before!.id)).said).toMatchObject([
      { accepts: true, source: 'preferences' },
      { accepts: false, source: 'hand' },
    ]);
  });

  it('is not said to be so by a device, nor by a source that is not signed', async () => {
    const world = await newShop();
    await world.hear([
      view('email:a@x.it', 0),
      word('email:a@x.it', 1, false, { verified: false }),
      fact('checkout.started', 'email:a@x.it', 2, { data: { also: ['client:d'] } }),
      word('client:d', 3, false),
    ]);
    await world.settle();
    expect(await world.people()).toMatchObject([{ email: 'a@x.it', automated: 1 }]);
    const visitor = await newShop();
    await visitor.hear([fact('product.viewed', 'client:d', 0, { verified: false })]);
    await visitor.settle();
    const [nobody] = await visitor.people();
    expect(await visitor.service.change(visitor.shop, { contact: nobody!.id, accepts: false, source: 'hand' })).toBe(
      'nobody',
    );
    expect(await visitor.service.log(visitor.shop, nobody!.id)).toEqual({ known: false, said: [] });
  });

  it('is so under every handle that turns out to be hers', async () => {
    const world = await newShop();
    await world.hear([view('email:a@x.it', 0), view('customer:1', 1), word('email:a@x.it', 2, false)]);
    await world.settle();
    expect((await world.people()).map(({ automated }) => automated).sort()).toEqual([0, 1]);
    await world.hear([fact('customer.changed', 'customer:1', 3, { data: { also: ['email:a@x.it'] } })]);
    await world.settle();
    expect(await world.people()).toMatchObject([{ automated: 0, score: 0 }]);
    expect(await world.ledger()).toEqual([]);
  });

  it('ends the same in any order and any batches, and folded anew', async () => {
    const told = [
      view('email:a@x.it', 0),
      word('email:a@x.it', 1, false),
      view('email:a@x.it', 2),
      word('customer:1', 3, true),
      view('customer:1', 4),
      fact('customer.changed', 'customer:1', 5, { data: { also: ['email:a@x.it'] } }),
      word('email:a@x.it', 6, false, { id: 'w1' }),
      word('email:a@x.it', 6, true, { id: 'w2' }),
      view('email:b@x.it', 7),
      word('email:b@x.it', 8, false),
    ];
    const outcome = async (batches: readonly NewFact[][], again = false) => {
      const world = await newShop();
      for (const batch of batches) {
        await world.hear(batch);
        await world.settle();
      }
      if (again) {
        await rebuild({ db: test.db, clock: world.clock }, world.shop);
        await world.appraise();
      }
      const people = await world.people();
      // ids are another shop's
      const ledger = JSON.stringify((await world.ledger()).map(({ id, points }) => [id, points]).sort());
      return {
        people: people.map(({ id, ...rest }) => JSON.stringify(rest).replaceAll(id, '')).sort(),
        ledger: people.reduce((text, { id, email }) => text.replaceAll(id, email ?? ''), ledger),
        automated: people.map(({ automated }) => automated).sort(),
      };
    };
    const expected = await outcome(told.map((one) => [one]));
    expect(expected.automated).toEqual([0, 1]);
    expect(await outcome([told], true)).toEqual(expected);
    const shuffled = fc.tuple(
      fc.shuffledSubarray(told, { minLength: told.length }),
      fc.array(fc.integer({ min: 2, max: 5 }), { minLength: 10, maxLength: 10 }),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([facts, sizes]) => {
        const batches: NewFact[][] = [];
        for (let from = 0, index = 0; from < facts.length; from += sizes[index++]!) {
          batches.push(facts.slice(from, from + sizes[index]!));
        }
        expect(await outcome(batches)).toEqual(expected);
      }),
      { numRuns: 4 },
    );
  });
});
