import { z } from 'zod';
import { type MailEvent, withoutAddresses } from './mail-event.ts';
import { instant } from './postmark.ts';

const recipients = z
  .array(z.object({ diagnosticCode: z.string().optional(), status: z.string().optional() }))
  .default([]);

const event = z.object({
  eventType: z.string().optional(),
  notificationType: z.string().optional(),
  mail: z.object({ messageId: z.string(), tags: z.record(z.string(), z.array(z.string())).optional() }),
  delivery: z.object({ timestamp: z.string().optional(), smtpResponse: z.string().optional() }).optional(),
  bounce: z
    .object({
      bounceType: z.string(),
      bounceSubType: z.string().optional(),
      feedbackId: z.string().optional(),
      timestamp: z.string().optional(),
      bouncedRecipients: recipients,
    })
    .optional(),
  complaint: z
    .object({
      feedbackId: z.string().optional(),
      timestamp: z.string().optional(),
      complaintFeedbackType: z.string().nullish(),
      complaintSubType: z.string().nullish(),
    })
    .optional(),
});

/** What SES put in SNS's message: one event of one mail. @throws when it is none of SES's */
export function readSes(body: unknown, now: number): MailEvent[] {
  const { eventType, notificationType, mail, delivery, bounce, complaint } = event.parse(body);
  const of = { message: mail.tags?.['message']?.[0] ?? null, providerId: mail.messageId };
  const type = eventType ?? notificationType;
  if (type === 'Delivery' && delivery) {
    const detail = withoutAddresses(delivery.smtpResponse);
    return [
      { ...of, id: `delivery:${mail.messageId}`, kind: 'delivered', at: instant(delivery.timestamp) ?? now, detail },
    ];
  }
  if (type === 'Bounce' && bounce) {
    const [first] = bounce.bouncedRecipients;
    return [
      {
        ...of,
        id: `bounce:${bounce.feedbackId ?? mail.messageId}`,
        // undetermined may pass: only a permanent one names a mailbox that does not exist
        kind: bounce.bounceType === 'Permanent' ? 'hard' : 'soft',
        at: instant(bounce.timestamp) ?? now,
        detail: withoutAddresses(first?.diagnosticCode ?? first?.status ?? bounce.bounceSubType),
      },
    ];
  }
  if (type === 'Complaint' && complaint) {
    const detail = withoutAddresses(complaint.complaintFeedbackType ?? complaint.complaintSubType);
    const id = `complaint:${complaint.feedbackId ?? mail.messageId}`;
    return [{ ...of, id, kind: 'complained', at: instant(complaint.timestamp) ?? now, detail }];
  }
  return [];
}
