import { launchParameters } from '../src/oauth/open-app.ts';
import type { Devstore } from '../src/devstore.ts';
import { mintSessionToken } from '../src/oauth/session-token.ts';
import { primaryLocale } from '../src/shop/language.ts';

const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

const PERSONAS = {
  en: [
    { take: 'treasure', name: 'Treasure hunter', description: 'Spends more than four in five customers.' },
    { take: 'regular', name: 'The regular', description: 'Bought at least twice and comes back.' },
    { take: 'browser', name: 'Window shopper', description: 'Looks around a lot and has not bought yet.' },
  ],
  it: [
    { take: 'treasure', name: 'Cerca tesori', description: 'Spende più di quattro clienti su cinque.' },
    { take: 'regular', name: 'L’affezionata', description: 'Ha comprato almeno due volte e torna.' },
    { take: 'browser', name: 'Guarda le vetrine', description: 'Guarda molto e non ha ancora comprato.' },
  ],
} as const;
/** a segment that every shop begins with, and the tag that follows it */
const TAGGED = [
  { segment: 'Big spenders', tag: 'VIP' },
  { segment: 'Grandi clienti', tag: 'VIP' },
];

/** What the merchant does first: she switches the recovery journey on, takes the personas that are offered, and writes a rule. */
export async function takeFirstSteps(devstore: Devstore): Promise<void> {
  await ask(devstore, 'app.journeys.recovery', '/app/journeys/recovery', {
    on: true,
    delayMinutes: 60,
    holdoutShare: 0,
  });
  for (const persona of PERSONAS[primaryLocale(devstore.store.shop) === 'it' ? 'it' : 'en']) {
    await ask(devstore, 'app.contacts.personas._index', '/app/contacts/personas', persona);
  }
  const page = await ask(devstore, 'app.contacts.tags', '/app/contacts/tags');
  const { segments } = (await page.json()) as { segments: { id: string; name: string }[] };
  for (const { segment, tag } of TAGGED) {
    const id = segments.find(({ name }) => name === segment)?.id;
    if (id !== undefined) await ask(devstore, 'app.contacts.tags', '/app/contacts/tags', { tag, segment: id });
  }
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
