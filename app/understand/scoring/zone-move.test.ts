import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../../test/databases.ts';
import type { NewFact } from '../../listen/facts/fact.ts';
import { createInboxWorker } from '../../listen/inbox/worker.server.ts';
import { createTasksService } from '../../platform/work/tasks/tasks-service.server.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { rebuild } from '../contacts/rebuild.server.ts';
import { createTestShop } from '../testing/shop.ts';
import { createScoringHandler, queueRescore, SCORING_TASK } from './rescore-task.server.ts';
import { shippedRule } from './rule-set.ts';
import { writeRule } from './stored-rules.server.ts';

const HOUR = 3_600_000;
/** in Rome the last hour of 30 September, in Auckland the noon of 1 October */
const EVENING = Date.UTC(2026, 8, 30, 21, 30);

describe.each(DIALECTS)('a shop that moves to another zone [%s]', (dialect) => {
  it('has what counts once a day counted by its new days, as if it had always been there', async () => {
    const { db, reopen, dispose } = await createTestDatabase(dialect);
    try {
      const { shop, clock, hear, understand } = await createTestShop(db, 'zone.myshopify.com');
      // what fades is another matter
      const lasting = { ...shippedRule('search.submitted'), halfLife: null };
      await db.write((trx) => writeRule(trx, shop, lasting, clock.now()));
      const searched = (person: string, at: number): NewFact => ({
        id: `${person}:${at}`,
        kind: 'search.submitted',
        identity: `email:${person}@example.com`,
        occurredAt: at,
        verified: true,
      });
      // more people than one slice takes; in Rome two days each, in Auckland one
      const people = Array.from({ length: 130 }, (_, n) => `p${n}`);
      await hear(people.flatMap((person) => [searched(person, EVENING), searched(person, EVENING + HOUR)]));
      await understand();
      const scores = async () => {
        const rows = await db.read.selectFrom('contact').select('score').where('shop', '=', shop).execute();
        return [...new Set(rows.map(({ score }) => score))];
      };
      const ledger = () =>
        db.read.selectFrom('score_entry').selectAll().where('shop', '=', shop).orderBy('id').execute();
      expect(await scores()).toEqual([2]);
      const inRome = await ledger();

      const inbox = createInboxWorker({ db, clock, log: silentLog, onZoneMoved: queueRescore });
      let deliveries = 0;
      const moveTo = async (zone: string) => {
        clock.advance(HOUR);
        const payload = { name: 'A', currency: 'EUR', iana_timezone: zone };
        const row = { topic: 'shop/update', triggered_at: clock.now(), received_at: clock.now(), due_at: clock.now() };
        const id = `w${deliveries++}`;
        await db.write((trx) =>
          trx
            .insertInto('inbox')
            .values({ shop, id, ...row, payload: JSON.stringify(payload) })
            .execute(),
        );
        await inbox.run(shop);
      };
      const work = async (on = db) => {
        const tasks = createTasksWorker({
          db: on,
          clock,
          log: silentLog,
          handlers: { [SCORING_TASK]: createScoringHandler({ db: on, clock }) },
        });
        for (let next = await tasks.run(shop); next !== null; next = await tasks.run(shop)) {
          clock.advance(Math.max(0, next - clock.now()));
        }
      };

      await moveTo('Pacific/Auckland');
      // what is heard before all is counted anew goes by the new days
      await hear([searched('p0', EVENING + 2 * HOUR)]);
      await understand();
      let power = 1;
      await work(
        reopen((sql) => {
          if (sql.startsWith('insert into "score_entry"') && power-- > 0) throw new Error('power lost');
        }),
      );
      expect(power).toBeLessThan(1);
      expect(await scores()).toEqual([1]);
      const moved = await ledger();
      const progress = (await createTasksService({ db, clock, wake: () => {} }).list(shop, [SCORING_TASK]))[0];
      expect(progress).toMatchObject({ state: 'done', doneCount: 130, totalCount: 130 });
      await rebuild({ db, clock }, shop);
      expect(await ledger()).toEqual(moved);

      // the cut-points were taken anew when that was understood, on the day that it is there
      const { rfm_day } = await db.read.selectFrom('shop').select('rfm_day').executeTakeFirstOrThrow();
      expect(rfm_day).toBe('2026-11-02');

      // there and back in the middle of the work
      await moveTo('Asia/Tokyo');
      await createTasksWorker({
        db,
        clock,
        log: silentLog,
        handlers: { [SCORING_TASK]: createScoringHandler({ db, clock }) },
      }).run(shop);
      await moveTo('Europe/Rome');
      await work();
      const late = (entry: { fact: string }) => entry.fact === `p0:${EVENING + 2 * HOUR}`;
      expect((await ledger()).filter((entry) => !late(entry))).toEqual(inRome);
      expect(await scores()).toEqual([2]);
    } finally {
      await dispose();
    }
  });
});
