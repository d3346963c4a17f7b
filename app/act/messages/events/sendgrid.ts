import { createPublicKey, verify } from 'node:crypto';
import { z } from 'zod';
import { SECOND } from '../../../platform/clock/clock.ts';
import { type MailEvent, withoutAddresses } from './mail-event.ts';

const event = z.object({
  event: z.string(),
  sg_event_id: z.string(),
  sg_message_id: z.string().optional(),
  timestamp: z.number().optional(),
  type: z.string().optional(),
  reason: z.string().optional(),
  response: z.string().optional(),
  /** our own argument */
  message: z.string().optional(),
});

/** SendGrid did not try, for the address bounced or complained before. */
const DROPPED_HARD = /^(?:Bounced Address|Invalid)/;
const DROPPED_COMPLAINED = /^Spam Reporting Address/;

/** A body is a list of events; those that say nothing of arrival are passed by. @throws when it is none of SendGrid's */
export function readSendgrid(body: unknown, now: number): MailEvent[] {
  return z
    .array(z.unknown())
    .parse(body)
    .flatMap((one) => {
      const read = event.parse(one);
      const kind = kindOf(read);
      if (kind === null) return [];
      return {
        id: read.sg_event_id,
        kind,
        at: read.timestamp === undefined ? now : read.timestamp * SECOND,
        message: read.message ?? null,
        providerId: null,
        detail: withoutAddresses(read.reason ?? read.response),
      };
    });
}

function kindOf({ event: name, type, reason = '' }: z.infer<typeof event>): MailEvent['kind'] | null {
  switch (name) {
    case 'delivered':
      return 'delivered';
    case 'bounce':
      return type === 'blocked' ? 'soft' : 'hard';
    case 'dropped':
      if (DROPPED_COMPLAINED.test(reason)) return 'complained';
      return DROPPED_HARD.test(reason) ? 'hard' : null;
    case 'spamreport':
      return 'complained';
    default:
      return null;
  }
}

/** The signature is over the timestamp and the body, byte by byte (ECDSA, P-256). @param key base64 of its DER, as SendGrid shows it */
export function isSendgrids(
  key: string,
  body: Buffer,
  { signature, timestamp }: { signature: string; timestamp: string },
) {
  try {
    const publicKey = createPublicKey({ key: Buffer.from(key, 'base64'), format: 'der', type: 'spki' });
    const signed = Buffer.concat([Buffer.from(timestamp), body]);
    return verify('sha256', signed, publicKey, Buffer.from(signature, 'base64'));
  } catch {
    return false;
  }
}
