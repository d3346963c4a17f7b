/** A mail as it arrived. */
export interface Mail {
  id: string;
  from: string;
  to: string[];
  subject: string;
  receivedAt: string;
  size: number;
  headers: { name: string; value: string }[];
  text: string | null;
  html: string | null;
  /** The message as the client sent it. */
  raw: string;
}

export type MailSummary = Pick<Mail, 'id' | 'from' | 'to' | 'subject' | 'receivedAt' | 'size'>;

/** A mail that Shopify itself sends: it needs no way through SMTP. */
export interface OwnMail {
  from: { name: string; address: string };
  to: string;
  subject: string;
  text: string;
  html: string;
}

export interface Mailbox {
  deliver(mail: OwnMail): Promise<void>;
  /** Newest first; `to` narrows it to one recipient. */
  list(filter?: { to?: string; limit?: number }): MailSummary[];
  get(id: string): Mail | undefined;
  count(): number;
  clear(): void;
  /** Starts the SMTP server on the loopback address; resolves with the port that it got. */
  listen(port: number): Promise<number>;
  close(): Promise<void>;
}
