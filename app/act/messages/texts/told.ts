import type { TextChannel } from '../../../platform/text/text.ts';
import type { MailEvent } from '../events/mail-event.ts';

/** A text that somebody sent to the shop's number. */
export interface Inbound {
  /** the provider's */
  id: string;
  channel: TextChannel;
  /** in E.164; null where it is no number */
  from: string | null;
  text: string;
  at: number;
  /** the provider has answered it by words of its own, as a merchant may have set it up there */
  answered: boolean;
}

/** What a provider told in one call: what became of our texts, and what was answered. */
export interface TextsTold {
  events: MailEvent[];
  inbound: Inbound[];
}

export const NOTHING_TOLD: TextsTold = { events: [], inbound: [] };
