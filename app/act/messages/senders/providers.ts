// What can carry a sender's mails, and what each needs to know. Pure, for the form too.
import { z } from 'zod';

export const PROVIDERS = ['server', 'smtp', 'ses', 'postmark', 'sendgrid', 'mailgun'] as const;
export type Provider = (typeof PROVIDERS)[number];

const text = (max = 200) => z.string().trim().min(1).max(max);
const optional = (max = 200) => z.string().trim().max(max).default('');
/** keys and passwords are one line of what can be typed */
const key = () =>
  z
    .string()
    .trim()
    .min(1)
    .max(500)
    .regex(/^[\u0020-\u007e]+$/);
const host = () => text(253).regex(/^[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?$/);

/** No secrets: shown again in the form. */
export const CONFIGS = {
  server: z.object({}),
  smtp: z.object({
    host: host(),
    port: z.coerce.number().int().min(1).max(65_535).default(587),
    security: z.enum(['starttls', 'tls']).default('starttls'),
    user: optional(),
  }),
  ses: z.object({
    region: text(30).regex(/^[a-z]{2}(?:-[a-z]+)+-\d$/),
    keyId: key(),
    configurationSet: optional(64),
    /** the topic that events come from; empty: any that has the address */
    topic: z
      .union([
        z.literal(''),
        z
          .string()
          .trim()
          .max(300)
          .regex(/^arn:aws[\w-]*:sns:[\w-]+:\d+:[\w-]+$/),
      ])
      .default(''),
  }),
  postmark: z.object({
    stream: text(60)
      .regex(/^[\w-]+$/)
      .default('broadcast'),
  }),
  sendgrid: z.object({
    eu: z.boolean().default(false),
    /** SendGrid's verification key, with which it signs its events: public */
    eventsKey: z
      .union([
        z.literal(''),
        z
          .string()
          .trim()
          .max(500)
          .regex(/^[A-Za-z0-9+/=]+$/),
      ])
      .default(''),
  }),
  mailgun: z.object({ domain: host(), eu: z.boolean().default(false) }),
} as const satisfies Record<Provider, z.ZodType>;

/** Typed once, kept sealed, never shown again. */
export const SECRETS = {
  server: [],
  smtp: ['password'],
  ses: ['secret'],
  postmark: ['token'],
  sendgrid: ['key'],
  mailgun: ['key', 'signingKey'],
} as const satisfies Record<Provider, readonly string[]>;

/** Those without which nothing can be sent. */
export const NEEDED: Readonly<Record<Provider, readonly string[]>> = {
  server: [],
  smtp: [],
  ses: ['secret'],
  postmark: ['token'],
  sendgrid: ['key'],
  mailgun: ['key'],
};

export const secretSchema = key();

export const secretsSchema = z.record(z.string(), z.string());

export const isProvider = (name: string): name is Provider => PROVIDERS.some((one) => one === name);
