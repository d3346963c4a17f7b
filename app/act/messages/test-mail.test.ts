import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../../test/databases.ts';
import { givenShop, SHOP, START } from '../../decide/journeys/rows-in-test.ts';
import { ManualClock } from '../../platform/clock/clock.ts';
import { createSeal } from '../../platform/crypto/seal.ts';
import { type SmtpInTest, startSmtp } from '../../platform/mail/smtp-in-test.ts';
import { createSmtpTransport } from '../../platform/mail/smtp.server.ts';
import { createSettingsService } from '../../shop/settings/settings-service.server.ts';
import { addressHash, suppress } from './suppression.server.ts';
import { createTestMails } from './test-mail.server.ts';

const OWNER = 'owner@corner.example';
const seal = createSeal('a key for tests that is long enough to be one');

describe.each(DIALECTS)('a test mail [%s]', (dialect) => {
  let test: TestDatabase;
  let smtp: SmtpInTest;
  let wait: number | null;
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    smtp = await startSmtp();
    wait = null;
    await givenShop(test.db);
  });
  afterEach(async () => {
    await smtp.close();
    await test.dispose();
  });

  const send = (to: string, locale: 'en' | 'it' = 'en') =>
    createTestMails({
      db: test.db,
      clock: new ManualClock(START),
      seal,
      wayOf: async () => ({
        sender: { id: 'own', name: '', address: '', reply_to: '' },
        transport: createSmtpTransport({ url: smtp.url, timeoutMs: 1000 }),
      }),
      limit: async () => wait,
      mailFrom: 'mail@sandmill.example',
    }).send(SHOP, { to, locale });

  it('is the real mail with a sample cart, marked, with answers to where the shop wants them', async () => {
    const sender = { name: 'Corner', address: 'hi@corner.example', replyTo: 'desk@corner.example' };
    await createSettingsService({ db: test.db }).update(SHOP, { sender });
    expect(await send(OWNER)).toEqual({ kind: 'submitted' });
    const raw = smtp.arrived[0]?.raw ?? '';
    expect(smtp.arrived[0]?.to).toEqual([OWNER]);
    expect(raw).toMatch(/^Subject: \[Test\] Your cart at/m);
    expect(raw).toMatch(/^From: Corner <hi@corner\.example>\r$/m);
    expect(raw).toMatch(/^Reply-To: desk@corner\.example\r$/m);
    expect(raw).toContain('A sample product');
    expect(raw).toContain('Return to your cart');
  });

  it('speaks the language that was asked for', async () => {
    await send(OWNER, 'it');
    expect(smtp.arrived[0]?.raw).toContain('Torna al carrello');
  });

  it('tracks nothing and leaves no row that a report could count', async () => {
    await send(OWNER);
    expect(smtp.arrived[0]?.raw).not.toMatch(/\/m\/[cu]\//);
    expect(await test.db.read.selectFrom('message').selectAll().execute()).toEqual([]);
    expect(await test.db.read.selectFrom('fact').selectAll().execute()).toEqual([]);
  });

  it('goes to an address only, and to nobody who has said no', async () => {
    expect(await send('nobody')).toEqual({ kind: 'not_an_address' });
    expect(await send('a@b.example\r\nBcc: c@d.example')).toEqual({ kind: 'not_an_address' });
    await test.db.write((trx) => suppress(trx, SHOP, addressHash(seal, OWNER), 'unsubscribed', START));
    expect(await send('Owner@corner.example')).toEqual({ kind: 'suppressed' });
    expect(smtp.arrived).toEqual([]);
  });

  it('is held back when there were many, and says for how long', async () => {
    wait = 61;
    expect(await send(OWNER)).toEqual({ kind: 'too_many', minutes: 2 });
    expect(smtp.arrived).toEqual([]);
  });

  it('says what the mail server answered', async () => {
    smtp.manner = () => 'refuse-recipient';
    expect(await send(OWNER)).toMatchObject({ kind: 'refused', reason: expect.stringContaining('not welcome') });
    smtp.manner = () => 'drop-after-data';
    expect(await send(OWNER)).toMatchObject({ kind: 'unknown' });
  });
});
