import { describe, expect, it } from 'vitest';
import { LINES } from '../../../decide/journeys/rows-in-test.ts';
import { brandSchema } from '../../../shop/settings/brand.ts';
import { liquidTemplate } from './liquid.ts';
import { renderConfirmation, renderRecovery } from './mail-template.server.ts';
import { recoveryView } from './recovery-view.ts';
import { MAIL_LOCALES, mailLocale } from './words.ts';

const BRAND = brandSchema.parse({});

const view = (changes: Partial<Parameters<typeof recoveryView>[0]> = {}) =>
  recoveryView({
    shop: { name: 'Corner & Sons', host: 'corner.example' },
    sender: 'hello@corner.example',
    firstName: 'Ada',
    cart: { lines: LINES, total: 12_300, currency: 'EUR' },
    links: {
      shop: 'https://x.test/s',
      restore: 'https://x.test/m/c/r?a=1&b=2',
      unsubscribe: 'https://x.test/m/u/t',
      preferences: 'https://x.test/m/p/t',
    },
    locale: 'en',
    ...changes,
  });

describe('the recovery mail', () => {
  it.each(MAIL_LOCALES)('shows cart, prices, one button and the way out [%s]', async (locale) => {
    const mail = await renderRecovery(locale, BRAND, view({ locale }));
    expect(mail.html).toContain('Linen shirt');
    expect(mail.html).toContain('alt="Linen shirt"');
    expect(mail.html).toContain('href="https://x.test/m/c/r?a=1&amp;b=2"');
    expect(mail.html.match(/href="https:\/\/x\.test\/m\/u\/t"/g)).toHaveLength(1);
    expect(mail.html).toContain(`lang="${locale}"`);
    expect(mail.html).not.toContain('googleapis');
    expect(mail.html).not.toMatch(/\{\{|\{%/);
    expect(mail.text).not.toMatch(/\{\{|\{%|<|&amp;/);
    expect(mail.text).toContain('https://x.test/m/c/r?a=1&b=2');
    expect(mail.text).toContain(locale === 'it' ? '98,00' : '98.00');
    expect(mail.subject).toContain('Corner & Sons');
    expect(mail.subject).toMatch(locale === 'it' ? /^Ada, il tuo carrello/ : /^Ada, your cart/);
  });

  it('wears the brand of its shop, and says its postal address', async () => {
    const brand = brandSchema.parse({
      colours: { page: '#102030', text: '#332211', button: '#aa0055', buttonText: '#ffffff' },
      logo: { url: 'https://corner.example/logo.png', alt: 'Corner "&" {{ shop.host }}' },
      fonts: { heading: 'georgia', wish: 'Corner Sans' },
      corners: 'round',
      address: 'Via Roma 1 <40100> {{ shop.host }}',
    });
    const { html, text } = await renderRecovery('it', brand, view({ locale: 'it' }));
    for (const worn of ['#102030', '#aa0055', '#332211', 'Corner Sans', 'Georgia', 'https://corner.example/logo.png'])
      expect(html).toContain(worn);
    expect(html).toContain('alt="Corner &#34;&amp;&#34; {{ shop.host }}"');
    expect(html).toContain('Via Roma 1 &lt;40100&gt; {{ shop.host }}');
    expect(text).toContain('Via Roma 1 <40100> {{ shop.host }}');
    // another shop's is not this one's
    expect((await renderRecovery('it', BRAND, view({ locale: 'it' }))).html).not.toContain('#aa0055');
  });

  it('speaks to someone without a name', async () => {
    const mail = await renderRecovery('it', BRAND, view({ firstName: null }));
    expect(mail.subject).toMatch(/^Il tuo carrello/);
    expect(mail.text).toMatch(/^Hai lasciato qualcosa/);
  });

  it('does not run what a shopper typed', async () => {
    const lines = [
      { ...LINES[0], title: '<img src=x onerror=alert(1)>{{ shop.name }}', imageUrl: 'javascript:alert(1)' },
    ];
    const mail = await renderRecovery(
      'en',
      BRAND,
      view({ firstName: '"><script>', cart: { lines, total: 1, currency: 'EUR' } }),
    );
    expect(mail.html).not.toContain('<script>');
    expect(mail.html).not.toContain('<img src=x');
    expect(mail.html).not.toContain('javascript:');
    expect(mail.html).toContain('{{ shop.name }}');
  });

  it('counts the lines it does not show and survives broken ones', async () => {
    const lines = [...Array.from({ length: 8 }, () => LINES[0]), { nonsense: true }, null];
    const mail = await renderRecovery('en', BRAND, view({ cart: { lines, total: 1, currency: 'JPY' } }));
    expect(mail.text).toContain('and 2 more');
    expect(
      (await renderRecovery('en', BRAND, view({ cart: { lines: 'x', total: 1, currency: 'EUR' } }))).html,
    ).toBeTruthy();
  });

  it('renders in well under a millisecond or two once it is compiled', async () => {
    await renderRecovery('en', BRAND, view());
    const started = performance.now();
    for (let index = 0; index < 50; index++) await renderRecovery('en', BRAND, view());
    expect((performance.now() - started) / 50).toBeLessThan(10);
  });
});

describe('the mail that asks for consent', () => {
  it.each(MAIL_LOCALES)('asks one question with one button, and promises nothing [%s]', async (locale) => {
    const mail = await renderConfirmation(locale, BRAND, {
      shop: { name: 'Corner & Sons', host: 'corner.example' },
      sender: { address: 'hello@corner.example' },
      days: 7,
      shop_url: 'https://corner.example',
      confirm_url: 'https://x.test/m/y/t',
    });
    expect(mail.html.match(/href="https:\/\/x\.test\/m\/y\/t"/g)).toHaveLength(1);
    expect(mail.html).toContain(`lang="${locale}"`);
    expect(mail.html).not.toMatch(/\{\{|\{%|googleapis/);
    expect(mail.text).toContain('https://x.test/m/y/t');
    expect(mail.text).toContain(locale === 'it' ? '7 giorni' : '7 days');
    expect(mail.text).not.toMatch(/\{\{|<|&amp;/);
    expect(mail.subject).toContain('Corner & Sons');
  });
});

describe('the Liquid engine', () => {
  it('stops a runaway template and shows own properties only', () => {
    expect(() => liquidTemplate('{% for i in (1..100000000) %}{{ i }}{% endfor %}')({})).toThrow();
    expect(liquidTemplate('{{ a.constructor }}{{ a.b }}')({ a: { b: 'x' } })).toBe('x');
  });
});

describe('the language of a mail', () => {
  it.each([
    [['it-IT', 'en'], 'it'],
    [[null, undefined, 'it'], 'it'],
    [['de', 'it'], 'en'],
    [[null], 'en'],
  ])('%j is %s', (tags, locale) => {
    expect(mailLocale(...tags)).toBe(locale);
  });
});
