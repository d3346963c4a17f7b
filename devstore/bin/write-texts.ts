import type { Devstore } from '../src/devstore.ts';
import { primaryLocale } from '../src/shop/language.ts';
import { askApp } from './ask-app.ts';

const OFFER = {
  en: { name: 'Weekend offer', text: 'Hi {{ contact.first_name | default: "there" }}! 15% off until Sunday: ' },
  it: { name: 'Offerta del fine settimana', text: 'Ciao {{ contact.first_name }}! Sconto del 15% fino a domenica: ' },
};
const CART = {
  en: {
    name: 'Your cart',
    text: 'Hi {{ contact.first_name | default: "there" }}, {{ cart.first_title }} is still in your cart: {{ cart.restore_url }}',
  },
  it: {
    name: 'Il tuo carrello',
    text: 'Ciao {{ contact.first_name }}, {{ cart.first_title }} è ancora nel tuo carrello: {{ cart.restore_url }}',
  },
};

/** A number that stands for one of Twilio's, and two SMS that are ready. @returns the one about a cart */
export async function writeTexts(devstore: Devstore): Promise<string> {
  await askApp(devstore, 'app.settings.texts.$id', '/app/settings/texts/new', {
    draft: {
      name: devstore.store.shop.name,
      channel: 'sms',
      provider: 'twilio',
      config: { accountSid: `AC${'0'.repeat(32)}`, from: '+15005550006', price: 0.05 },
      secrets: { authToken: 'local-demo' },
      perSecond: null,
      perHour: null,
    },
  });
  const locale = primaryLocale(devstore.store.shop) === 'it' ? 'it' : 'en';
  const { name, text } = OFFER[locale];
  await write(devstore, locale, { name, text: `${text}${devstore.config.origin}/collections/all` });
  return write(devstore, locale, CART[locale]);
}

/** @returns its id */
async function write(
  devstore: Devstore,
  locale: 'en' | 'it',
  { name, text }: { name: string; text: string },
): Promise<string> {
  const of = { name, channel: 'sms', locale };
  const made = await askApp(devstore, 'app.campaigns.texts._index', '/app/campaigns/texts', of);
  const id = /\/texts\/([\w-]+)/.exec(made.headers.get('x-remix-redirect') ?? made.url)?.[1];
  if (id === undefined) throw new Error('A text of the demo was not made.');
  await askApp(devstore, 'app.campaigns.texts.$id', `/app/campaigns/texts/${id}`, {
    name,
    document: { version: 1, locale, text },
    revision: 1,
    ready: true,
  });
  return id;
}
