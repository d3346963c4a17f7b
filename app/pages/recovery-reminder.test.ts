import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTestDatabase, DIALECTS, type TestDatabase } from '../../test/databases.ts';
import { createMailLinks } from '../act/messages/links.ts';
import { createShortPreviews } from '../act/messages/texts/preview-short.server.ts';
import { blankShort, type ShortChannel } from '../act/messages/texts/short-document.ts';
import { createShortTemplates } from '../act/messages/texts/short-templates.server.ts';
import { createTextSendersService } from '../act/messages/texts/text-senders.server.ts';
import {
  checkoutFact,
  givenCheckout,
  givenContact,
  givenFacts,
  givenShop,
  SHOP,
  START,
} from '../decide/journeys/rows-in-test.ts';
import { ManualClock } from '../platform/clock/clock.ts';
import { createSeal } from '../platform/crypto/seal.ts';
import { createShopsService } from '../shop/install/shops.server.ts';
import { createRecoveryReminder } from './recovery-reminder.server.ts';

const seal = createSeal('a key for tests that is long enough to be one');

describe.each(DIALECTS)('the second reminder on the page of recovery [%s]', (dialect) => {
  let test: TestDatabase;
  const clock = new ManualClock(START);
  beforeEach(async () => {
    test = await createTestDatabase(dialect);
    await givenShop(test.db);
  });
  afterEach(() => test.dispose());

  const page = () => {
    const { db } = test;
    const shortPreviews = createShortPreviews({
      db,
      clock,
      links: createMailLinks({ seal, appUrl: 'https://app.example' }),
    });
    return createRecoveryReminder({ db, shops: createShopsService({ db }), shortPreviews });
  };
  async function template(channel: ShortChannel, text: string, ready = true) {
    const shorts = createShortTemplates({ db: test.db, clock });
    const document = { ...blankShort('en'), title: 'Your cart', text };
    const id = await shorts.create(SHOP, { name: `${channel} of the cart`, channel, locale: 'en' }, document);
    if (ready) expect(await shorts.publish(SHOP, id, null)).toMatchObject({ kind: 'published' });
    return id;
  }
  const reminder = (channel: ShortChannel, id: string, on = true) => ({ on, channel, template: id, delayMinutes: 60 });

  it('takes a message of its channel that is ready, and no other', async () => {
    const sms = await template('sms', 'Back to {{ cart.restore_url }}');
    const draft = await template('sms', 'Not yet', false);
    const { isSound } = page();
    expect(await isSound(SHOP, reminder('sms', sms))).toBe(true);
    for (const wrong of [
      reminder('whatsapp', sms),
      reminder('sms', draft),
      reminder('sms', ''),
      reminder('push', 'none'),
    ])
      expect(await isSound(SHOP, wrong), JSON.stringify(wrong)).toBe(false);
    expect(await isSound('other.myshopify.com', reminder('sms', sms))).toBe(false);
    // what is off may be left unfinished
    expect(await isSound(SHOP, reminder('sms', '', false))).toBe(true);
  });

  it('lists what is ready, says what leads back to the cart, what was put away, and what nobody carries', async () => {
    const sms = await template('sms', 'Back to {{ cart.restore_url }}');
    const push = await template('push', 'Come back');
    await template('whatsapp', 'Not yet', false);
    await test.db.write((trx) =>
      trx.updateTable('template').set({ removed_at: START }).where('id', 'in', [sms, push]).execute(),
    );
    const config = { accountSid: `AC${'0'.repeat(32)}`, from: '+15005550006' };
    const draft = {
      name: 'SMS',
      channel: 'sms',
      provider: 'twilio' as const,
      config,
      secrets: { authToken: 'a-token' },
    };
    await createTextSendersService({ db: test.db, clock, seal }).save(SHOP, null, {
      ...draft,
      perSecond: null,
      perHour: null,
    });
    const { templates, carried } = await page().view(SHOP, sms);
    expect(templates).toEqual([{ id: sms, name: 'sms of the cart', channel: 'sms', cart: true, removed: true }]);
    expect(carried).toEqual({ sms: true, whatsapp: false, push: false });
  });

  it('shows what was last made ready with somebody’s cart', async () => {
    await givenContact(test.db, 'ada', 'ada@example.com');
    await givenCheckout(test.db, 'c1', { email: 'ada@example.com' });
    await givenFacts(test.db, [{ ...checkoutFact('c1', 'ada@example.com'), contact: 'ada' }]);
    const sms = await template('sms', '{{ contact.first_name }}: {{ cart.first_title }}, {{ cart.restore_url }}');
    const shown = await page().preview(SHOP, sms, 'ada');
    expect(shown).toMatchObject({
      from: 'Corner Shop',
      text: expect.stringMatching(/^Ada: Linen shirt, https:\/\/app\.example\/s\//),
    });
    expect(shown?.text).not.toContain('key=secret');
    expect(await page().preview(SHOP, 'none', 'ada')).toBeNull();
  });
});
