import type { Database, Trx } from '../../../platform/db/db.ts';
import { heldBack } from '../pace/held-back.server.ts';
import type { DesignedMails } from '../templates/design/designed-mails.server.ts';
import { readyPushes } from '../push/ready-pushes.server.ts';
import { readyTexts } from '../texts/ready-texts.server.ts';
import type { ShortMessages } from '../texts/short-messages.server.ts';
import type { MessageRow } from './message-row.ts';
import { readyCampaigns } from './ready-campaigns.server.ts';
import { CONFIRMATION, readyConfirmations, REMINDER } from './ready-confirmations.server.ts';
import { readyRecoveries, type ReadyTools } from './ready-recoveries.server.ts';
import type { Ready } from './ready.ts';

export interface AmongTools extends ReadyTools {
  designed: DesignedMails;
  shorts: ShortMessages;
  dialect: Database['dialect'];
}

/** Of claimed messages of one channel: which may leave, and as what. What is too much for its contact waits. */
export async function readyAmong(
  trx: Trx,
  shop: string,
  channel: string,
  claimed: readonly MessageRow[],
  tools: AmongTools,
): Promise<Map<string, Ready>> {
  const ready = await ofChannel(trx, shop, channel, claimed, tools);
  const leaving = claimed.filter(({ id }) => 'because' in (ready.get(id) ?? {}));
  return new Map([...ready, ...(await heldBack(trx, shop, leaving, tools.now, tools.dialect))]);
}

/** Each channel has a last look of its own, and of mails each template. */
async function ofChannel(
  trx: Trx,
  shop: string,
  channel: string,
  claimed: readonly MessageRow[],
  tools: AmongTools,
): Promise<Map<string, Ready>> {
  if (channel === 'sms' || channel === 'whatsapp') return readyTexts(trx, shop, channel, claimed, tools);
  if (channel === 'push') return readyPushes(trx, shop, claimed, tools);
  const asks = ({ template }: MessageRow) => template === CONFIRMATION || template === REMINDER;
  const asking = claimed.filter(asks);
  const ofCampaigns = claimed.filter(({ campaign }) => campaign !== null);
  const others = claimed.filter((message) => !asks(message) && message.campaign === null);
  return new Map<string, Ready>([
    ...(await readyConfirmations(trx, shop, asking, tools)),
    ...(await readyCampaigns(trx, shop, ofCampaigns, tools)),
    ...(await readyRecoveries(trx, shop, others, tools)),
  ]);
}
