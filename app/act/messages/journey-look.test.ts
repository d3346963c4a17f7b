import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { RECOVERY } from '../../decide/journeys/recovery-recipe.ts';
import { SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import { plansOf, walksIn } from '../../understand/testing/statement-plans.ts';
import { type MessagesInTest, seal, startMessages } from './delivery/messages-in-test.ts';
import { lookAtJourneys } from './journey-look.server.ts';
import { createMayReach } from './may-reach.server.ts';
import { sendAction } from './send-action.server.ts';
import { sendableShorts } from './texts/sendable-shorts.server.ts';

describe.each(DIALECTS)('what is read before a journey writes [%s]', (dialect) => {
  let test: TestDatabase;
  let rig: MessagesInTest;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    rig = await startMessages(test);
  });
  afterEach(async () => {
    await rig.close();
    await test.dispose();
  });

  it('is found by indexes, however large the shop is', async () => {
    const wish = {
      dedupeKey: 'j:1:reminder:8',
      contact: 'ada',
      enrolment: '1',
      journey: RECOVERY,
      subject: 'c1',
      params: { channel: 'sms' as const, template: 't', purpose: 'marketing' as const },
    };
    await rig.db.write((trx) => sendAction.run(trx, SHOP, [wish], START));
    const messages = await rig.db.read.selectFrom('message').selectAll().execute();
    const mayReach = createMayReach(seal);
    const plans = await plansOf(rig.db, async (trx) => {
      await lookAtJourneys(trx, SHOP, messages);
      await sendableShorts(trx, SHOP, ['t']);
      for (const channel of ['sms', 'push'] as const) await mayReach(trx, SHOP, channel, ['ada']);
    });
    expect(plans.length).toBeGreaterThan(6);
    for (const one of plans) expect([one.text, walksIn(dialect, one)]).toEqual([one.text, []]);
  });
});
