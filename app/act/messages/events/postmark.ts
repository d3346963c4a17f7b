import { z } from 'zod';
import { type MailEvent, withoutAddresses } from './mail-event.ts';

const event = z.object({
  RecordType: z.string(),
  ID: z.union([z.number(), z.string()]).optional(),
  MessageID: z.string(),
  Type: z.string().optional(),
  Description: z.string().optional(),
  Details: z.string().optional(),
  DeliveredAt: z.string().optional(),
  BouncedAt: z.string().optional(),
  Metadata: z.record(z.string(), z.string()).optional(),
});

/** No such mailbox, now or later. What else is called a bounce may pass. */
const HARD: ReadonlySet<string> = new Set(['HardBounce', 'BadEmailAddress', 'ManuallyDeactivated']);
/** Notes of programs, not of what became of a mail. */
const NOTES: ReadonlySet<string> = new Set([
  'AutoResponder',
  'Subscribe',
  'Unsubscribe',
  'AddressChange',
  'OpenRelayTest',
]);

/** One body is one event. @throws when it is none of Postmark's */
export function readPostmark(body: unknown, now: number): MailEvent[] {
  const read = event.parse(body);
  const told = (kind: MailEvent['kind'], when: string | undefined): MailEvent[] => [
    {
      id: `${read.RecordType}:${read.MessageID}:${read.ID ?? ''}`,
      kind,
      at: instant(when) ?? now,
      message: read.Metadata?.['message'] ?? null,
      providerId: read.MessageID,
      detail: withoutAddresses(read.Details ?? read.Description),
    },
  ];
  switch (read.RecordType) {
    case 'Delivery':
      return told('delivered', read.DeliveredAt);
    case 'SpamComplaint':
      return told('complained', read.BouncedAt);
    case 'Bounce': {
      const type = read.Type ?? '';
      if (NOTES.has(type)) return [];
      if (type === 'SpamComplaint') return told('complained', read.BouncedAt);
      return told(HARD.has(type) ? 'hard' : 'soft', read.BouncedAt);
    }
    default:
      return [];
  }
}

export function instant(text: string | undefined): number | null {
  const at = Date.parse(text ?? '');
  return Number.isNaN(at) ? null : at;
}
