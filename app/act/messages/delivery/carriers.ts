import type { MailTransport } from '../../../platform/mail/mail.ts';
import type { Push } from '../../../platform/push/push.ts';
import type { SubmitOutcome } from '../../../platform/submit/outcome.ts';
import type { Transport } from '../../../platform/submit/transport.ts';
import type { Text } from '../../../platform/text/text.ts';
import type { SenderRow } from '../senders/store.server.ts';
import type { Content } from './parcel.ts';

/** The ways of the channels: which transport a sender's contents leave by. */
export interface Carriers {
  mail: (sender: SenderRow) => MailTransport;
  text?: (sender: SenderRow) => Transport<Text>;
  push?: Transport<Push>;
}

export async function carry(carriers: Carriers, sender: SenderRow, content: Content): Promise<SubmitOutcome> {
  switch (content.kind) {
    case 'mail':
      return carriers.mail(sender).submit(content.mail);
    case 'text':
      return (await carriers.text?.(sender).submit(content.text)) ?? NO_WAY;
    case 'push':
      return (await carriers.push?.submit(content.push)) ?? NO_WAY;
    default:
      return content satisfies never;
  }
}

const NO_WAY: SubmitOutcome = {
  kind: 'refused',
  permanent: true,
  reason: 'nothing carries messages of this channel here',
};
