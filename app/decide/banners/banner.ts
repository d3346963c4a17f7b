import { z } from 'zod';
import { conditionSchema } from '../../understand/conditions/condition.ts';

/** Where a button may lead: a path of the shop, or a web address; never a script. */
const link = z
  .string()
  .trim()
  .max(500)
  .regex(/^(\/(?!\/)|https?:\/\/)\S*$|^$/, 'Start with / for a page of your shop, or with https://')
  .default('');

export const bannerTextSchema = z.object({
  title: z.string().trim().min(1, 'Write a title').max(120),
  text: z.string().trim().max(300).default(''),
  link,
  label: z.string().trim().max(40).default(''),
});

export type BannerText = z.infer<typeof bannerTextSchema>;

/** Words by language, `en` or `it` or whatever the shop speaks. */
const contentSchema = z
  .record(z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/), bannerTextSchema)
  .refine((content) => Object.keys(content).length > 0, 'Write it in one language at least');

/** A version of a banner block: its words, and for whom they replace the default. */
export const bannerSchema = z.object({
  /** the name the merchant gave the block in the theme editor */
  key: z.string().trim().min(1, 'Name the banner').max(60),
  name: z.string().trim().min(1, 'Name this version').max(100),
  condition: conditionSchema,
  content: contentSchema,
  status: z.enum(['on', 'off']).default('on'),
});

export type BannerInput = z.infer<typeof bannerSchema>;

export interface Banner extends BannerInput {
  id: string;
  /** the first version whose condition holds is shown */
  position: number;
}

/** The words for a visitor's language, else the shop's, else whichever there are. */
export function wordsFor(content: BannerInput['content'], locale: string, shopLocale: string): BannerText | null {
  const language = (code: string) => code.split('-')[0] ?? code;
  return (
    content[locale] ??
    content[language(locale)] ??
    content[shopLocale] ??
    content[language(shopLocale)] ??
    Object.values(content)[0] ??
    null
  );
}
