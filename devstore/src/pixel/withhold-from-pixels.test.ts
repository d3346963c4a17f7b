import { expect, it } from 'vitest';
import type { ProtectedData } from '../shop/store.ts';
import { openTestShop } from '../storefront/fixtures/open-test-shop.ts';

interface Told {
  customer: Record<string, unknown>;
  events: { name: string; data: { checkout?: Record<string, Record<string, unknown>> } }[];
}

/** What the pixels of a shopper with an account are told at the end of her checkout. */
async function toldWith(approved: Partial<ProtectedData>): Promise<{ told: Told; checkout: Record<string, unknown> }> {
  const { browser, devstore } = openTestShop();
  devstore.store.app.setProtectedData(approved);
  const customer = devstore.store.customers.all().find(({ email, phone }) => email && phone)!;
  await browser.post('/account/login', { email: customer.email! });
  const variant = devstore.store.products.all()[0]!.variants.find(({ inventoryQuantity }) => inventoryQuantity > 1)!;
  await browser.json('/cart/add.js', { id: variant.id, quantity: 1 });
  const here = (await browser.post('/cart', { checkout: '1' })).headers.get('location')!;
  const contact = { step: 'contact', email: 'ada@example.com' };
  const address = { step: 'shipping', first_name: 'Ada', last_name: 'Prova', address1: 'Via Lunga 1', zip: '40100' };
  await browser.post(here, contact);
  await browser.post(here, { ...address, city: 'Bologna', country: 'IT' });
  const paid = await browser.post(here, { step: 'payment' });
  const page = await browser.page(paid.headers.get('location')!);
  const told = JSON.parse(/web-pixels-manager-setup" type="application\/json">(.*?)<\/script>/.exec(page)![1]!) as Told;
  return { told, checkout: told.events.find(({ name }) => name === 'checkout_completed')!.data.checkout! };
}

it('a pixel of an app that is approved for everything is told everything', async () => {
  const { told, checkout } = await toldWith({});
  expect(told.customer).toMatchObject({ email: expect.stringContaining('@') as string });
  expect(checkout).toMatchObject({
    email: 'ada@example.com',
    shippingAddress: { firstName: 'Ada', address1: 'Via Lunga 1', zip: '40100' },
  });
});

it('without approvals the events come, with null for names, e-mails, phones and addresses', async () => {
  const { told, checkout } = await toldWith({ name: false, email: false, phone: false, address: false });
  const nobody = { email: null, phone: null, firstName: null, lastName: null };
  expect(told.customer).toMatchObject({ ...nobody, id: expect.any(String) as string });
  const where = { firstName: null, lastName: null, address1: null, zip: null, city: 'Bologna', countryCode: 'IT' };
  expect(checkout).toMatchObject({ email: null, phone: null, shippingAddress: where, billingAddress: where });
  expect(checkout).toMatchObject({ totalPrice: { amount: expect.any(Number) as number } });
});

it('each approval opens its own fields, and only beside the one for customer data', async () => {
  const email = { name: false, email: true, phone: false, address: false };
  expect((await toldWith(email)).checkout).toMatchObject({
    email: 'ada@example.com',
    shippingAddress: { firstName: null, zip: null },
  });
  expect((await toldWith({ customers: false })).checkout).toMatchObject({ email: null });
});
