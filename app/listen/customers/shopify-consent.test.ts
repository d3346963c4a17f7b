import { describe, expect, it } from 'vitest';
import { mailConsent, parseConsent, parsePhoneConsent } from './shopify-consent.ts';

const AT = '2026-03-02T10:00:00+01:00';
const [HEARD, TOLD] = [Date.parse(AT), Date.parse('2026-04-01T00:00:00Z')];

describe('consent that Shopify tells of', () => {
  const mail = (email_marketing_consent: object | null) =>
    parseConsent({ customer_id: 7, email_address: 'Ada@X.it', email_marketing_consent }, TOLD).facts ?? [];
  const sms = (sms_marketing_consent: object | null, phone: string | null = '+393331234567') =>
    parsePhoneConsent({ id: 7, phone, sms_marketing_consent }, TOLD).facts ?? [];

  it('is of an address, at its instant, and says whether she confirmed it', () => {
    const yes = { state: 'subscribed', opt_in_level: 'confirmed_opt_in', consent_updated_at: AT };
    expect(mail(yes)).toMatchObject([
      {
        identity: 'email:ada@x.it',
        occurredAt: HEARD,
        verified: true,
        data: {
          consent: { channel: 'email', state: 'subscribed', source: 'shopify', evidence: { level: 'confirmed' } },
        },
      },
    ]);
    const single = mail({ ...yes, opt_in_level: 'single_opt_in' });
    expect(single[0]?.data?.consent).toEqual({ channel: 'email', state: 'subscribed', source: 'shopify' });
    // one instant told with and without its level is two facts, so that neither hides the other
    expect(single[0]?.id).not.toBe(mail(yes)[0]?.id);
    expect(mail({ ...yes, state: 'redacted' })[0]?.data?.consent).toMatchObject({ state: 'unsubscribed' });
  });

  it('is the same from a webhook and from the Admin API', () => {
    const told = { state: 'subscribed', opt_in_level: 'confirmed_opt_in', consent_updated_at: AT };
    const read = mailConsent('ada@x.it', { state: 'SUBSCRIBED', level: 'CONFIRMED_OPT_IN', at: HEARD });
    expect(mail(told)).toEqual([read]);
  });

  it('to text messages is of a customer and the number that was meant', () => {
    const yes = { state: 'subscribed', opt_in_level: 'single_opt_in', consent_updated_at: AT };
    expect(sms(yes)).toMatchObject([
      {
        identity: 'customer:7',
        data: { consent: { channel: 'sms', state: 'subscribed', evidence: { phone: '+393331234567' } } },
      },
    ]);
    expect(sms(yes, null)).toEqual([]);
  });

  it.each([
    ['was never touched', { state: 'not_subscribed', opt_in_level: null, consent_updated_at: null }],
    ['has no state', { state: null, opt_in_level: null, consent_updated_at: null }],
    ['is not there', null],
  ])('tells nothing when it %s', (_what, consent) => {
    expect([...mail(consent), ...sms(consent)]).toEqual([]);
  });
});
