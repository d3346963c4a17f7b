// What Twilio tells, one thing in each call. Pure. https://www.twilio.com/docs/messaging/guides/track-outbound-message-status
import { readPhone } from '../../../platform/text/phone.ts';
import type { MailEvent } from '../events/mail-event.ts';
import { NOTHING_TOLD, type TextsTold } from './told.ts';

/** No such number, or one that takes no texts. */
const HARD: ReadonlySet<string> = new Set(['30005', '30006', '21211', '21614', '63003', '63024']);
const STOPPED = '21610';
const LONGEST = 2000;

/** @param message ours, as the address of the callback names it */
export function readTwilio(form: URLSearchParams, message: string | null, now: number): TextsTold {
  const sid = form.get('MessageSid') ?? form.get('SmsSid') ?? '';
  const status = form.get('MessageStatus') ?? form.get('SmsStatus') ?? '';
  if (sid === '') return NOTHING_TOLD;
  if (status === 'received' || (status === '' && form.has('Body'))) {
    const from = form.get('From') ?? '';
    const isWhatsApp = from.startsWith('whatsapp:');
    const inbound = {
      id: sid,
      channel: isWhatsApp ? ('whatsapp' as const) : ('sms' as const),
      from: readPhone(from.replace(/^whatsapp:/, '')),
      text: (form.get('Body') ?? '').slice(0, LONGEST),
      at: now,
      // there with Advanced Opt-Out alone: https://www.twilio.com/docs/messaging/tutorials/advanced-opt-out
      answered: form.has('OptOutType'),
    };
    return { events: [], inbound: [inbound] };
  }
  const kind = kindOf(status, form.get('ErrorCode') ?? '');
  if (!kind) return NOTHING_TOLD;
  const code = form.get('ErrorCode');
  const event: MailEvent = {
    id: `${sid}:${status}`,
    kind,
    at: now,
    message,
    providerId: sid,
    detail: code ? `Twilio ${code.slice(0, 10)}` : null,
  };
  return { events: [event], inbound: [] };
}

function kindOf(status: string, code: string): MailEvent['kind'] | null {
  if (status === 'delivered' || status === 'read') return status;
  if (status !== 'undelivered' && status !== 'failed') return null;
  if (code === STOPPED) return 'stopped';
  return HARD.has(code) ? 'hard' : 'soft';
}
