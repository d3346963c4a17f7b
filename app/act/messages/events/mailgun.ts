import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { SECOND } from '../../../platform/clock/clock.ts';
import { sameText } from '../../../platform/crypto/seal.ts';
import { saysNoMailbox } from '../../../platform/mail/no-mailbox.ts';
import { type MailEvent, withoutAddresses } from './mail-event.ts';

const body = z.object({
  signature: z.object({ timestamp: z.coerce.string(), token: z.string(), signature: z.string() }),
  'event-data': z.object({
    event: z.string(),
    id: z.string(),
    timestamp: z.number().optional(),
    severity: z.string().optional(),
    reason: z.string().optional(),
    message: z.object({ headers: z.object({ 'message-id': z.string().optional() }).optional() }).optional(),
    'user-variables': z.record(z.string(), z.unknown()).optional(),
    'delivery-status': z
      .object({
        message: z.string().nullish(),
        description: z.string().nullish(),
        'bounce-code': z.string().nullish(),
      })
      .optional(),
  }),
});

/** One body is one event. A temporary failure is tried again by Mailgun and says nothing yet. @throws when it is none of Mailgun's */
export function readMailgun(given: unknown, now: number): MailEvent[] {
  const read = body.parse(given)['event-data'];
  const status = read['delivery-status'];
  const kind = kindOf(read, [status?.['bounce-code'], status?.message]);
  if (kind === null) return [];
  const ours = read['user-variables']?.['message'];
  return [
    {
      id: read.id,
      kind,
      at: read.timestamp === undefined ? now : Math.round(read.timestamp * SECOND),
      message: typeof ours === 'string' ? ours : null,
      providerId: read.message?.headers?.['message-id'] ?? null,
      detail: withoutAddresses(status?.message || status?.description || read.reason),
    },
  ];
}

/** It stopped trying: for a mailbox that does not exist; or after too long, or because of us, and that may pass. */
function kindOf(
  { event, severity, reason }: { event: string; severity?: string | undefined; reason?: string | undefined },
  words: readonly (string | null | undefined)[],
): MailEvent['kind'] | null {
  if (event === 'delivered') return 'delivered';
  if (event === 'complained') return 'complained';
  if (event !== 'failed' || severity !== 'permanent') return null;
  if (reason === 'suppress-complaint') return 'complained';
  return reason === 'suppress-bounce' || words.some(saysNoMailbox) ? 'hard' : 'soft';
}

export function isMailguns(key: string, given: unknown): boolean {
  const read = body.safeParse(given);
  if (!read.success || key === '') return false;
  const { timestamp, token, signature } = read.data.signature;
  return sameText(
    createHmac('sha256', key)
      .update(timestamp + token)
      .digest('hex'),
    signature,
  );
}
