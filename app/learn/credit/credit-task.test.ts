import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../../test/databases.ts';
import {
  givenContact,
  givenFacts,
  givenOrder,
  givenShop,
  orderFact,
  SHOP,
  START,
} from '../../decide/journeys/rows-in-test.ts';
import { DAY, ManualClock } from '../../platform/clock/clock.ts';
import { silentLog } from '../../platform/log/log.ts';
import { createTasksWorker } from '../../platform/work/tasks/tasks-worker.server.ts';
import { createSettingsService } from '../../shop/settings/settings-service.server.ts';
import { CREDIT_TASK, createCreditHandler, createCreditRecount } from './credit-task.server.ts';
import { createLearnWorker } from './learn-worker.server.ts';

describe.each(DIALECTS)('a changed credit window [%s]', (dialect) => {
  it('counts old orders anew, wider and narrower', async () => {
    const { db, dispose } = await createTestDatabase(dialect);
    try {
      const clock = new ManualClock(START);
      await givenShop(db);
      await givenContact(db, 'ada', 'ada@example.com');
      await db.write((trx) =>
        trx
          .insertInto('message')
          .values({
            shop: SHOP,
            id: 'm1',
            dedupe_key: 'm1',
            contact: 'ada',
            journey: 'recovery',
            channel: 'email',
            template: 'recovery',
            due_at: START,
            created_at: START,
          })
          .execute(),
      );
      const click = {
        id: 'click',
        kind: 'message.clicked' as const,
        occurredAt: START,
        identity: 'email:ada@example.com' as const,
        verified: true,
        subject: 'm1',
        contact: 'ada',
      };
      const bought = START + 8 * DAY;
      await givenOrder(db, 'o1', { email: 'ada@example.com', at: bought });
      await givenFacts(db, [click, { ...orderFact('o1', 'ada@example.com', bought), contact: 'ada' }], 2);
      clock.advance(9 * DAY);
      const learn = createLearnWorker({ db, clock });
      while ((await learn.run(SHOP)) !== null);

      const settings = createSettingsService({ db });
      const tasks = createTasksWorker({
        db,
        clock,
        log: silentLog,
        handlers: { [CREDIT_TASK]: createCreditHandler({ db, clock }) },
      });
      const recount = createCreditRecount({ db, clock, wake: () => {} });
      const credited = async (windowDays: number) => {
        await settings.update(SHOP, { credit: { windowDays } });
        await recount(SHOP, windowDays);
        while ((await tasks.run(SHOP)) !== null);
        return (await db.read.selectFrom('credit').select('order_id').execute()).map((row) => row.order_id);
      };
      expect(await credited(5)).toEqual([]);
      expect(await credited(9)).toEqual(['o1']);
      expect(await credited(5)).toEqual([]);
    } finally {
      await dispose();
    }
  });
});
