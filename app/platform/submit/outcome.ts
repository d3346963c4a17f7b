// What is known after something was handed over to a far side, whatever it was.

/**
 * `unknown` means that the content had begun to leave and no answer came: it may or may not have been accepted, so nobody
 * may send it again blindly.
 */
export type SubmitOutcome =
  { kind: 'submitted'; providerId: string | null } | Refusal | { kind: 'unknown'; reason: string };

export interface Refusal {
  kind: 'refused';
  permanent: boolean;
  reason: string;
  /** the far side says that there is no such address or number, now or later */
  noMailbox?: boolean;
  /** it was said of the recipient, and not of us or of the content */
  ofRecipient?: boolean;
  /** she told the provider itself that she wants no more */
  stopped?: boolean;
  trouble?: Trouble;
  /** for how long nothing more should come, as it said */
  retryAfterMs?: number;
}

/**
 * What a refusal says of the way and not of what went. `unreachable`: nothing of it was looked at, for there was no
 * connection, or not with these credentials. `limited`: too much at once. `failing`: it was taken up, and the far side broke.
 */
export type Trouble = 'unreachable' | 'limited' | 'failing';
