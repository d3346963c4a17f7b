// How a shop looks in its mails: colours, logo, fonts, address.
import { z } from 'zod';

export const SOCIAL_NETWORKS = [
  'facebook',
  'instagram',
  'tiktok',
  'youtube',
  'pinterest',
  'x',
  'linkedin',
  'mastodon',
  'whatsapp',
] as const;

/** What every mail program has. A brand's own font stands before them as a wish: where it is missing, these are shown. */
export const FONT_STACKS = {
  system: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif",
  arial: 'Arial, Helvetica, sans-serif',
  verdana: 'Verdana, Geneva, sans-serif',
  trebuchet: "'Trebuchet MS', Helvetica, sans-serif",
  georgia: "Georgia, 'Times New Roman', serif",
  palatino: "'Palatino Linotype', Palatino, 'Book Antiqua', Georgia, serif",
  courier: "'Courier New', Courier, monospace",
} as const;
export type FontStack = keyof typeof FONT_STACKS;

/** Every pair of text and ground has a contrast of at least 4.5 (WCAG AA). */
export const BRAND_COLOURS = {
  page: '#f5f2ec',
  card: '#ffffff',
  text: '#22262b',
  muted: '#5d646d',
  button: '#22262b',
  buttonText: '#ffffff',
  link: '#22262b',
} as const;

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour such as #1a2b3c');
const webAddress = z.union([
  z.literal(''),
  z
    .string()
    .trim()
    .max(2000)
    .regex(/^https?:\/\/\S+$/i, 'an address that begins with https://'),
]);
const stack = z.enum(Object.keys(FONT_STACKS) as [FontStack, ...FontStack[]]);

export const brandSchema = z
  .object({
    colours: z
      .object({
        page: colour.default(BRAND_COLOURS.page),
        card: colour.default(BRAND_COLOURS.card),
        text: colour.default(BRAND_COLOURS.text),
        muted: colour.default(BRAND_COLOURS.muted),
        button: colour.default(BRAND_COLOURS.button),
        buttonText: colour.default(BRAND_COLOURS.buttonText),
        link: colour.default(BRAND_COLOURS.link),
      })
      .prefault({}),
    logo: z
      .object({
        /** empty: the shop's name stands in its place */
        url: webAddress.default(''),
        /** in pixels of the mail */
        width: z.number().int().min(40).max(400).default(160),
        /** empty: the shop's name */
        alt: z.string().max(100).default(''),
      })
      .prefault({}),
    fonts: z
      .object({
        heading: stack.default('system'),
        body: stack.default('system'),
        /** the brand's own, shown where a reader has it */
        wish: z
          .string()
          .trim()
          .max(60)
          .regex(/^[\p{L}\p{N} -]*$/u, 'the name of one font')
          .default(''),
      })
      .prefault({}),
    corners: z.enum(['square', 'soft', 'round']).default('soft'),
    /** the postal address, which the law of many countries wants in marketing mails */
    address: z.string().trim().max(300).default(''),
    social: z
      .array(
        z.strictObject({
          network: z.enum(SOCIAL_NETWORKS),
          url: z
            .string()
            .trim()
            .max(2000)
            .regex(/^https?:\/\/\S+$/i, 'an address that begins with https://'),
        }),
      )
      .max(SOCIAL_NETWORKS.length)
      .default([]),
  })
  .prefault({});

export type Brand = z.infer<typeof brandSchema>;
