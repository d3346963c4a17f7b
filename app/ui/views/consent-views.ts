import type { Channel, ConsentState } from '../../listen/facts/fact.ts';

export interface ChannelView {
  channel: Channel;
  /** what it is for, where it is not marketing as a whole */
  purpose: string;
  state: ConsentState;
  since: number | null;
  source: string | null;
  /** whether she can be reached there at all: an address, a number */
  reachable: boolean;
}

export interface ConsentLine {
  id: string;
  at: number;
  channel: Channel;
  purpose: string;
  state: ConsentState;
  source: string;
  /** what she was shown */
  text: string | null;
  /** a person's reason */
  note: string | null;
  /** the page, the form, the list: what else shows it */
  proof: { name: string; value: string }[];
  /** staff have taken it back */
  undone: boolean;
  undoable: boolean;
}

/** What she chose herself of the mail she gets; null where she chose nothing. */
export interface WishesView {
  frequency: 'all' | 'weekly' | 'monthly';
  pausedUntil: number | null;
  language: string | null;
}

export interface ContactConsentView {
  wishes: WishesView | null;
  /** what the shop calls its purposes, by how the log names them */
  topics: Record<string, { en: string; it: string }>;
  channels: ChannelView[];
  /** latest first */
  log: ConsentLine[];
  suppressed: boolean;
  /** whether she may be asked by mail now; `wait` until then */
  ask: { may: boolean; wait: number | null };
}

export type AskedAnswer =
  | { result: 'asked' | 'subscribed' | 'refused' | 'nobody' | 'no_address' | 'erased' }
  | { result: 'wait'; from: number };

export interface ConsentPages {
  of(shop: string, contact: string): Promise<ContactConsentView | null>;
  /** `refused`: she has said otherwise herself, and only she may come back; `asked`: the shop wants her to confirm it */
  say(
    shop: string,
    contact: string,
    told: { channel: Channel; purpose: string; state: 'subscribed' | 'unsubscribed'; note: string },
    staff: string,
  ): Promise<'said' | AskedAnswer['result']>;
  undo(shop: string, contact: string, entry: string, staff: string): Promise<boolean>;
  ask(shop: string, contact: string, staff: string): Promise<AskedAnswer>;
  /** of the last 30 days */
  asked(shop: string): Promise<{ asked: number; confirmed: number }>;
}
