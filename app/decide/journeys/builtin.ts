import type { Channel } from '../../listen/facts/fact.ts';

/** What a condition node may ask of a passage by a word of the engine. `may-mail` is how journeys ask for mail. */
export const BUILTINS = [
  'not-bought',
  'latest',
  'may-mail',
  'may-reach:sms',
  'may-reach:whatsapp',
  'may-reach:push',
] as const;

export type Builtin = (typeof BUILTINS)[number];

/** Whether she may be reached on a channel, as the word that asks for it. */
export const mayReach = (channel: Channel): Builtin => (channel === 'email' ? 'may-mail' : `may-reach:${channel}`);

/** The channel that a word asks about; null for one that asks about something else. */
export function channelAsked(builtin: Builtin): Channel | null {
  switch (builtin) {
    case 'may-mail':
      return 'email';
    case 'may-reach:sms':
      return 'sms';
    case 'may-reach:whatsapp':
      return 'whatsapp';
    case 'may-reach:push':
      return 'push';
    case 'not-bought':
    case 'latest':
      return null;
    default:
      return builtin satisfies never;
  }
}
