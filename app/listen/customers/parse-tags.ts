import { z } from 'zod';
import { legacyId } from '../../platform/shopify/gid.ts';
import { stableId } from '../../platform/crypto/seal.ts';
import { identity } from '../facts/fact.ts';
import type { Heard } from '../heard.ts';
import { instant } from '../payload.ts';

const tagsSchema = z.object({ customerId: z.string().min(1), tags: z.array(z.string()), occurredAt: instant });

/**
 * `customer.tags_added`, `customer.tags_removed`: some tags of a customer changed. Since 2025-01 the customer's own
 * webhooks tell no tags. It is taken for a change of the customer; which tags she has now is asked where it matters.
 * https://shopify.dev/changelog/new-customer-s-webhook-and-changes-to-existing-customer-s-webhooks-payload
 */
export function parseTags(topic: string, payload: unknown): Partial<Heard> {
  const { customerId, tags, occurredAt } = tagsSchema.parse(payload);
  const id = legacyId(customerId);
  const change = stableId(topic, String(occurredAt), ...tags.toSorted());
  return {
    facts: [
      {
        id: `customer:${id}:tags:${change}`,
        kind: 'customer.changed',
        occurredAt,
        identity: identity('customer', id),
        verified: true,
      },
    ],
  };
}
