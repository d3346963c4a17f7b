import { describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../fixtures/open-test-shop.ts';
import { storefrontSettings } from '../../settings.ts';

const withPasswords = (shop: TestShop) => storefrontSettings(shop.devstore.config).change({ accounts: 'passwords' });

const lastMail = ({ devstore }: TestShop, to: string) => {
  const [mail] = devstore.mailbox.list({ to });
  return mail && devstore.mailbox.get(mail.id)!;
};
const known = ({ devstore }: TestShop) => devstore.store.customers.all().find(({ email }) => email)!;
const location = (response: Response) => response.headers.get('location');

async function logIn(shop: TestShop, email: string) {
  await shop.browser.post('/account/login', { 'customer[email]': email });
  const code = /\d{6}/.exec(lastMail(shop, email)!.subject)![0];
  return { code, answer: await shop.browser.post('/account/login/code', { code }) };
}

describe('logging in with a code', () => {
  it('lets in who reads the mailbox, and makes an account of an address that is new', async () => {
    const shop = openTestShop();
    const { answer } = await logIn(shop, 'new@example.com');
    expect(location(answer)).toBe('/account');
    expect(await shop.browser.page('/account')).toContain('new@example.com');
    expect(shop.devstore.store.customers.byEmail('new@example.com')).toMatchObject({
      emailConsent: { state: 'not_subscribed' },
    });
  });

  it('takes a code once, in its time, from the browser that asked, and not by guessing', async () => {
    const shop = openTestShop();
    const email = known(shop).email!;
    const { code } = await logIn(shop, email);
    await shop.browser.get('/account/logout');
    await shop.browser.post('/account/login', { 'customer[email]': email });
    const again = /\d{6}/.exec(lastMail(shop, email)!.subject)![0];
    if (again !== code)
      expect(location(await shop.browser.post('/account/login/code', { code }))).toContain('error=code');
    for (let guess = 0; guess < 5; guess += 1) await shop.browser.post('/account/login/code', { code: '12' });
    expect(location(await shop.browser.post('/account/login/code', { code: again }))).toContain('error=code');
    await shop.browser.post('/account/login', { 'customer[email]': email });
    const third = /\d{6}/.exec(lastMail(shop, email)!.subject)![0];
    shop.devstore.clock.moveBy(16 * 60_000);
    expect(location(await shop.browser.post('/account/login/code', { code: third }))).toContain('error=code');
    shop.browser.cookies.clear();
    expect(location(await shop.browser.post('/account/login/code', { code: third }))).toBe('/account/login');
  });

  it('goes back to where one came from, but never to another site', async () => {
    const shop = openTestShop();
    const email = known(shop).email!;
    for (const [asked, given] of [
      ['/products/x', '/products/x'],
      ['//evil.example', '/account'],
      ['/\\evil.example', '/account'],
      ['https://evil.example', '/account'],
    ]) {
      const answer = await shop.browser.post('/account/login', { email, return_to: asked! });
      expect(location(answer)).toBe(given);
    }
  });
});

describe('an account with a password', () => {
  it('is made, left and entered again, and no other password opens it', async () => {
    const shop = openTestShop();
    withPasswords(shop);
    const form = {
      'customer[first_name]': 'Ada',
      'customer[email]': 'Ada@Example.com',
      'customer[password]': 'long enough',
      'customer[accepts_marketing]': 'true',
    };
    expect(location(await shop.browser.post('/account', form))).toBe('/account');
    expect(await shop.browser.page('/account')).toContain('Hello Ada');
    expect(shop.devstore.store.customers.byEmail('ada@example.com')!.emailConsent.state).toBe('subscribed');
    await shop.browser.get('/account/logout');
    const entered = (password: string) =>
      shop.browser.post('/account/login', { 'customer[email]': 'ada@example.com', 'customer[password]': password });
    expect(location(await entered('wrong'))).toContain('error=credentials');
    expect(location(await entered('long enough'))).toBe('/account');
    await shop.browser.get('/account/logout');
    expect(location(await shop.browser.post('/account', form))).toContain('error=taken');
    expect(location(await shop.browser.post('/account', { 'customer[email]': 'x' }))).toContain('error=email');
  });

  it('gets a new password by a link that works once, and tells nobody who is a customer', async () => {
    const shop = openTestShop();
    withPasswords(shop);
    const { email, id } = known(shop);
    const answers = await Promise.all([
      shop.browser.post('/account/recover', { 'customer[email]': email! }),
      shop.browser.post('/account/recover', { 'customer[email]': 'nobody@example.com' }),
    ]);
    expect(new Set(answers.map(location)).size).toBe(1);
    expect(lastMail(shop, 'nobody@example.com')).toBeUndefined();
    const link = new URL(/http:\S+reset\S+/.exec(lastMail(shop, email!)!.text!)![0]).pathname;
    expect(await shop.browser.page(link)).toContain('customer[password_confirmation]');
    const set = (one: string, other: string) =>
      shop.browser.post(link, { 'customer[password]': one, 'customer[password_confirmation]': other });
    expect(location(await set('new secret', 'other'))).toContain('error=differ');
    expect(location(await set('new secret', 'new secret'))).toBe('/account');
    expect(location(await set('evil secret', 'evil secret'))).toContain('error=link');
    expect(location(await shop.browser.get(link.replace(id, '1')))).toContain('error=link');
  });
});

describe('the account', () => {
  it('shows her own orders and nobody else’s', async () => {
    const shop = openTestShop();
    const { orders } = shop.devstore.store;
    const mine = orders.all().at(-1)!;
    const other = orders.all().find((order) => order.customerId !== mine.customerId)!;
    expect(location(await shop.browser.get(`/account/orders/${mine.id}`))).toBe('/account/login');
    await logIn(shop, shop.devstore.store.customers.get(mine.customerId!)!.email!);
    expect(await shop.browser.page('/account')).toContain(`/account/orders/${mine.id}`);
    expect(await shop.browser.page(`/account/orders/${mine.id}`)).toContain(mine.name);
    expect((await shop.browser.get(`/account/orders/${other.id}`)).status).toBe(404);
  });

  it('keeps addresses, one of which is the default', async () => {
    const shop = openTestShop();
    await logIn(shop, 'new@example.com');
    const customer = () => shop.devstore.store.customers.byEmail('new@example.com')!;
    const address = (city: string, more = {}) => ({
      'address[first_name]': 'Ada',
      'address[last_name]': 'Prova',
      'address[address1]': 'Via Lunga 1',
      'address[zip]': '40100',
      'address[city]': city,
      'address[country]': 'IT',
      ...more,
    });
    await shop.browser.post('/account/addresses', address('Bologna'));
    await shop.browser.post('/account/addresses', address('Roma'));
    expect(customer().address?.city).toBe('Bologna');
    expect(customer().otherAddresses).toMatchObject([{ city: 'Roma' }]);
    const [, second] = [
      ...(await shop.browser.page('/account/addresses')).matchAll(/action="(\/account\/addresses\/\d+)"/g),
    ]
      .map(([, action]) => action!)
      .filter((action, index, all) => all.indexOf(action) === index);
    await shop.browser.post(second!, address('Torino', { 'address[default]': '1' }));
    expect([customer().address?.city, customer().otherAddresses?.[0]?.city]).toEqual(['Torino', 'Bologna']);
    await shop.browser.post(second!, { _method: 'delete' });
    expect(customer().otherAddresses).toEqual([]);
    const bad = await shop.browser.post('/account/addresses', { 'address[city]': 'x' });
    expect(location(bad)).toContain('error=address');
  });
});
