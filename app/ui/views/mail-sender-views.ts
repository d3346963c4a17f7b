import type { Channel } from '../../listen/facts/fact.ts';
import type { DomainCheck } from '../../act/messages/senders/domain-check.ts';
import type { Gate } from '../../act/messages/senders/pace.ts';
import type { SavedSender, SenderDraft } from '../../act/messages/senders/service.server.ts';
import type { TestMailAnswer } from './settings-views.ts';

export type { DomainCheck, SavedSender, SenderDraft };

export interface SenderLine {
  id: string;
  /** the shop's own, which cannot be taken away */
  own: boolean;
  standard: boolean;
  name: string;
  address: string;
  channel: Channel;
  /** what carries it: a provider of mails, of texts, or of push */
  provider: string;
  pace: SenderPace;
}

/** Whether mails leave by it now, and if not, until when and why. */
export interface SenderPace {
  why: Gate | null;
  opens: number;
  /** what its way said last, where it is in trouble */
  trouble: string | null;
  /** today's part of the warm-up; null without one, or when it is over */
  warmUp: { used: number; today: number; target: number } | null;
}

/** Where its provider sends its events to. */
export interface EventsDoor {
  address: string;
  /** of Postmark, which asks for them */
  user: string | null;
  password: string | null;
}

export interface SenderView {
  line: SenderLine | null;
  draft: SenderDraft;
  /** secrets that are kept and not shown */
  kept: string[];
  events: EventsDoor | null;
}

export interface MailSenderPages {
  list(shop: string): Promise<SenderLine[]>;
  /** @param id null for a new one; @returns null for one that is not there */
  one(shop: string, id: string | null): Promise<SenderView | null>;
  save(shop: string, id: string | null, draft: SenderDraft): Promise<SavedSender>;
  makeStandard(shop: string, id: string): Promise<boolean>;
  remove(shop: string, id: string): Promise<boolean>;
  restore(shop: string, id: string): Promise<boolean>;
  tryNow(shop: string, id: string): Promise<boolean>;
  check(shop: string, id: string): Promise<DomainCheck[] | null>;
  sendTest(shop: string, id: string, request: { to: string; locale: 'en' | 'it' }): Promise<TestMailAnswer>;
}
