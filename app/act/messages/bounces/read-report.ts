// What a mail server, or a mailbox's complaint desk, writes back about one of our mails.
import { createHash } from 'node:crypto';
import { saysNoMailbox } from '../../../platform/mail/no-mailbox.ts';
import { type MailEvent, withoutAddresses } from '../events/mail-event.ts';
import { instant } from '../events/postmark.ts';
import { parameter, type Part, partsOf, readHeaders, readPart } from './mime-parts.ts';

/** Longer headers are nobody's. */
const HEADERS_WITHIN = 64_000;

/** Whether a mail is a report at all, of whatever is told in it. */
export const isReport = (raw: string): boolean => readPart(raw.slice(0, HEADERS_WITHIN)).type === 'multipart/report';

/**
 * Reads a delivery report (RFC 3464) or a complaint (RFC 5965). A report that says that it goes on trying, an
 * out-of-office note and a bounce in prose say nothing that can be relied on: no event.
 */
export function readReport(raw: string, now: number): MailEvent[] {
  const whole = readPart(raw);
  const parts = partsOf(whole);
  const message = parts.map(originalId).find((id) => id !== null) ?? null;
  const at = instant(whole.headers.get('date')) ?? now;
  const kind = parameter(whole.headers.get('content-type'), 'report-type')?.toLowerCase();
  const of = { at: Math.min(at, now), message, providerId: null };
  // the report itself has no name that its sender must not use twice
  const id = createHash('sha256').update(raw).digest('base64url').slice(0, 22);
  const feedback = parts.find(({ type }) => type === 'message/feedback-report');
  if (kind === 'feedback-report' || feedback) {
    const type = readHeaders(feedback?.body ?? '')
      .get('feedback-type')
      ?.toLowerCase();
    if (type === undefined || type === 'not-spam') return [];
    return [{ ...of, id: `complaint:${id}`, kind: 'complained', detail: withoutAddresses(type) }];
  }
  const status = parts.find(({ type }) => type === 'message/delivery-status');
  if (!status) return [];
  // the first block speaks of the message, each further one of a recipient; ours have one
  const [, recipient] = status.body.split(/\n[ \t]*\n/).map(readHeaders);
  const said = recipient && verdict(recipient);
  if (!recipient || !said) return [];
  const code = recipient.get('diagnostic-code')?.replace(/^[\w-]+\s*;\s*/, '');
  return [{ ...of, id: `report:${id}`, kind: said, detail: withoutAddresses(code ?? recipient.get('status')) }];
}

function verdict(recipient: ReadonlyMap<string, string>): MailEvent['kind'] | null {
  const action = recipient.get('action')?.toLowerCase();
  if (action === 'delivered') return 'delivered';
  if (action !== 'failed') return null;
  const status = /^\d\.\d{1,3}\.\d{1,3}/.exec(recipient.get('status') ?? '')?.[0] ?? '';
  // a server that knows only one code for "no" puts the true one into its words
  const told = /\b5\.\d{1,3}\.\d{1,3}\b/.exec(recipient.get('diagnostic-code') ?? '')?.[0] ?? status;
  return saysNoMailbox(status) || saysNoMailbox(told) ? 'hard' : 'soft';
}

/** Our id of the mail, from the headers that a report brings back. */
function originalId({ type, body }: Part): string | null {
  if (type !== 'message/rfc822' && type !== 'text/rfc822-headers' && type !== 'message/rfc822-headers') return null;
  const header = readPart(body).headers.get('message-id');
  return /^<([\w-]{10,64})@[^>]+>$/.exec(header ?? '')?.[1] ?? null;
}
