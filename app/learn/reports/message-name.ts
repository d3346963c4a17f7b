import type { Channel } from '../../listen/facts/fact.ts';

/** What a message is called: by its first line, and where nothing was laid out or it is kept no longer, by its template. */
export interface MessageName {
  channel: Channel;
  subject: string | null;
  template: string;
  /** null where it is one of our own */
  templateName: string | null;
}
