// Keeping sixty segments must cost what the contacts cost that were touched: no statement may walk a whole table.
import { CompiledQuery, type KyselyPlugin, type RootOperationNode, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import type { Trx } from '../../platform/db/db.ts';
import type { Change } from '../appraisal/appraiser.ts';
import { shopFrame } from '../contacts/shop-frame.server.ts';
import { createSegmentShop, factOf } from '../testing/segment-shop.ts';
import { NOW } from '../testing/shop.ts';
import { segmentsAppraiser } from './appraiser.server.ts';
import { createSegmentHandler } from './build-task.server.ts';
import { buildTaskId } from './build.ts';
import { RECIPES } from './recipes.ts';

describe.each(DIALECTS)('the statements that keep segments [%s]', (dialect) => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase(dialect);
  });
  afterAll(() => test.dispose());

  /** the plan of every statement that `work` runs, and the statement */
  async function plansOf(work: (trx: Trx) => Promise<unknown>): Promise<{ text: string; plan: string }[]> {
    return test.db.write(async (trx) => {
      const nodes: RootOperationNode[] = [];
      const plugin: KyselyPlugin = {
        transformQuery: ({ node }) => {
          nodes.push(node);
          return node;
        },
        transformResult: async ({ result }) => result,
      };
      await work(trx.withPlugin(plugin) as Trx);
      // a small table is walked because that is quicker: asked not to, the planner shows whether it has to
      if (dialect === 'postgres') await sql`set local enable_seqscan = off`.execute(trx);
      const plans: { text: string; plan: string }[] = [];
      for (const node of nodes) {
        const compiled = trx.getExecutor().compileQuery(node, { queryId: 'plan' });
        const explain = dialect === 'sqlite' ? 'explain query plan ' : 'explain ';
        const { rows } = await trx.executeQuery(CompiledQuery.raw(explain + compiled.sql, [...compiled.parameters]));
        plans.push({ text: compiled.sql, plan: rows.map((row) => Object.values(row as object).join(' ')).join('\n') });
      }
      return plans;
    });
  }

  const walks = ({ plan }: { plan: string }) =>
    plan.split('\n').filter((line, index, lines) => {
      if (dialect === 'postgres') {
        // an index that is not entered by the shop is walked from end to end
        const entered = lines.slice(index + 1, index + 3).some((next) => /Index Cond: .*shop/.test(next));
        return line.includes('Seq Scan') || (/Index (Only )?Scan/.test(line) && !entered);
      }
      return /\bSCAN\b/.test(line) && !/SCAN (CONSTANT ROW|\(subquery|\d+[ -]ROW|.*VALUES)/i.test(line);
    });

  it('find their rows by an index', async () => {
    const world = await createSegmentShop(test.db);
    for (const { name, condition } of RECIPES) {
      await world.service.create(world.shop, { name: name.en, kind: 'live', condition });
    }
    const who = ['ada', 'bob', 'cyd'];
    await world.hear(who.map((one) => factOf(one, 'product.viewed', NOW)));
    await world.settle();
    const contacts = await test.db.read.selectFrom('contact').select('id').execute();
    expect(contacts).toHaveLength(3);

    const frame = await shopFrame(test.db.read, world.shop, NOW);
    const touched = new Map(contacts.map(({ id }) => [id, new Set<Change>(['everything', 'live'])]));
    const kept = await plansOf((trx) => segmentsAppraiser.appraise(trx, frame!, touched));
    expect(kept.length).toBeGreaterThan(5);

    const segment = (await world.service.list(world.shop))[0]!;
    await world.service.rebuild(world.shop, segment.id);
    const task = await test.db.read
      .selectFrom('task')
      .selectAll()
      .where('id', '=', buildTaskId(segment.id))
      .executeTakeFirstOrThrow();
    const slice = await createSegmentHandler({ db: test.db, clock: world.clock })({
      shop: world.shop,
      id: task.id,
      kind: task.kind,
      cursor: task.cursor,
      doneCount: 0,
      totalCount: null,
      attempts: 0,
    });
    const gathered = await plansOf(async (trx) => slice.write?.(trx));
    for (const one of [...kept, ...gathered])
      expect([one.text.slice(0, 300), walks(one)]).toEqual([one.text.slice(0, 300), []]);
  });
});
