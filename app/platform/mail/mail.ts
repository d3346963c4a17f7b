import type { Transport } from '../submit/transport.ts';

/** A mail ready for the wire: the addresses of the envelope are bare, the headers carry the names. */
export interface Mail {
  from: { name: string; address: string };
  to: string;
  /** where an answer goes when that is not `from` */
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  /** without angle brackets */
  messageId: string;
  headers?: Readonly<Record<string, string>>;
  date: number;
  /** what a provider tells back with its events, to know the mail by */
  tag?: string;
}

export type MailTransport = Transport<Mail>;
