import { z } from 'zod';
import { identity } from '../facts/fact.ts';
import type { Heard } from '../heard.ts';
import { attributes, clientIdOf, count, id, instant, stateFact } from '../payload.ts';

const cartSchema = z.object({
  token: z.string().min(1).max(255),
  updated_at: instant,
  note_attributes: attributes,
  line_items: z.array(z.object({ product_id: id.nullish(), quantity: count })),
});

/** carts/create, carts/update: no customer and no e-mail, who it is comes later through the token. */
export function parseCart(payload: unknown): Partial<Heard> {
  const cart = cartSchema.parse(payload);
  const clientId = clientIdOf(cart.note_attributes);
  const lines = cart.line_items.flatMap((line) =>
    line.product_id && line.quantity > 0 ? [{ productId: line.product_id, quantity: line.quantity }] : [],
  );
  return {
    carts: [{ token: cart.token, clientId, updatedAt: cart.updated_at, lines }],
    facts: [
      stateFact(`cart:${cart.token}:changed`, {
        kind: 'cart.changed',
        occurredAt: cart.updated_at,
        identity: identity('cart', cart.token),
        verified: true,
        subject: cart.token,
        data: {
          quantity: lines.reduce((sum, line) => sum + line.quantity, 0),
          ...(clientId && { also: [identity('client', clientId)] }),
        },
      }),
    ],
  };
}
