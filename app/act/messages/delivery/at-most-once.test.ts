import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS } from '../../../../test/databases.ts';
import { givenCheckout, givenContact, SHOP } from '../../../decide/journeys/rows-in-test.ts';
import { HOUR, MINUTE } from '../../../platform/clock/clock.ts';
import type { MailTransport } from '../../../platform/mail/mail.ts';
import type { Manner } from '../../../platform/mail/smtp-in-test.ts';
import { messagesMerged } from '../merged.server.ts';
import { startMessages } from './messages-in-test.ts';

const PEOPLE = ['p0', 'p1', 'p2'];
const manner = fc.constantFrom<Manner>('accept', 'drop-after-data', 'busy-recipient', 'drop-at-rcpt', 'busy-content');

/** What befalls the sender between two starts. */
const life = fc.record({
  /** the write at which the process dies */
  dieAt: fc.option(fc.integer({ min: 1, max: 9 }), { nil: null }),
  /** dies with mails on the wire: their outcome is never written */
  dieOnWire: fc.boolean(),
  manner,
  merge: fc.boolean(),
  /** its death is seen by another process, before its leases end */
  found: fc.boolean(),
});

describe.each(DIALECTS)('at most one submission for one key [%s]', (dialect) => {
  it('through crashes at any write, on the wire, and merges', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 5 }), async (lives) => {
        const test = await createTestDatabase(dialect);
        const rig = await startMessages(test);
        try {
          for (const person of PEOPLE) {
            await givenContact(rig.db, person, `${person}@example.com`);
            await rig.consent(`${person}@example.com`, 'subscribed');
            await givenCheckout(rig.db, `c-${person}`, { email: `${person}@example.com` });
            await rig.queue(person, `c-${person}`);
          }
          for (const [index, { dieAt, dieOnWire, manner: how, merge, found }] of lives.entries()) {
            rig.smtp.manner = () => how;
            let writes = 0;
            const db = test.reopen(() => {
              if (dieAt !== null && ++writes >= dieAt) throw new Error('the process is gone');
            });
            const worker = rig.restart(db, dieOnWire ? dyingTransport(rig.smtp.url) : undefined, `life ${index}`);
            await worker.run(SHOP).catch(() => {});
            await worker.settled();
            if (merge && index === 0) {
              await rig.db.write(async (trx) => {
                await trx.deleteFrom('contact').where('id', '=', 'p1').execute();
                await messagesMerged(trx, SHOP, 'p1', 'p0');
              });
            }
            if (found) await rig.worker.giveBack?.(`life ${index}`);
            rig.clock.advance(found ? MINUTE / 6 : HOUR);
          }
          rig.smtp.manner = () => 'accept';
          for (let round = 0; round < 6; round++) {
            await rig.run(rig.restart(rig.db));
            rig.clock.advance(HOUR);
          }
          // read to the end and not definitely refused: it may lie in a mailbox
          const delivered = rig.smtp.arrived.filter((mail) => !mail.refused);
          const keys = delivered.map((mail) => /^Message-ID: (.+)\r$/m.exec(mail.raw)?.[1]);
          expect(new Set(keys).size).toBe(keys.length);
          for (const { state } of await rig.messages()) expect(['submitted', 'unknown', 'refused']).toContain(state);
        } finally {
          await rig.close();
          await test.dispose();
        }
      }),
      { numRuns: dialect === 'sqlite' ? 25 : 8 },
    );
  }, 240_000);
});

/** Hands the mail over and dies before anybody hears of it. */
function dyingTransport(url: string): MailTransport {
  return {
    async submit(mail) {
      const { createSmtpTransport } = await import('../../../platform/mail/smtp.server.ts');
      const wire = createSmtpTransport({ url, timeoutMs: 250 });
      await wire.submit(mail);
      await wire.close();
      throw new Error('the process is gone');
    },
    close: async () => {},
  };
}
