import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { HOUR, ManualClock } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { settingsSchema } from '../../shop/settings/settings.ts';
import { createDecideWorker } from './decide-worker.server.ts';
import { type Graph, graphSchema } from './graph.ts';
import { createJourneysWorker } from './journeys-worker.server.ts';
import { RECOVERY } from './recovery-recipe.ts';
import { checkoutFact, givenCheckout, givenContact, givenFacts, givenShop, SHOP, START } from './rows-in-test.ts';
import { createJourneysService } from './service.server.ts';

const ADA = 'ada@example.com';

/** The recovery journey with a step before its mail that gives one tag and takes another. */
const tagging = (graph: Graph): Graph =>
  graphSchema.parse({
    ...graph,
    nodes: [
      ...graph.nodes.map((node) => (node.kind === 'condition' ? { ...node, yes: 'mark' } : node)),
      { id: 'mark', kind: 'tag', give: ['left a cart'], take: ['new'], next: 'mail' },
    ],
  });

describe.each(DIALECTS)('a journey that changes tags [%s]', (dialect) => {
  let test: TestDatabase;
  afterEach(() => test.dispose());

  async function passed(holdoutShare: number) {
    test = await createTestDatabase(dialect);
    const { db } = test;
    const clock = new ManualClock(START);
    const service = createJourneysService({ db, clock });
    const decide = createDecideWorker({ db, clock, learns: new Set(), onChanged: () => {} });
    const journeys = createJourneysWorker({
      db,
      clock,
      log: silentLog,
      ports: {
        mayReach: async (_trx, _shop, _channel, ids) =>
          new Map(ids.map((id) => [id, { allowed: true, reason: { code: 'x' } }])),
        conditionHolds: async (_trx, _shop, _condition, ids) => new Set(ids),
        actions: { run: async () => {} },
      },
    });
    await givenShop(db);
    await service.applySettings(SHOP, settingsSchema.parse({ recovery: { holdoutShare } }));
    await service.setOn(SHOP, RECOVERY, true);
    await db.write(async (trx) => {
      const versions = await trx.selectFrom('journey_version').selectAll().execute();
      for (const { version, graph } of versions) {
        const changed = JSON.stringify(tagging(JSON.parse(graph) as Graph));
        await trx.updateTable('journey_version').set({ graph: changed }).where('version', '=', version).execute();
      }
    });
    for (const id of ['ada', 'bob', 'cyd', 'dan', 'eve', 'fay']) {
      await givenContact(db, id, id === 'ada' ? ADA : `${id}@example.com`);
      await db.write((trx) =>
        trx.insertInto('contact_tag').values({ shop: SHOP, contact: id, tag: 'new', at: START }).execute(),
      );
      await givenCheckout(db, `c-${id}`, { email: `${id}@example.com` });
      await givenFacts(db, [{ ...checkoutFact(`c-${id}`, `${id}@example.com`), contact: id }]);
    }
    while ((await decide.run(SHOP)) !== null);
    clock.advance(2 * HOUR);
    for (let due = await journeys.run(SHOP); due !== null && due <= clock.now();) due = await journeys.run(SHOP);
    const tags = await db.read
      .selectFrom('contact_tag')
      .select(['contact', 'tag', 'source'])
      .orderBy('contact')
      .execute();
    const outcomes = await db.read.selectFrom('step').select('outcome').where('node', '=', 'mark').execute();
    const appraised = await db.read.selectFrom('appraisal').select('contact').execute();
    return { tags, outcomes: outcomes.map(({ outcome }) => outcome), appraised };
  }

  it('gives and takes them once, says which journey it was, and has whatever asks for tags look again', async () => {
    const { tags, outcomes, appraised } = await passed(0);
    expect(tags).toHaveLength(6);
    expect(new Set(tags.map(({ tag, source }) => `${tag} by ${source}`))).toEqual(
      new Set(['left a cart by journey:recovery']),
    );
    expect(outcomes).toEqual(Array.from({ length: 6 }, () => 'tagged'));
    expect(appraised.map(({ contact }) => contact)).toContain('ada');
  });

  it('leaves the tags of the held out as they are', async () => {
    const { tags, outcomes } = await passed(0.5);
    const held = outcomes.filter((outcome) => outcome === 'held_out').length;
    expect([outcomes.length, held > 0 && held < 6]).toEqual([6, true]);
    expect(tags.filter(({ tag }) => tag === 'new')).toHaveLength(held);
  });
});
