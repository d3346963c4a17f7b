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
}

/**
 * What is known after a submission. `unknown` means that the content had begun to leave and no answer came: the mail may
 * or may not have been accepted, so nobody may send it again blindly.
 */
export type MailOutcome =
  | { kind: 'submitted'; providerId: string | null }
  /** `noMailbox`: the server says that there is no such address, now or later */
  | { kind: 'refused'; permanent: boolean; reason: string; noMailbox?: boolean }
  | { kind: 'unknown'; reason: string };

export interface MailTransport {
  submit(mail: Mail): Promise<MailOutcome>;
  /** Gives up what has not begun to leave, which is refused for now; what has goes on to its end. */
  close(): Promise<void>;
}
