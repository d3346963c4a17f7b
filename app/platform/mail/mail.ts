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

/**
 * What is known after a submission. `unknown` means that the content had begun to leave and no answer came: the mail may
 * or may not have been accepted, so nobody may send it again blindly.
 */
export type MailOutcome =
  { kind: 'submitted'; providerId: string | null } | RefusedMail | { kind: 'unknown'; reason: string };

export interface RefusedMail {
  kind: 'refused';
  permanent: boolean;
  reason: string;
  /** the server says that there is no such address, now or later */
  noMailbox?: boolean;
  /** it was said of the recipient, and not of us or of the content */
  ofRecipient?: boolean;
  trouble?: Trouble;
  /** for how long nothing more should come, as it said */
  retryAfterMs?: number;
}

/**
 * What a refusal says of the way and not of this mail. `unreachable`: nothing of it was looked at, for there was no
 * connection, or not with these credentials. `limited`: too much at once. `failing`: it was taken up, and the far side broke.
 */
export type Trouble = 'unreachable' | 'limited' | 'failing';

export interface MailTransport {
  submit(mail: Mail): Promise<MailOutcome>;
  /** Gives up what has not begun to leave, which is refused for now; what has goes on to its end. */
  close(): Promise<void>;
}
