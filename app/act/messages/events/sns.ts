// Amazon SNS signs what it brings, with a certificate that stands at an address of its own.
import { createVerify } from 'node:crypto';
import { z } from 'zod';

const envelope = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string(),
  TopicArn: z.string(),
  Subject: z.string().optional(),
  Message: z.string(),
  Timestamp: z.string(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string(),
  SigningCertURL: z.string(),
  SubscribeURL: z.string().optional(),
  Token: z.string().optional(),
});
export type SnsEnvelope = z.infer<typeof envelope>;

export const readSns = (body: unknown): SnsEnvelope | null => envelope.safeParse(body).data ?? null;

const HOST = /^sns\.[a-z0-9-]{3,30}\.amazonaws\.com(?:\.cn)?$/;

/** Amazon's own, and nobody else's: what is fetched from there is believed. */
export function isAmazons(address: string, path: RegExp): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return (
    url.protocol === 'https:' &&
    url.port === '' &&
    url.username === '' &&
    HOST.test(url.host) &&
    path.test(url.pathname)
  );
}

export const isCertificateUrl = (address: string) =>
  isAmazons(address, /^\/SimpleNotificationService-[A-Za-z0-9]+\.pem$/);

export const isSubscribeUrl = (address: string) => isAmazons(address, /^\/$/);

/** @param certificate PEM */
export function isSnsSigned(given: SnsEnvelope, certificate: string): boolean {
  const names =
    given.Type === 'Notification'
      ? (['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const)
      : (['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const);
  const text = names
    .flatMap((name) => (given[name] === undefined ? [] : [name, given[name]]))
    .map((part) => `${part}\n`);
  try {
    return createVerify(given.SignatureVersion === '1' ? 'sha1' : 'sha256')
      .update(text.join(''))
      .verify(certificate, given.Signature, 'base64');
  } catch {
    return false;
  }
}
