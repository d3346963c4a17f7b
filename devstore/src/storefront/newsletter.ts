import { createHmac } from 'node:crypto';
import type { Devstore } from '../devstore.ts';
import type { Customer, Locale } from '../shop/types.ts';
import { sendShopMail } from './accounts/shop-mail.ts';
import { storefrontSettings } from './settings.ts';
import { rootFor } from '../shop/language.ts';

const texts = {
  en: {
    subject: (shop: string) => `Confirm that ${shop} may write to you`,
    line: 'Somebody, we hope you, asked for our letters. They begin when you say yes here.',
    label: 'Yes, write to me',
  },
  it: {
    subject: (shop: string) => `Conferma che ${shop} può scriverti`,
    line: 'Qualcuno, speriamo tu, ha chiesto le nostre lettere. Cominciano quando dici di sì qui.',
    label: 'Sì, scrivetemi',
  },
};

/**
 * What Shopify does with an address from a newsletter form: a customer, subscribed at once, or pending until she says
 * so from her mailbox where the merchant asks for that.
 * https://help.shopify.com/en/manual/promoting-marketing/create-marketing/customer-contact-information
 */
export async function subscribe(
  devstore: Devstore,
  { email, locale, tags = [] }: { email: string; locale: Locale; tags?: string[] },
): Promise<Customer> {
  const { customers, shop } = devstore.store;
  const known = customers.byEmail(email);
  const customer = known ?? customers.create({ email, locale, tags });
  if (customer.emailConsent.state === 'subscribed') return customer;
  if (!storefrontSettings(devstore.config).read().doubleOptIn) return customers.setConsent(customer.id, 'subscribed');
  const pending = customers.setConsent(customer.id, 'pending', 'confirmed_opt_in');
  const { subject, line, label } = texts[locale];
  const root = rootFor(shop, locale);
  const url = `${devstore.config.origin}${root}/newsletter/confirm/${customer.id}/${confirmation(devstore, customer.id)}`;
  await sendShopMail(devstore, { to: email, subject: subject(shop.name), lines: [line], button: { label, url } });
  return pending;
}

export function confirmation({ config }: Pick<Devstore, 'config'>, customerId: string): string {
  return createHmac('sha256', config.apiSecret).update(`newsletter ${customerId}`).digest('hex').slice(0, 32);
}
