// How often people may be written to, and when not.
import { z } from 'zod';

/** At most so many marketing messages to one contact within so many days. */
const cap = z.object({ most: z.number().int().min(1).max(100), days: z.number().int().min(1).max(90) });
export type CapSetting = z.infer<typeof cap>;

export const CAP_KINDS = ['all', 'campaign', 'journey', 'email', 'sms', 'whatsapp', 'push'] as const;
export type CapKind = (typeof CAP_KINDS)[number];

const none = cap.nullable().default(null);
const hour = z.number().int().min(0).max(23);

export const paceSchema = z
  .object({
    /** null: no limit */
    caps: z
      .object({ all: none, campaign: none, journey: none, email: none, sms: none, whatsapp: none, push: none })
      .prefault({}),
    quiet: z
      .object({
        on: z.boolean().default(false),
        from: hour.default(21),
        to: hour.default(8),
        /** by whose clock: the shop's, or that of the contact's country where it is known */
        zone: z.enum(['shop', 'contact']).default('contact'),
      })
      .prefault({}),
    /** what would have to wait longer is left out */
    patienceDays: z.number().int().min(1).max(14).default(3),
  })
  .prefault({});

export type PaceSettings = z.infer<typeof paceSchema>;

/** Whether anything of it may hold a message. */
export function isPaced({ caps, quiet }: PaceSettings): boolean {
  return quiet.on || Object.values(caps).some((one) => one !== null);
}

/** What a merchant names, so that people can choose it: a purpose of consent, in the words of each language. */
export const topicsSchema = z
  .array(
    z.object({
      /** how the log of consent names it; it stays when the words change */
      id: z
        .string()
        .trim()
        .min(2)
        .max(40)
        .regex(/^[a-z0-9][a-z0-9-]*$/)
        // these mean something already
        .refine((id) => id !== 'marketing' && id !== 'transactional', 'reserved'),
      en: z.string().trim().min(1).max(60),
      it: z.string().trim().min(1).max(60),
    }),
  )
  .max(12)
  .refine((topics) => new Set(topics.map(({ id }) => id)).size === topics.length, 'twice')
  .default([]);

export type Topic = z.infer<typeof topicsSchema>[number];
