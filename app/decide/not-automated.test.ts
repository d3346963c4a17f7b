// What is decided by behaviour is not decided for whoever wants no automated decisions.
import { afterEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../test/databases.ts';
import { ManualClock } from '../platform/clock/clock.ts';
import { silentLog } from '../platform/log/log.ts';
import type { Condition, Node } from '../understand/conditions/condition.ts';
import { holdingAmong } from '../understand/conditions/holding.server.ts';
import { createBannerChoice } from './banners/choose-version.server.ts';
import { createJourneysWorker } from './journeys/journeys-worker.server.ts';
import { givenContact, givenShop, SHOP, START } from './journeys/rows-in-test.ts';

const when = (node: Node): Condition => ({ version: 1, when: node });
const BEHAVIOUR = when({ type: 'stage', in: ['lead'] });
const PLAIN = when({ type: 'text', field: 'first.name', test: 'is', of: ['Ada'] });

describe.each(DIALECTS)('who wants no automated decisions [%s]', (dialect) => {
  let test: TestDatabase;
  afterEach(() => test.dispose());

  async function start() {
    test = await createTestDatabase(dialect);
    await givenShop(test.db);
    await givenContact(test.db, 'ada', 'ada@example.com');
    await givenContact(test.db, 'bob', 'bob@example.com');
    await test.db.write((trx) =>
      trx.updateTable('contact').set({ automated: 0 }).where('shop', '=', SHOP).where('id', '=', 'ada').execute(),
    );
    return new ManualClock(START);
  }

  it('sees no banner version that her behaviour would choose', async () => {
    const clock = await start();
    const text = { title: 'Hello', text: '', link: '', label: '' };
    const banner = {
      shop: SHOP,
      key: 'home',
      name: 'x',
      updated_at: START,
      content: JSON.stringify({ en: text, it: text }),
    };
    await test.db.write((trx) =>
      trx
        .insertInto('banner')
        .values([
          { ...banner, id: 'behaviour', position: 0, condition: JSON.stringify(BEHAVIOUR) },
          { ...banner, id: 'plain', position: 1, condition: JSON.stringify(PLAIN) },
        ])
        .execute(),
    );
    const choice = createBannerChoice({ db: test.db, clock, log: silentLog });
    const languages = { locale: 'en', shopLocale: 'en' };
    const shown = async (contact: string) => (await choice.shownTo(SHOP, 'UTC', 'home', contact, languages))?.id;
    expect([await shown('ada'), await shown('bob')]).toEqual(['plain', 'behaviour']);
  });

  it('leaves a journey where it would sort her by behaviour, and is told why', async () => {
    const clock = await start();
    const graph = (condition: Condition) => ({
      start: 'in',
      exits: [],
      nodes: [
        { id: 'in', kind: 'trigger', event: 'checkout.abandoned', next: 'sort' },
        { id: 'sort', kind: 'condition', condition, yes: 'done', no: 'left' },
        { id: 'done', kind: 'exit', reason: 'end' },
        { id: 'left', kind: 'exit', reason: 'condition' },
      ],
    });
    await test.db.write(async (trx) => {
      for (const [id, condition] of Object.entries({ behaviour: BEHAVIOUR, plain: PLAIN })) {
        await trx
          .insertInto('journey')
          .values({ shop: SHOP, id, name: id, status: 'on', created_at: START, updated_at: START })
          .execute();
        await trx
          .insertInto('journey_version')
          .values({ shop: SHOP, journey: id, version: 1, graph: JSON.stringify(graph(condition)), created_at: START })
          .execute();
        for (const contact of ['ada', 'bob']) {
          const passage = { journey: id, version: 1, contact, subject: contact, arm: 'treated', node: 'in' };
          await trx
            .insertInto('enrolment')
            .values({ shop: SHOP, id: `${id} ${contact}`, ...passage, due_at: START, entered_at: START })
            .execute();
        }
      }
    });
    const ports = {
      mayReach: async () => new Map(),
      conditionHolds: holdingAmong,
      actions: { run: async () => {} },
    };
    const worker = createJourneysWorker({ db: test.db, clock, log: silentLog, ports });
    for (let due = await worker.run(SHOP); due !== null && due <= START;) due = await worker.run(SHOP);
    const ended = await test.db.read
      .selectFrom('enrolment')
      .select(['id', 'state', 'node', 'reason'])
      .orderBy('id')
      .execute();
    expect(ended).toMatchObject([
      { id: 'behaviour ada', state: 'exited', reason: expect.stringContaining('not_automated') },
      { id: 'behaviour bob', state: 'completed' },
      { id: 'plain ada', state: 'completed' },
      { id: 'plain bob', state: 'completed' },
    ]);
  });
});
