import { launchParameters } from '../src/oauth/open-app.ts';
import type { Devstore } from '../src/devstore.ts';
import { mintSessionToken } from '../src/oauth/session-token.ts';

const ROUTE = 'routes/app.journeys.recovery';
const USER_AGENT =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

/** What the merchant does first: she switches the recovery journey on, with the hour that it suggests. */
export async function switchRecoveryOn(devstore: Devstore): Promise<void> {
  const url = `${devstore.config.appOrigin}/app/journeys/recovery?${launchParameters(devstore)}&_data=${ROUTE}`;
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${mintSessionToken(devstore)}`,
      'content-type': 'application/json',
      'user-agent': USER_AGENT,
      'x-requested-with': 'XMLHttpRequest',
    },
    body: JSON.stringify({ on: true, delayMinutes: 60, holdoutShare: 0 }),
  });
  if (!response.ok)
    throw new Error(`The recovery journey could not be switched on: the app answered ${response.status}.`);
}
