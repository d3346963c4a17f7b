import type { TextSenderDraft } from './text-senders.server.ts';

/** A sender of texts as a merchant fills it in. */
export const TWILIO: TextSenderDraft = {
  name: 'Corner Shop',
  channel: 'sms',
  provider: 'twilio',
  config: { accountSid: `AC${'0'.repeat(32)}`, from: '+15005550006' },
  secrets: { authToken: 'a-token' },
  perSecond: null,
  perHour: null,
};
