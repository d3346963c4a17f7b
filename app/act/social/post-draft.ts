// A post as a merchant writes it, and what is missing before it can be released. Pure, for the form too.
import { z } from 'zod';
import { MINUTE } from '../../platform/clock/clock.ts';
import { instantOfWall } from '../../platform/clock/zones.ts';
import { CAPABILITIES, lengthFor, type Network } from '../../platform/social/networks.ts';
import { zoneOfCountry } from '../../decide/campaigns/local-time.ts';

export const MOST_VARIANTS = 20;
/** The youngest that Facebook can be told of, and the oldest, which means "and older". */
export const AGES = { from: 13, to: 65 } as const;

const age = z.number().int().min(AGES.from).max(AGES.to).nullable().default(null);

export const targetSchema = z.strictObject({
  countries: z
    .array(z.string().regex(/^[A-Z]{2}$/))
    .max(25)
    .default([]),
  ageFrom: age,
  ageTo: age,
  interests: z.array(z.string().trim().min(1).max(60)).max(10).default([]),
  /** in place of the post's own hour */
  hour: z.number().int().min(0).max(23).nullable().default(null),
  /** whose hour it is: the shop's, or that of the first country */
  clock: z.enum(['shop', 'theirs']).default('shop'),
});
export type Target = z.infer<typeof targetSchema>;
export const NO_TARGET: Target = targetSchema.parse({});

export const variantSchema = z.strictObject({
  id: z.string().regex(/^[\w-]{1,64}$/),
  account: z.string().min(1).max(64),
  text: z.string().max(70_000).default(''),
  picture: z.string().trim().max(2000).default(''),
  alt: z.string().trim().max(1000).default(''),
  link: z.string().trim().max(2000).default(''),
  target: targetSchema.default(NO_TARGET),
});
export type VariantDraft = z.infer<typeof variantSchema>;

export const postSchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** a wall clock of the shop (YYYY-MM-DDTHH:MM); null: as soon as it is released */
  when: z
    .string()
    .regex(/^(19|20)\d\d-\d\d-\d\dT\d\d:\d\d$/)
    .refine((wall) => new Date(`${wall}:00Z`).toJSON()?.startsWith(wall) ?? false)
    .nullable(),
  variants: z
    .array(variantSchema)
    .max(MOST_VARIANTS)
    .refine((variants) => new Set(variants.map(({ id }) => id)).size === variants.length),
});
export type PostDraft = z.infer<typeof postSchema>;

/** Between "publish now" and the first variant, so that it can be taken back. */
export const GRACE_MS = MINUTE / 2;

/** When a variant is to be out. */
export function dueAt(when: string | null, target: Target, { now, zone }: { now: number; zone: string }): number {
  if (when === null) return now + GRACE_MS;
  if (target.hour === null) return instantOfWall(when, zone);
  const [first] = target.countries;
  const there = target.clock === 'theirs' && first ? zoneOfCountry(first) : null;
  return instantOfWall(`${when.slice(0, 10)}T${String(target.hour).padStart(2, '0')}:00`, there ?? zone);
}

export const PROBLEMS = [
  'no_variant',
  'past',
  'no_account',
  'expired',
  'empty',
  'too_long',
  'needs_picture',
  'bad_picture',
  'bad_link',
  'ages',
] as const;
export type Problem = (typeof PROBLEMS)[number];

/** What keeps a post from being released, and of which variant it is; null: of the post. */
export interface Missing {
  variant: string | null;
  problem: Problem;
}

/** What is known of an account that a variant is for. */
export interface AccountKnown {
  network: Network;
  expired: boolean;
  /** null: what its network takes */
  textLimit: number | null;
}

/** @param linkOf the link of a variant as it goes out */
export function missingOf(
  { when, variants }: PostDraft,
  accounts: ReadonlyMap<string, AccountKnown>,
  linkOf: (network: Network, link: string) => string,
  at: { now: number; zone: string },
): Missing[] {
  if (variants.length === 0) return [{ variant: null, problem: 'no_variant' }];
  return variants.flatMap((variant) => {
    const account = accounts.get(variant.account);
    const problems = account ? problemsOf(variant, account, linkOf) : (['no_account'] as const);
    const late = dueAt(when, variant.target, at) < at.now ? (['past'] as const) : [];
    return [...problems, ...late].map((problem) => ({ variant: variant.id, problem }));
  });
}

function problemsOf(
  { text, picture, link, target }: VariantDraft,
  { network, expired, textLimit }: AccountKnown,
  linkOf: (network: Network, link: string) => string,
): Problem[] {
  const { picture: needs, text: most } = CAPABILITIES[network];
  const { ageFrom, ageTo } = target;
  const problems: [boolean, Problem][] = [
    [expired, 'expired'],
    [text.trim() === '' && picture === '', 'empty'],
    [lengthFor(network, text, isWebAddress(link) ? linkOf(network, link) : link) > (textLimit ?? most), 'too_long'],
    [needs === 'must' && picture === '', 'needs_picture'],
    [picture !== '' && !isWebAddress(picture), 'bad_picture'],
    [link !== '' && !isWebAddress(link), 'bad_link'],
    [ageFrom !== null && ageTo !== null && ageFrom > ageTo, 'ages'],
  ];
  return problems.flatMap(([wrong, problem]) => (wrong ? [problem] : []));
}

const isWebAddress = (text: string) => /^https?:\/\//i.test(text) && URL.canParse(text);
