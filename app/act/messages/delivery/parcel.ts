// What one submission carries, whatever its channel.
import { identity, type IdentityId } from '../../../listen/facts/fact.ts';
import type { Mail } from '../../../platform/mail/mail.ts';
import type { Push } from '../../../platform/push/push.ts';
import type { Text } from '../../../platform/text/text.ts';
import type { Composed } from './compose.server.ts';
import type { MessageLink } from './message-row.ts';

/** What the transport of a channel takes. */
export type Content = { kind: 'mail'; mail: Mail } | { kind: 'text'; text: Text } | { kind: 'push'; push: Push };

export interface Parcel {
  content: Content;
  /** to whom, as its message keeps it: an address, a number, the id of a browser */
  to: string;
  /** under whom the facts of it are told */
  whose: IdentityId;
  /** one line by which it is known on the timeline */
  title: string;
  /** what is kept of it, to be looked at again */
  body: string;
}

export interface Packed {
  parcel: Parcel;
  /** by index; null where a contact's message lacks one that others have */
  links: (MessageLink | null)[];
}

/** Mails are packed here; other channels pack what they compose. @param tag the message, as its provider tells of it */
export function packed(composed: Composed | Packed, tag: string): Packed {
  if ('parcel' in composed) return composed;
  const mail = { ...composed.mail, tag };
  return {
    parcel: {
      content: { kind: 'mail', mail },
      to: mail.to,
      whose: identity('email', mail.to),
      title: mail.subject,
      body: mail.html,
    },
    links: composed.links,
  };
}
