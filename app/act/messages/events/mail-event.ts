// What a provider tells of a mail after it took it, in one shape for all of them. Pure.

/** `read` and `stopped` (she told the provider that she wants no more) are of texts alone. */
export const EVENT_KINDS = ['delivered', 'read', 'soft', 'stopped', 'hard', 'complained'] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export interface MailEvent {
  /** the provider's own, or what makes it the same event when it is told again */
  id: string;
  kind: EventKind;
  /** milliseconds UTC */
  at: number;
  /** ours, where the provider gave it back */
  message: string | null;
  /** the provider's */
  providerId: string | null;
  /** what the mailbox said */
  detail: string | null;
}

/** What is known of a message: the best known outcome, whichever was told first. */
export interface Outcome {
  outcome: 'delivered' | 'bounced' | 'complained';
  /** of a bounce */
  hard: boolean;
  at: number;
  detail: string | null;
}

/** A later one of these says more than an earlier one: a mail that was delivered may still bounce, and never the other way round. */
const RANK: Readonly<Record<EventKind, number>> = {
  delivered: 0,
  read: 0,
  soft: 1,
  stopped: 1,
  hard: 2,
  complained: 3,
};

export const kindOf = ({ outcome, hard }: Outcome): EventKind =>
  outcome === 'bounced' ? (hard ? 'hard' : 'soft') : outcome;

/** Any order of events and any doubling of them ends alike: the weightiest holds, of two alike the earlier. */
export function weigh(known: Outcome | null, event: Pick<MailEvent, 'kind' | 'at' | 'detail'>): Outcome {
  const told: Outcome = {
    outcome: OUTCOMES[event.kind],
    hard: event.kind === 'hard',
    at: event.at,
    detail: event.detail,
  };
  if (known === null) return told;
  const by = RANK[event.kind] - RANK[kindOf(known)];
  if (by !== 0) return by > 0 ? told : known;
  if (told.at !== known.at) return told.at < known.at ? told : known;
  return (told.detail ?? '') < (known.detail ?? '') ? told : known;
}

const OUTCOMES: Readonly<Record<EventKind, Outcome['outcome']>> = {
  delivered: 'delivered',
  read: 'delivered',
  soft: 'bounced',
  stopped: 'bounced',
  hard: 'bounced',
  complained: 'complained',
};

const LONGEST = 200;

/** What a far side said, on one line and without the addresses and numbers that it quotes. */
export function withoutAddresses(text: string | null | undefined): string | null {
  const line = text
    ?.replaceAll(/[^\s<>"'(),;:]+@[^\s<>"'(),;]+|\+\d{7,15}(?!\d)/g, '…')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, LONGEST);
  return line || null;
}
