import { isMailAddress } from '../../../platform/mail/header-line.ts';

/** Whom a push service may write to about the notes of a shop (RFC 8292, 2.1). */
export const pushSubject = (shop: string, { replyTo }: { replyTo: string }): string =>
  isMailAddress(replyTo) ? `mailto:${replyTo}` : `https://${shop}`;
