// What campaigns need from the wing that sends, filled by the composition.
import type { Reader, Trx } from '../../platform/db/db.ts';

/** A member whose turn has come, and what she gets. */
export interface CampaignMail {
  contact: string;
  variant: string;
  template: string;
  templateVersion: number | null;
}

export interface CampaignMessages {
  /** one message for each, by the key `c:campaign:contact`; what is there already stays */
  queue(
    trx: Trx,
    shop: string,
    campaign: { id: string; purpose: string; channel: string },
    mails: readonly CampaignMail[],
    now: number,
  ): Promise<void>;
  /** so many of its messages wait to leave, as far as that is counted */
  waiting(trx: Trx, shop: string, campaign: string, now: number, most: number): Promise<number>;
  /** whether any has still to leave, be it later, or is on the wire */
  open(trx: Trx, shop: string, campaign: string): Promise<boolean>;
  /** those that wait stay where they are until they are released */
  hold(trx: Trx, shop: string, campaign: string): Promise<void>;
  release(trx: Trx, shop: string, campaign: string, now: number): Promise<void>;
  /** those that wait never leave */
  cancel(trx: Trx, shop: string, campaign: string): Promise<void>;
}

export interface CampaignTemplates {
  /** the version of each of a channel that can be sent; who is not in the map has none */
  published(
    reader: Reader | Trx,
    shop: string,
    channel: string,
    templates: readonly string[],
  ): Promise<Map<string, number>>;
  /** whether anything carries messages of a channel */
  carried(reader: Reader | Trx, shop: string, channel: string): Promise<boolean>;
}
