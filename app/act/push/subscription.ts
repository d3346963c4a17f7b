// What a browser hands over when somebody lets a shop write to it: pure.
import { isIP } from 'node:net';
import { z } from 'zod';

const LONGEST_ENDPOINT = 1000;

const bytes = (length: number) =>
  z
    .string()
    .max(200)
    .regex(/^[\w-]+=*$/)
    .refine((text) => Buffer.from(text, 'base64url').length === length);

/** The words that stood beside the button, and where: kept as what shows that she agreed. */
const shown = z.string().trim().max(500).catch('');

/** PushSubscription.toJSON() (https://www.w3.org/TR/push-api/#pushsubscription-interface), and what the page knows. */
export const offerSchema = z.object({
  endpoint: z.string().max(LONGEST_ENDPOINT),
  /** an uncompressed point of P-256, and 16 random bytes (RFC 8291) */
  keys: z.object({ p256dh: bytes(65), auth: bytes(16) }),
  visitor: z
    .string()
    .regex(/^[\w.-]{8,64}$/)
    .nullish()
    .catch(null),
  page: shown,
  text: shown,
  /** the browser changed its address by itself: the one that this takes the place of */
  replaces: z.string().max(LONGEST_ENDPOINT).nullish().catch(null),
});

export type Offer = z.infer<typeof offerSchema>;

export const leaveSchema = z.object({ endpoint: z.string().max(LONGEST_ENDPOINT), page: shown, text: shown });

export type Leave = z.infer<typeof leaveSchema>;

/** Where push services take a message, and with what it is encrypted; sealed at rest. */
export const targetSchema = z.object({ endpoint: z.string(), p256dh: z.string(), auth: z.string() });

export type PushTarget = z.infer<typeof targetSchema>;

/**
 * Whether we would post to an address that a visitor gave: over https, to a name of the public network. What the name
 * leads to is looked at again each time something is posted.
 * @param standIn the origin of a service that stands in for them all, for the devstore and tests
 */
export function isPushAddress(endpoint: string, standIn?: string): boolean {
  if (!URL.canParse(endpoint)) return false;
  const url = new URL(endpoint);
  if (url.username !== '' || url.password !== '') return false;
  if (standIn !== undefined && url.origin === new URL(standIn).origin) return true;
  if (url.protocol !== 'https:' || url.port !== '') return false;
  const host = url.hostname.replace(/\.$/, '');
  // push services have names; an address of digits is somebody's machine
  return (
    host.includes('.') && isIP(host) === 0 && !host.startsWith('[') && !/\.(?:local|internal|localhost)$/.test(host)
  );
}
