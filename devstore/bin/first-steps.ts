import type { Devstore } from '../src/devstore.ts';
import { primaryLocale } from '../src/shop/language.ts';
import { askApp } from './ask-app.ts';
import { designMails } from './design-mails.ts';
import { planPost } from './plan-post.ts';
import { writeTexts } from './write-texts.ts';

const PERSONAS = ['treasure', 'regular', 'browser'];
/** a segment that every shop begins with, and the tag that follows it */
const TAGGED = { segment: 'Big spenders', tag: 'VIP' };

/**
 * What the merchant does first: she switches the recovery journey on, with a mail and then a text, takes the personas that are offered, writes a rule,
 * designs her mails, and makes a key for the tool that has measured her visits so far.
 * @returns the key
 */
export async function takeFirstSteps(devstore: Devstore): Promise<string> {
  const template = await writeTexts(devstore);
  await askApp(devstore, 'app.journeys.recovery', '/app/journeys/recovery', {
    on: true,
    delayMinutes: 60,
    holdoutShare: 0,
    tag: 'left-a-cart',
    reminder: { on: true, channel: 'sms', template, delayMinutes: 180 },
  });
  const locale = primaryLocale(devstore.store.shop);
  for (const take of PERSONAS) {
    await askApp(devstore, 'app.contacts.personas._index', '/app/contacts/personas', { take, locale });
  }
  const page = await askApp(devstore, 'app.contacts.tags', '/app/contacts/tags');
  const { segments } = (await page.json()) as { segments: { id: string; name: { en?: string } | string }[] };
  const { segment: wanted, tag } = TAGGED;
  const segment = segments.find(({ name }) => typeof name !== 'string' && name.en === wanted)?.id;
  if (segment !== undefined) await askApp(devstore, 'app.contacts.tags', '/app/contacts/tags', { tag, segment });
  await designMails(devstore);
  await planPost(devstore);
  const made = await askApp(devstore, 'app.settings.api', '/app/settings/api', { name: 'Visits until now' });
  return ((await made.json()) as { key: string }).key;
}
