// Payloads in the documented shapes, small. Instants are given in seconds after EPOCH.
import type { Delivery } from './read-delivery.ts';

export const EPOCH = 1_790_000_000_000;
export const iso = (seconds: number) => new Date(EPOCH + seconds * 1000).toISOString();

type Changes = Record<string, unknown>;

function changed(payload: Record<string, unknown>, changes: Changes): Record<string, unknown> {
  const whole: Record<string, unknown> = { ...payload, ...changes };
  for (const name of ['created_at', 'updated_at', 'cancelled_at', 'completed_at']) {
    if (typeof whole[name] === 'number') whole[name] = iso(whole[name]);
  }
  return whole;
}

const CUSTOMER = '115310627314723954';
const PRODUCT = '788032119674292922';
const VARIANT = '642667041472713922';

export const product = (changes: Changes) =>
  changed(
    {
      id: PRODUCT,
      title: 'T-Shirt',
      handle: 't-shirt',
      status: 'active',
      published_at: iso(-100),
      vendor: 'Acme',
      product_type: 'Shirts',
      tags: 'mens, cotton',
      updated_at: -50,
      image: { src: 'https://cdn.shopify.com/t.png' },
      variants: [{ id: VARIANT, title: 'Small', price: '19.99', inventory_quantity: 7, inventory_policy: 'deny' }],
    },
    changes,
  );

export const cart = (changes: Changes) =>
  changed(
    {
      id: 'c1',
      token: 'c1',
      updated_at: -30,
      line_items: [{ id: 1, product_id: PRODUCT, quantity: 2 }],
    },
    changes,
  );

export const checkout = (changes: Changes) =>
  changed(
    {
      token: 'k1',
      cart_token: 'c1',
      email: 'john@example.com',
      customer: { id: CUSTOMER, email: 'john@example.com' },
      currency: 'EUR',
      total_price: '40.50',
      abandoned_checkout_url: 'https://x.test/recover?key=secret',
      note_attributes: [{ name: '_sandmill_visitor', value: 'visitor-0001' }],
      created_at: -20,
      updated_at: -10,
      completed_at: null,
      line_items: [{ product_id: PRODUCT, variant_id: VARIANT, title: 'T-Shirt', quantity: 2, price: '19.99' }],
    },
    changes,
  );

export const order = (changes: Changes) =>
  changed(
    {
      id: '820982911946154508',
      name: '#1001',
      email: 'john@example.com',
      customer: { id: CUSTOMER, email: 'John@Example.com' },
      checkout_token: 'k1',
      cart_token: 'c1',
      currency: 'EUR',
      total_price: '40.50',
      test: false,
      cancelled_at: null,
      created_at: 0,
      updated_at: 0,
      landing_site: '/products/t?utm_source=news&utm_campaign=autumn&email=secret@example.com',
      note_attributes: [{ name: '_sandmill_visitor', value: 'visitor-0001' }],
      line_items: [
        {
          id: '487817672276298554',
          product_id: PRODUCT,
          variant_id: VARIANT,
          title: 'T-Shirt',
          quantity: 2,
          price: '19.99',
        },
      ],
    },
    changes,
  );

export const refund = (changes: Changes) =>
  changed(
    {
      id: 9001,
      order_id: '820982911946154508',
      created_at: 40,
      transactions: [
        { kind: 'refund', status: 'success', amount: '15.00', currency: 'EUR' },
        { kind: 'refund', status: 'failure', amount: '99.00', currency: 'EUR' },
      ],
    },
    changes,
  );

export const customer = (changes: Changes) =>
  changed(
    {
      id: CUSTOMER,
      email: 'john@example.com',
      first_name: 'John',
      last_name: 'Smith',
      tags: '',
      created_at: -1000,
      updated_at: -10,
      email_marketing_consent: { state: 'subscribed', consent_updated_at: iso(0) },
    },
    changes,
  );

/** Long digit texts become numbers again: Shopify writes its ids as JSON numbers. */
export function payloadText(payload: unknown): Delivery['payload'] {
  return typeof payload === 'string' ? payload : JSON.stringify(payload).replace(/"(\d{16,})"/g, '$1');
}
