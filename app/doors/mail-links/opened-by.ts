import { isbot } from 'isbot';
import type { OpenedBy } from '../../act/messages/tracking.server.ts';

/** What asks for pictures in somebody's place at the moment when she opens a mail: Gmail's, and Yahoo's. */
const RELAYS = /GoogleImageProxy|YahooMailProxy/;

/**
 * Apple's Mail Privacy Protection loads the pictures of all mails, opened or not, and says no more of itself than this.
 * https://help.socketlabs.com/docs/identifying-apple-mpp-opens-in-notification-api-events
 */
const APPLE = /^Mozilla\/5\.0$/;

/**
 * Who asked for the picture of a mail, as far as that can be known; null for whoever opens everything, such as scanners.
 * @param purpose of a prefetch, as browsers tell
 */
export function openedBy(agent: string | undefined, purpose = ''): OpenedBy | null {
  if (!agent) return 'program';
  if (RELAYS.test(agent)) return 'person';
  if (APPLE.test(agent.trim())) return 'program';
  if (isbot(agent)) return null;
  return /prefetch|preview/i.test(purpose) ? 'program' : 'person';
}
