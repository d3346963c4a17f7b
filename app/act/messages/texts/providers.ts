// What can carry texts, and what each needs to know. Pure, for the form too.
import { z } from 'zod';

export const TEXT_PROVIDERS = ['twilio', 'meta'] as const;
export type TextProvider = (typeof TEXT_PROVIDERS)[number];

export const isTextProvider = (name: string): name is TextProvider => TEXT_PROVIDERS.some((one) => one === name);

/** What each carries. */
export const CARRIES = { twilio: ['sms', 'whatsapp'], meta: ['whatsapp'] } as const;

/** keys and tokens are one line of what can be typed */
const key = () =>
  z
    .string()
    .trim()
    .min(1)
    .max(500)
    .regex(/^[!-~]+$/);

/** In the shop's money, for one segment or message; null where nobody said. */
const price = z.coerce.number().min(0).max(100).nullable().default(null);

/** What HELP is answered with; empty: the words that ship; null: nothing, because the provider answers. */
const help = z.string().trim().max(480).nullable().default('');

/** No secrets: shown again in the form. */
export const TEXT_CONFIGS = {
  twilio: z.object({
    accountSid: key().regex(/^AC[0-9a-f]{32}$/i),
    /** a number, a messaging service, or (SMS only) a name of up to eleven letters and figures */
    from: z
      .string()
      .trim()
      .regex(/^(?:\+[1-9]\d{6,14}|MG[0-9a-f]{32}|(?=.*[A-Za-z])[A-Za-z0-9 ]{3,11})$/i),
    price,
    help,
  }),
  meta: z.object({
    phoneNumberId: z
      .string()
      .trim()
      .regex(/^\d{5,20}$/),
    /** as people see it */
    from: z
      .string()
      .trim()
      .regex(/^\+[1-9]\d{6,14}$/),
    price,
    help,
  }),
} as const satisfies Record<TextProvider, z.ZodType>;

/** Typed once, kept sealed, never shown again. */
export const TEXT_SECRETS = { twilio: ['authToken'], meta: ['token', 'appSecret'] } as const satisfies Record<
  TextProvider,
  readonly string[]
>;

export const textSecretSchema = key();
