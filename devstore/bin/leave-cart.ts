import type { Devstore } from '../src/devstore.ts';
import { primaryLocale } from '../src/shop/language.ts';

const NAMES = { en: { firstName: 'Nora', lastName: 'Lind' }, it: { firstName: 'Nora', lastName: 'Lindi' } };
const ADDRESS = 'nora@example.com';
/** of those that are kept free for stories: nobody has it */
const PHONE = '+390555550123';

/**
 * Somebody who takes mails and texts leaves at the checkout: the recovery journey writes to her twice, once by each.
 * @returns who
 */
export function leaveCart({ store }: Devstore): string {
  const locale = primaryLocale(store.shop);
  const name = NAMES[locale];
  const customer = store.customers.create({ email: ADDRESS, phone: PHONE, ...name, locale, consent: 'subscribed' });
  store.customers.setSmsConsent(customer.id, 'subscribed');
  const wanted = store.products.all().filter(({ variants }) => variants.length > 0);
  const lines = [wanted[3], wanted[8]].flatMap((product) => {
    const variant = product?.variants[0];
    return variant ? [{ variantId: variant.id, quantity: 1 }] : [];
  });
  const { token } = store.carts.create({
    landingPage: '/',
    referrer: null,
    occurredAt: customer.createdAt,
  });
  store.carts.add(token, lines);
  store.checkouts.start(token, { email: ADDRESS, acceptsMarketing: true, locale });
  return `${name.firstName} ${name.lastName}`;
}
