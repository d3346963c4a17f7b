import { z } from 'zod';
import type { Named } from '../../shop/privacy/person.ts';
import { parseJson } from '../payload.ts';

const id = z
  .union([z.string(), z.number()])
  .transform(String)
  .pipe(z.string().regex(/^\d{1,20}$/));
const text = z.string().trim().min(1).max(500).nullish().catch(null);
const ids = z.array(id).nullish().catch(null);

/** https://shopify.dev/docs/apps/build/compliance/privacy-law-compliance */
const requestSchema = z.object({
  customer: z.object({ id: id.nullish().catch(null), email: text, phone: text }).nullish(),
  orders_requested: ids,
  orders_to_redact: ids,
});

/** Whom the payload of `customers/data_request` or `customers/redact` names; null when it names nobody. */
export function namedIn(payload: string): Named | null {
  const parsed = requestSchema.safeParse(readJson(payload));
  if (!parsed.success) return null;
  const { customer, orders_requested, orders_to_redact } = parsed.data;
  const named: Named = {
    customer: customer?.id ?? null,
    email: customer?.email?.toLowerCase() ?? null,
    phone: customer?.phone ?? null,
    orders: [...(orders_requested ?? []), ...(orders_to_redact ?? [])],
  };
  return named.customer || named.email ? named : null;
}

function readJson(payload: string): unknown {
  try {
    return parseJson(payload);
  } catch {
    return null;
  }
}
