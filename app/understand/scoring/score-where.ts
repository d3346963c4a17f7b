// What a fact must be like to earn points, beyond its kind.
import { z } from 'zod';
import { compare, COMPARISONS, passes, TEXT_TESTS } from '../conditions/compare.ts';
import type { ScoredFact } from './rules.ts';

const text = { test: z.enum(TEXT_TESTS), value: z.string().trim().min(1).max(200) };

const WHERE_TEXTS = ['subject', 'title', 'source', 'medium', 'campaign', 'referrer', 'landing'] as const;
const WHERE_NUMBERS = ['amount', 'quantity'] as const;

/**
 * The properties that conditions ask facts for. `subject`: a page's address, a product's id. `source`: what brought the
 * visit, as its address said or the site it came from. `amount`: minor units.
 */
export const scoreWhere = z.discriminatedUnion('property', [
  z.strictObject({ property: z.enum(WHERE_TEXTS), ...text }),
  z.strictObject({
    property: z.enum(WHERE_NUMBERS),
    op: z.enum(COMPARISONS),
    value: z.number().int().min(-1e12).max(1e12),
  }),
]);

/** What a fact says by itself; whatever else is known of it is a condition's matter. */
export const SCORE_PROPERTIES: readonly string[] = [...WHERE_TEXTS, ...WHERE_NUMBERS];

export type ScoreWhere = z.infer<typeof scoreWhere>;

/** Whether a fact is what all of these ask for; what is not known passes nothing. */
export function factPasses(fact: ScoredFact, where: readonly ScoreWhere[]): boolean {
  return where.every((each) => {
    if ('op' in each) {
      const known = each.property === 'amount' ? fact.amount : fact.data.quantity;
      return known !== null && known !== undefined && compare(known, each.op, each.value);
    }
    return textsOf(fact, each.property).some((value) => passes(value, each.test, each.value));
  });
}

function textsOf({ subject, data }: ScoredFact, property: (typeof WHERE_TEXTS)[number]): string[] {
  const { utm, referrer, landingPage } = data.origin ?? {};
  switch (property) {
    case 'subject':
      return [subject, data.path].flatMap((value) => value ?? []);
    case 'title':
      return data.title === undefined ? [] : [data.title];
    case 'source':
      return [utm?.source, hostOf(referrer)].flatMap((value) => value ?? []);
    case 'medium':
      return utm?.medium === undefined ? [] : [utm.medium];
    case 'campaign':
      return utm?.campaign === undefined ? [] : [utm.campaign];
    case 'referrer':
      return referrer === undefined ? [] : [referrer];
    case 'landing':
      return landingPage === undefined ? [] : [landingPage];
    default:
      return property satisfies never;
  }
}

function hostOf(address: string | undefined): string | undefined {
  if (!address) return undefined;
  try {
    return new URL(address).hostname.replace(/^www\./, '');
  } catch {
    return undefined;
  }
}
