import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { RECOVERY } from '../../decide/journeys/recovery-recipe.ts';
import { givenCheckout, givenContact, givenFacts, givenShop, SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import { DAY, ManualClock } from '../../platform/clock/clock.ts';
import { createReportsService } from './service.server.ts';

/** By checkout, the channels on which messages about it left. */
const LEFT = { a: ['email', 'sms'], b: ['email'], c: ['email', 'push'], d: ['sms'], e: [] };

describe.each(DIALECTS)('the steps of recovery with a second reminder [%s]', (dialect) => {
  let test: TestDatabase;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    await givenShop(test.db);
    for (const [id, channels] of Object.entries(LEFT)) {
      await givenContact(test.db, id, `${id}@example.com`);
      await givenCheckout(test.db, id, { email: `${id}@example.com` });
      for (const channel of channels) await givenMessage(id, channel, 'submitted');
    }
    await givenMessage('e', 'sms', 'skipped');
  });
  afterEach(() => test.dispose());

  const givenMessage = (of: string, channel: string, state: string) =>
    test.db.write(async (trx) => {
      const id = `${of}-${channel}`;
      const row = { shop: SHOP, id, dedupe_key: id, contact: of, journey: RECOVERY, subject_id: of, channel, state };
      await trx
        .insertInto('message')
        .values({ ...row, template: 't', due_at: START, created_at: START })
        .execute();
    });

  it('counts carts and not messages: those mailed, those reminded, and those written to at all', async () => {
    await givenFacts(
      test.db,
      ['a-email', 'a-sms', 'd-sms'].map((message) => ({
        id: `message:${message}:clicked`,
        kind: 'message.clicked' as const,
        occurredAt: START,
        identity: 'email:a@example.com' as const,
        verified: true,
        subject: message,
      })),
    );
    const clock = new ManualClock(START + DAY);
    const { recoveryFunnel } = createReportsService({ db: test.db, clock });
    expect(await recoveryFunnel(SHOP, 30)).toMatchObject({
      started: 5,
      mailed: 3,
      reminded: 3,
      written: 4,
      clicked: 2,
    });
  });
});
