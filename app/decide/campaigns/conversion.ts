// What a message asks for in the end, and the facts that tell that somebody did it.
import type { FactKind } from '../../listen/facts/fact.ts';
import type { Plan } from './plan.ts';

export type Conversion = Plan['conversion'];

/** A file, a form and a chat are told by the shop window; that somebody became a customer, Shopify tells. */
export const CONVERSION_FACTS = {
  order: 'order.placed',
  form: 'form.sent',
  download: 'file.downloaded',
  registration: 'customer.created',
} as const satisfies Record<Conversion, FactKind>;

/** Facts that may be what a message asked for, orders aside, which are credited. */
export const OTHER_CONVERSIONS: readonly FactKind[] = (['form', 'download', 'registration'] as const).map(
  (conversion) => CONVERSION_FACTS[conversion],
);
