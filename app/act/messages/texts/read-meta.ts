// What Meta tells of WhatsApp, many things in one call. Pure.
// https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { sameText } from '../../../platform/crypto/seal.ts';
import { readPhone } from '../../../platform/text/phone.ts';
import type { MailEvent } from '../events/mail-event.ts';
import type { TextsTold } from './told.ts';

const status = z.object({
  id: z.string().max(300),
  status: z.string(),
  timestamp: z.string().regex(/^\d{1,12}$/),
  biz_opaque_callback_data: z.string().max(100).optional(),
  errors: z.array(z.object({ code: z.number(), title: z.string().default('') })).default([]),
});
const message = z.object({
  id: z.string().max(300),
  from: z.string().max(30),
  timestamp: z.string().regex(/^\d{1,12}$/),
  text: z.object({ body: z.string() }).optional(),
  button: z.object({ text: z.string() }).optional(),
  interactive: z
    .object({
      button_reply: z.object({ title: z.string() }).optional(),
      list_reply: z.object({ title: z.string() }).optional(),
    })
    .optional(),
});
const body = z.object({
  entry: z.array(
    z.object({
      changes: z.array(
        z.object({
          value: z.object({
            metadata: z.object({ phone_number_id: z.string() }).optional(),
            statuses: z.array(status).default([]),
            messages: z.array(message).default([]),
          }),
        }),
      ),
    }),
  ),
});

const HARD: ReadonlySet<number> = new Set([131_026]);
const STOPPED = 131_050;
const LONGEST = 2000;

export const isMetas = (appSecret: string, raw: Buffer, signature: string): boolean =>
  appSecret !== '' && sameText(`sha256=${createHmac('sha256', appSecret).update(raw).digest('hex')}`, signature);

/**
 * @param phoneNumberId the sender's: an app that serves several numbers is told of all of them
 * @throws when it is none of Meta's
 */
export function readMeta(given: unknown, phoneNumberId: string): TextsTold {
  const values = body
    .parse(given)
    .entry.flatMap(({ changes }) => changes.map(({ value }) => value))
    .filter(({ metadata }) => metadata === undefined || metadata.phone_number_id === phoneNumberId);
  return {
    events: values.flatMap(({ statuses }) => statuses.flatMap((one) => eventOf(one) ?? [])),
    inbound: values.flatMap(({ messages }) =>
      messages.map(({ id, from, timestamp, text, button, interactive }) => ({
        id,
        channel: 'whatsapp' as const,
        from: readPhone(`+${from.replace(/^\+/, '')}`),
        text: (
          text?.body ??
          button?.text ??
          interactive?.button_reply?.title ??
          interactive?.list_reply?.title ??
          ''
        ).slice(0, LONGEST),
        at: Number(timestamp) * 1000,
        answered: false,
      })),
    ),
  };
}

function eventOf({ id, status: name, timestamp, biz_opaque_callback_data: ours, errors }: z.infer<typeof status>) {
  const kind = kindOf(name, errors[0]?.code);
  if (!kind) return null;
  const event: MailEvent = {
    id: `${id}:${name}`,
    kind,
    at: Number(timestamp) * 1000,
    message: ours ?? null,
    providerId: id,
    detail: errors[0] ? `WhatsApp ${errors[0].code}: ${errors[0].title}`.slice(0, 200) : null,
  };
  return event;
}

function kindOf(name: string, code: number | undefined): MailEvent['kind'] | null {
  if (name === 'delivered' || name === 'read') return name;
  if (name !== 'failed') return null;
  if (code === STOPPED) return 'stopped';
  return code !== undefined && HARD.has(code) ? 'hard' : 'soft';
}
