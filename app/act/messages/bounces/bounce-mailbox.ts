// The mailbox to which mail servers send what came back, as a merchant says where it is.
import { z } from 'zod';
import type { MailboxFault } from '../../../platform/mail/imap-mailbox.server.ts';

export const BOUNCE_FAULTS = [
  'login',
  'folder',
  'private',
  'unencrypted',
  'unreachable',
] as const satisfies readonly MailboxFault[];

export const bounceMailboxSchema = z.object({
  host: z
    .string()
    .trim()
    .min(1)
    .max(253)
    .regex(/^[a-z0-9](?:[a-z0-9.:-]*[a-z0-9])?$/i),
  port: z.coerce.number().int().min(1).max(65_535),
  security: z.enum(['tls', 'starttls']),
  user: z.string().trim().min(1).max(200),
  /** empty: the one that is kept */
  password: z.string().max(500),
  folder: z.string().trim().min(1).max(200),
});

export type BounceMailboxDraft = z.infer<typeof bounceMailboxSchema>;

export interface BounceMailboxState {
  /** without its password */
  draft: BounceMailboxDraft;
  checkedAt: number | null;
  /** why the last look failed */
  trouble: { code: MailboxFault; detail: string } | null;
  /** mails that were looked at, and reports among them */
  lookedAt: number;
  reports: number;
}

export const troubleSchema = z.object({ code: z.enum(BOUNCE_FAULTS), detail: z.string() });
