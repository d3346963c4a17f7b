import { launchParameters } from '../src/oauth/open-app.ts';
import type { Devstore } from '../src/devstore.ts';
import { mintSessionToken } from '../src/oauth/session-token.ts';
import { primaryLocale } from '../src/shop/language.ts';

const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

const PERSONAS = ['treasure', 'regular', 'browser'];
/** a segment that every shop begins with, and the tag that follows it */
const TAGGED = { segment: 'Big spenders', tag: 'VIP' };

/**
 * What the merchant does first: she switches the recovery journey on, takes the personas that are offered, writes a rule, and
 * makes a key for the tool that has measured her visits so far.
 * @returns the key
 */
export async function takeFirstSteps(devstore: Devstore): Promise<string> {
  await ask(devstore, 'app.journeys.recovery', '/app/journeys/recovery', {
    on: true,
    delayMinutes: 60,
    holdoutShare: 0,
    tag: 'left-a-cart',
  });
  const locale = primaryLocale(devstore.store.shop);
  for (const take of PERSONAS) {
    await ask(devstore, 'app.contacts.personas._index', '/app/contacts/personas', { take, locale });
  }
  const page = await ask(devstore, 'app.contacts.tags', '/app/contacts/tags');
  const { segments } = (await page.json()) as { segments: { id: string; name: { en?: string } | string }[] };
  const { segment: wanted, tag } = TAGGED;
  const segment = segments.find(({ name }) => typeof name !== 'string' && name.en === wanted)?.id;
  if (segment !== undefined) await ask(devstore, 'app.contacts.tags', '/app/contacts/tags', { tag, segment });
  const made = await ask(devstore, 'app.settings.api', '/app/settings/api', { name: 'Visits until now' });
  return ((await made.json()) as { key: string }).key;
}

/** As a page of the app asks its own route, in the merchant's name. */
async function ask(devstore: Devstore, route: string, path: string, body?: object): Promise<Response> {
  const index = route.endsWith('_index') ? 'index&' : '';
  const url = `${devstore.config.appOrigin}${path}?${index}${launchParameters(devstore)}&_data=routes/${route}`;
  const response = await fetch(url, {
    method: body ? 'POST' : 'GET',
    headers: {
      authorization: `Bearer ${mintSessionToken(devstore)}`,
      'content-type': 'application/json',
      'user-agent': USER_AGENT,
      'x-requested-with': 'XMLHttpRequest',
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!response.ok) throw new Error(`The first steps in the app failed at ${path}: it answered ${response.status}.`);
  return response;
}
