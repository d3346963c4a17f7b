import type { Log } from '../../../platform/log/log.ts';
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

/** Opens the sender's way, and hands over. What does not open, for instance when a secret cannot be unsealed, lets nothing out. */
export async function carry(carriers: Carriers, sender: SenderRow, content: Content, log: Log): Promise<SubmitOutcome> {
  let handOver: () => Promise<SubmitOutcome>;
  try {
    handOver = opened(carriers, sender, content);
  } catch (error) {
    log.error({ err: error, shop: sender.shop, provider: sender.provider }, 'the way of a sender could not be opened');
    return UNOPENED;
  }
  return handOver();
}

function opened(carriers: Carriers, sender: SenderRow, content: Content): () => Promise<SubmitOutcome> {
  switch (content.kind) {
    case 'mail': {
      const way = carriers.mail(sender);
      return () => way.submit(content.mail);
    }
    case 'text': {
      const way = carriers.text?.(sender);
      return async () => (await way?.submit(content.text)) ?? NO_WAY;
    }
    case 'push':
      return async () => (await carriers.push?.submit(content.push)) ?? NO_WAY;
    default:
      return content satisfies never;
  }
}

const UNOPENED: SubmitOutcome = {
  kind: 'refused',
  permanent: false,
  reason: 'the settings of the sender could not be read',
  trouble: 'unreachable',
};
const NO_WAY: SubmitOutcome = {
  kind: 'refused',
  permanent: true,
  reason: 'nothing carries messages of this channel here',
};
