import type { Devstore } from '../src/devstore.ts';
import { primaryLocale } from '../src/shop/language.ts';
import { askApp } from './ask-app.ts';

const WORDS = {
  en: { name: 'Weekend offer', text: 'Hi {{ contact.first_name | default: "there" }}! 15% off until Sunday: ' },
  it: { name: 'Offerta del fine settimana', text: 'Ciao {{ contact.first_name }}! Sconto del 15% fino a domenica: ' },
};

/** A number that stands for one of Twilio's, and an SMS that is ready to be sent by a campaign. */
export async function writeText(devstore: Devstore): Promise<void> {
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
  const { name, text } = WORDS[locale];
  const of = { name, channel: 'sms', locale };
  const made = await askApp(devstore, 'app.campaigns.texts._index', '/app/campaigns/texts', of);
  const id = /\/texts\/([\w-]+)/.exec(made.headers.get('x-remix-redirect') ?? made.url)?.[1];
  if (id === undefined) throw new Error('The first text of the demo was not made.');
  await askApp(devstore, 'app.campaigns.texts.$id', `/app/campaigns/texts/${id}`, {
    name,
    document: { version: 1, locale, text: `${text}${devstore.config.origin}/collections/all` },
    revision: 1,
    ready: true,
  });
}
