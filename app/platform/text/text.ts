/** What goes to a phone as text. */
export type TextChannel = 'sms' | 'whatsapp';

/** A template that WhatsApp has approved: outside a conversation nothing else may be sent. */
export interface ApprovedTemplate {
  name: string;
  /** as WhatsApp writes it: en_US, it */
  language: string;
  /** in place of {{1}}, {{2}} and so on */
  parameters: readonly string[];
}

/** A text ready for the wire. */
export interface Text {
  channel: TextChannel;
  /** E.164: +393331234567 */
  to: string;
  body: string;
  /** in place of the body, where the provider asks for one */
  approved: ApprovedTemplate | null;
  /** what the provider tells back with its events, to know the text by */
  tag: string;
}
