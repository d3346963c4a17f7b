import { z } from 'zod';
import { brandSchema } from './brand.ts';
import { paceSchema, topicsSchema } from './pace.ts';

/** What a merchant may set; everything has a default, so that a new shop works at once. */
export const settingsSchema = z.object({
  sender: z
    .object({
      name: z.string().max(100).default(''),
      address: z.union([z.literal(''), z.email()]).default(''),
      /** where answers go; empty for the sender's own address */
      replyTo: z.union([z.literal(''), z.email()]).default(''),
    })
    .prefault({}),
  mail: z
    .object({
      /** whether mails carry a picture by which an open is known */
      opens: z.boolean().default(true),
    })
    .prefault({}),
  /** how its mails look */
  brand: brandSchema,
  recovery: z
    .object({
      /** minutes without activity after which a checkout counts as abandoned */
      delayMinutes: z
        .number()
        .int()
        .min(15)
        .max(7 * 24 * 60)
        .default(60),
      /** share of contacts held out to measure the effect, 0 to 0.5 */
      holdoutShare: z.number().min(0).max(0.5).default(0),
      /** given to whoever is mailed; empty: none. Shopify parts tags by commas */
      tag: z
        .string()
        .trim()
        .max(60)
        .regex(/^[^,]*$/)
        .default(''),
      /** the designed template that is sent; empty: the built-in mail */
      template: z.string().max(60).default(''),
      /** a short message to whoever has not bought since the mail */
      reminder: z
        .object({
          on: z.boolean().default(false),
          channel: z.enum(['sms', 'whatsapp', 'push']).default('sms'),
          /** of that channel */
          template: z.string().max(60).default(''),
          /** minutes after the mail */
          delayMinutes: z
            .number()
            .int()
            .min(15)
            .max(7 * 24 * 60)
            .default(24 * 60),
        })
        .prefault({}),
    })
    .prefault({}),
  credit: z.object({ windowDays: z.number().int().min(1).max(30).default(5) }).prefault({}),
  proof: z
    .object({
      /** a count below this is not shown */
      threshold: z.number().int().min(1).max(1000).default(3),
      windowHours: z
        .number()
        .int()
        .min(1)
        .max(24 * 14)
        .default(48),
      stockBelow: z.number().int().min(0).max(100).default(8),
    })
    .prefault({}),
  rfm: z
    .object({
      binning: z.enum(['quantile', 'fixed']).default('quantile'),
      cuts: z
        .object({
          r: z.array(z.number()).length(4),
          f: z.array(z.number()).length(4),
          m: z.array(z.number()).length(4),
        })
        .nullable()
        .default(null),
      /** frequency and money count the orders of so many months; null: of all time */
      months: z.number().int().min(1).max(120).nullable().default(null),
      /** what counts as spent: orders less their refunds, or as they were placed */
      spend: z.enum(['after_refunds', 'before_refunds']).default('after_refunds'),
    })
    .prefault({}),
  /** how long personal data is kept */
  privacy: z
    .object({
      /** deliveries that were read */
      deliveryDays: z.number().int().min(1).max(365).default(30),
      /** what the web pixel told */
      visitMonths: z.number().int().min(1).max(60).default(13),
      /** texts of mails that went out */
      mailMonths: z.number().int().min(1).max(60).default(13),
      /** who looked at personal data */
      accessMonths: z.number().int().min(1).max(60).default(12),
    })
    .prefault({}),
  scoring: z
    .object({
      /** by rule: points in place of its own; 0 switches it off */
      points: z.record(z.string().max(100), z.number().int().min(-100).max(100)).default({}),
      /** from how many points on a contact is warm, and hot */
      bands: z
        .object({
          warm: z.number().int().min(-10_000).max(10_000).default(20),
          hot: z.number().int().min(-10_000).max(10_000).default(50),
        })
        .refine(({ warm, hot }) => warm < hot, { path: ['hot'], message: 'hot begins above warm' })
        .prefault({}),
    })
    .prefault({}),
  /** conditions as JSON, read by the condition language where they are used; null: as it ships */
  stages: z
    .object({
      mql: z.string().max(20_000).nullable().default(null),
      sql: z.string().max(20_000).nullable().default(null),
      /** who is kept out of the funnel; null: nobody */
      unqualified: z.string().max(20_000).nullable().default(null),
      /** counted orders from which on a customer is loyal */
      loyalOrders: z.number().int().min(2).max(50).default(2),
      /** whether an MQL or SQL falls back when the condition no longer holds */
      goBack: z.boolean().default(true),
      /** within how many days the next step is hoped for */
      objectiveDays: z.number().int().min(1).max(365).default(30),
    })
    .prefault({}),
  interests: z
    .object({
      /** days after which a view, a cart or a purchase tells half as much of what somebody cares for */
      halfLifeDays: z.number().int().min(14).max(730).default(60),
    })
    .prefault({}),
  tags: z
    .object({
      /** whether tags are kept the same here and on Shopify's customers */
      sync: z.boolean().default(false),
      /** what a customer's tag begins with in Shopify when it is one of ours; others are never touched */
      prefix: z
        .string()
        .trim()
        .min(2)
        .max(40)
        .regex(/^[^,]*$/)
        .default('sandmill:'),
    })
    .prefault({}),
  consent: z
    .object({
      /** whoever is written down as agreeing is asked by mail first, and counts once she has answered */
      doubleOptIn: z.boolean().default(false),
    })
    .prefault({}),
  pace: paceSchema,
  /** what people may choose on the page behind each mail */
  preferences: z.object({ topics: topicsSchema }).prefault({}),
  campaigns: z
    .object({
      /** whether somebody else than who made it has to agree before it goes out */
      approval: z.boolean().default(false),
    })
    .prefault({}),
  /** what the merchant told the set-up guide */
  setup: z
    .object({
      /** Shopify's own abandoned-checkout mail is switched off */
      ownMailOff: z.boolean().default(false),
      dismissed: z.boolean().default(false),
    })
    .prefault({}),
});

export type Settings = z.infer<typeof settingsSchema>;
