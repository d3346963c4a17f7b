import { z } from 'zod';
import { guessFields, isShopifyCustomers, MANY, mappedField, type MappedField } from './contact-fields.ts';

export const ORIGINS = ['own', 'fair', 'bought', 'other'] as const;

/** What shows that these people agreed to get mail: nothing, a column, or a statement for all of them. */
const consentSchema = z.discriminatedUnion('by', [
  z.object({ by: z.literal('none') }),
  z.object({ by: z.literal('column') }),
  z.object({ by: z.literal('statement'), text: z.string().trim().max(1000), date: z.string().trim() }),
]);

/** What is agreed on before a list of contacts is read. */
export const contactsPlanSchema = z.object({
  headings: z.array(z.string()),
  /** by the place of the column */
  fields: z.array(mappedField),
  origin: z.enum(ORIGINS),
  consent: consentSchema,
});

export type ContactsPlan = z.infer<typeof contactsPlanSchema>;

/** What stands in the way of a plan, by the part of the form that it belongs to. */
export type PlanProblem =
  | { part: 'fields'; code: 'no_email' }
  | { part: 'fields'; code: 'twice'; field: MappedField }
  | { part: 'consent'; code: 'no_column' | 'bought' }
  | { part: 'text'; code: 'missing' }
  | { part: 'date'; code: 'missing' | 'future' };

/** The plan to begin with, from the headings alone. Nobody is taken to have agreed, unless Shopify's own column says so. */
export function guessPlan(
  headings: readonly string[],
  attributeNamed: (heading: string) => string | null,
): ContactsPlan {
  const fields = guessFields(headings, attributeNamed);
  const isOwn = isShopifyCustomers(headings);
  return {
    headings: [...headings],
    fields,
    origin: 'own',
    consent: { by: isOwn ? 'column' : 'none' },
  };
}

/** @param today as YYYY-MM-DD in the shop's zone */
export function problemsOf({ fields, origin, consent }: ContactsPlan, today: string): PlanProblem[] {
  const problems: PlanProblem[] = [];
  if (!fields.includes('email')) problems.push({ part: 'fields', code: 'no_email' });
  const twice = fields.find((field, place) => !MANY.has(field) && fields.indexOf(field) !== place);
  if (twice) problems.push({ part: 'fields', code: 'twice', field: twice });
  if (consent.by === 'column' && !fields.includes('consent')) problems.push({ part: 'consent', code: 'no_column' });
  if (consent.by === 'statement') {
    // of people whose addresses were sold nobody can say that they agreed to hear from this shop
    if (origin === 'bought') problems.push({ part: 'consent', code: 'bought' });
    if (consent.text.length < 10) problems.push({ part: 'text', code: 'missing' });
    if (!/^\d{4}-\d\d-\d\d$/.test(consent.date)) problems.push({ part: 'date', code: 'missing' });
    else if (consent.date > today) problems.push({ part: 'date', code: 'future' });
  }
  return problems;
}
