import type { TestPushOutcome } from '../../act/messages/push/test-push.server.ts';
import type { SavedSender } from '../../act/messages/senders/service.server.ts';
import type { Segments } from '../../act/messages/texts/segments.ts';
import type { ShortChannel, ShortDocument } from '../../act/messages/texts/short-document.ts';
import type { ShortFault } from '../../act/messages/texts/short-faults.ts';
import type { ShortTemplateLine } from '../../act/messages/texts/short-templates.server.ts';
import type { TextSenderDraft } from '../../act/messages/texts/text-senders.server.ts';
import type { TestTextOutcome } from '../../act/messages/texts/test-text.server.ts';
import type { SenderLine } from './mail-sender-views.ts';
import type { LiquidField, MailPerson } from './template-views.ts';
import type { Words } from './told.ts';

export type { Segments, ShortChannel, ShortDocument, ShortTemplateLine, TextSenderDraft };

export interface ShortEdit extends ShortTemplateLine {
  document: ShortDocument;
  revision: number;
  fields: LiquidField[];
  people: MailPerson[];
  shopName: string;
  /** of one segment or message, in the shop's money, as its sender says; null where nobody said, or nobody carries it */
  price: number | null;
  /** whether anything carries this channel */
  carried: boolean;
}

export interface ShortShown {
  title: string;
  text: string;
  url: string;
  /** of an SMS */
  segments: Segments | null;
  faults: { severity: ShortFault['severity']; words: Words }[];
}

/** A short message as a phone would show it. */
export interface ShortPictured {
  channel: ShortChannel;
  from: string;
  title: string;
  text: string;
  picture: string;
}

export interface TextSenderView {
  line: SenderLine | null;
  draft: TextSenderDraft;
  /** secrets that are kept and not shown */
  kept: string[];
  /** where its provider tells what becomes of texts; of Meta also the word that it asks for */
  events: { address: string; verify: string | null } | null;
  /** what HELP is answered with where its merchant wrote nothing else */
  helpWords: Words;
}

export type ShortSaved = { ok: true; revision: number; published: boolean } | { ok: false; reason: string };

export interface TextPages {
  list(shop: string): Promise<ShortTemplateLine[]>;
  create(shop: string, of: { name: string; channel: ShortChannel; locale: 'en' | 'it' }): Promise<string>;
  edit(shop: string, id: string): Promise<ShortEdit | null>;
  /** @param ready whether it is what is sent from now on */
  save(
    shop: string,
    id: string,
    draft: { name: string; document: ShortDocument; revision: number; ready: boolean; who: string },
  ): Promise<ShortSaved>;
  preview(shop: string, channel: ShortChannel, document: ShortDocument, contact: string | null): Promise<ShortShown>;
  /** of a template as it would be sent, to somebody made up; @param version null: its newest */
  picture(shop: string, id: string, version: number | null): Promise<ShortPictured | null>;
  /** @param of its contact is whom it is laid out for; a push goes to a browser of hers, a text to a number */
  sendTest(
    shop: string,
    channel: ShortChannel,
    of: { to: string; document: ShortDocument; contact: string | null },
  ): Promise<TestTextOutcome | TestPushOutcome>;
  remove(shop: string, id: string): Promise<void>;
  restore(shop: string, id: string): Promise<void>;
  /** @param id null for a new one; @returns null for one that is not there */
  sender(shop: string, id: string | null): Promise<TextSenderView | null>;
  saveSender(shop: string, id: string | null, draft: TextSenderDraft): Promise<SavedSender>;
}
