import { launchParameters } from '../src/oauth/open-app.ts';
import type { Devstore } from '../src/devstore.ts';
import { mintSessionToken } from '../src/oauth/session-token.ts';

const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** Asks a route of the app as its own page does, in the merchant's name. */
export async function askApp(devstore: Devstore, route: string, path: string, body?: object): Promise<Response> {
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
