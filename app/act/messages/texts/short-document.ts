// A short message as data: an SMS, a WhatsApp, a push. What its editor edits, and what a version keeps.
import { z } from 'zod';
import { MAIL_LOCALES } from '../templates/words.ts';

export const SHORT_CHANNELS = ['sms', 'whatsapp', 'push'] as const;
export type ShortChannel = (typeof SHORT_CHANNELS)[number];

export const isShortChannel = (channel: string): channel is ShortChannel =>
  SHORT_CHANNELS.some((one) => one === channel);

/** Ten segments of SMS, and what WhatsApp takes at most. */
export const MOST_TEXT = { sms: 1530, whatsapp: 4096, push: 500 } as const;

const LONGEST = 4096;
const address = z.string().trim().max(2000);

export const shortDocumentSchema = z.strictObject({
  version: z.literal(1),
  /** of what stands in it by itself */
  locale: z.enum(MAIL_LOCALES),
  /** of a push; may carry Liquid like the text and the address */
  title: z.string().trim().max(200).default(''),
  text: z.string().max(LONGEST),
  /** where a push leads; texts have their links in them */
  url: address.default(''),
  picture: address.default(''),
  /** puts the line behind a marketing text that tells how to have no more of them */
  optOut: z.boolean().default(true),
  /** what WhatsApp has approved, for whoever has not written within a day */
  approved: z
    .strictObject({
      name: z.string().trim().min(1).max(512).regex(/^\w+$/),
      language: z
        .string()
        .trim()
        .regex(/^[a-z]{2,3}(?:_[A-Z]{2})?$/),
      /** Liquid in each */
      parameters: z.array(z.string().max(500)).max(20).default([]),
    })
    .nullable()
    .default(null),
});

export type ShortDocument = z.infer<typeof shortDocumentSchema>;

export const blankShort = (locale: ShortDocument['locale']): ShortDocument =>
  shortDocumentSchema.parse({ version: 1, locale, text: '' });

/** @throws when it is none of ours */
export const parseShort = (text: string): ShortDocument => shortDocumentSchema.parse(JSON.parse(text));
