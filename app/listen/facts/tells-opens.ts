import type { Channel } from './fact.ts';

/** Mails carry a picture, WhatsApp tells what was read; nobody tells whether an SMS or a notification was. */
export const tellsOpens = (channel: string): boolean => {
  const told: readonly Channel[] = ['email', 'whatsapp'];
  return told.some((one) => one === channel);
};
