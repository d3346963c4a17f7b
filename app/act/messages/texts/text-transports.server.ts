import { LRUCache } from 'lru-cache';
import type { Seal } from '../../../platform/crypto/seal.ts';
import type { Transport } from '../../../platform/submit/transport.ts';
import { createMeta } from '../../../platform/text/meta.server.ts';
import type { Text } from '../../../platform/text/text.ts';
import { createTwilio } from '../../../platform/text/twilio.server.ts';
import type { SenderRow } from '../senders/store.server.ts';
import { readSecrets } from '../senders/transports.server.ts';
import { isTextProvider, TEXT_CONFIGS } from './providers.ts';

interface Options {
  seal: Seal;
  appUrl: string;
  /** stands before every provider's name in place of its own address; for the devstore and tests */
  apiOrigin?: string | undefined;
  /** counts outcomes */
  counting?: (transport: Transport<Text>) => Transport<Text>;
  timeoutMs?: number;
}

/** More than one process has at work at once. */
const KEPT = 200;
const TIMEOUT_MS = 20_000;

/** Where a sender's provider tells what becomes of its texts, and what is answered. */
export const textEventsAddress = (appUrl: string, { events_token: token }: Pick<SenderRow, 'events_token'>): string =>
  `${appUrl}/text-events/${token ?? ''}`;

/** The way of each sender's texts. Kept while its settings stay what they are. */
export function createTextTransports({ counting = (way) => way, ...options }: Options) {
  const kept = new LRUCache<string, Transport<Text>>({ max: KEPT });
  return (sender: SenderRow): Transport<Text> => {
    const key = `${sender.shop} ${sender.id} ${sender.revision}`;
    const made = kept.get(key) ?? counting(make(sender, options));
    kept.set(key, made);
    return made;
  };
}

function make(sender: SenderRow, { seal, appUrl, apiOrigin, timeoutMs = TIMEOUT_MS }: Options): Transport<Text> {
  const { provider } = sender;
  if (!isTextProvider(provider)) throw new Error('a provider that carries no texts');
  const config: unknown = JSON.parse(sender.config);
  const secrets = readSecrets(sender, seal);
  const tools = { timeoutMs, origin: apiOrigin && `${apiOrigin}/${provider}` };
  switch (provider) {
    case 'twilio': {
      const { accountSid, from } = TEXT_CONFIGS.twilio.parse(config);
      const callback = textEventsAddress(appUrl, sender);
      return createTwilio({ accountSid, from, authToken: secrets['authToken'] ?? '', callback }, tools);
    }
    case 'meta': {
      const { phoneNumberId } = TEXT_CONFIGS.meta.parse(config);
      return createMeta({ phoneNumberId, token: secrets['token'] ?? '' }, tools);
    }
    default:
      return provider satisfies never;
  }
}
