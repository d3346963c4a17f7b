import { describe, expect, it } from 'vitest';
import { openTestShop } from '../fixtures/open-test-shop.ts';
import { storefrontSettings } from '../settings.ts';

const form = (email: string) => ({
  form_type: 'customer',
  'contact[email]': email,
  'contact[tags]': 'newsletter',
  return_to: '/collections/all',
});

describe('the newsletter form', () => {
  it('makes a subscribed customer and says so in webhooks', async () => {
    const { browser, devstore } = openTestShop();
    const said: string[] = [];
    devstore.store.listen(({ kind }) => said.push(kind));
    const answer = await browser.post('/contact', form('Reader@Example.com'));
    expect(answer.headers.get('location')).toBe('/collections/all?customer_posted=true#contact_form');
    expect(devstore.store.customers.byEmail('reader@example.com')).toMatchObject({
      tags: ['newsletter'],
      emailConsent: { state: 'subscribed', optInLevel: 'single_opt_in' },
    });
    expect(said).toContain('customer.created');
    expect(said).toContain('customer.consentChanged');
    expect(await browser.page('/?customer_posted=true')).toContain('The next letter is yours');
  });

  it('waits for her yes where the merchant asks for it twice', async () => {
    const { browser, devstore } = openTestShop();
    storefrontSettings(devstore.config).change({ doubleOptIn: true });
    const answer = await browser.post('/contact', form('reader@example.com'));
    expect(answer.headers.get('location')).toContain('customer_posted=pending');
    const consent = () => devstore.store.customers.byEmail('reader@example.com')!.emailConsent;
    expect(consent()).toMatchObject({ state: 'pending', optInLevel: 'confirmed_opt_in' });
    const [mail] = devstore.mailbox.list({ to: 'reader@example.com' });
    const link = new URL(/http:\S+confirm\S+/.exec(devstore.mailbox.get(mail!.id)!.text!)![0]).pathname;
    expect((await browser.get(link.slice(0, -1))).status).toBe(404);
    expect(consent().state).toBe('pending');
    await browser.get(link);
    expect(consent()).toMatchObject({ state: 'subscribed', optInLevel: 'confirmed_opt_in' });
  });

  it('refuses what is no address, beside its own field', async () => {
    const { browser, devstore } = openTestShop();
    const before = devstore.store.customers.all().length;
    const answer = await browser.post('/contact', form('nobody'));
    expect(answer.headers.get('location')).toBe('/collections/all?contact_error=email#contact_form');
    expect(await browser.page('/collections/all?contact_error=email')).toContain('id="newsletter-error"');
    expect(devstore.store.customers.all()).toHaveLength(before);
  });
});
