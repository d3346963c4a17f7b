/** What the shop's cart answers: https://shopify.dev/docs/api/ajax/reference/cart */
export interface CartItem {
  key: string;
  id: number;
  product_id: number;
  product_title: string;
  variant_title: string | null;
  sku: string;
  vendor: string;
  product_type: string;
  url: string;
  image: string | null;
  quantity: number;
  price: number;
}

type Tell = (name: 'product_added_to_cart' | 'product_removed_from_cart', cartLine: Record<string, unknown>) => void;

const ASKS = /\/cart\/(add|change|update|clear)(\.js)?$/;

/**
 * Sees what goes into the cart and out of it, whichever script does it, by the shop's own answers.
 * @param drawn the cart as it was when the page was drawn
 */
export function watchCart(drawn: CartItem[], currency: string, tell: Tell): void {
  const original = window.fetch;
  let known = new Map(drawn.map((item) => [item.key, item.quantity]));
  /** lines by their key, so that one that is gone can still be told */
  const seen = new Map(drawn.map((item) => [item.key, item]));
  window.fetch = async (input, init) => {
    const response = await original(input, init);
    const url = new URL(input instanceof Request ? input.url : String(input), window.location.href);
    const asked = url.origin === window.location.origin ? ASKS.exec(url.pathname)?.[1] : undefined;
    if (!response.ok || !asked) return response;
    const answer = (await response
      .clone()
      .json()
      .catch(() => ({}))) as CartItem | { items?: CartItem[] };
    const items = 'items' in answer ? (answer.items ?? []) : 'id' in answer ? [answer] : [];
    if (asked === 'add') {
      for (const item of items) {
        const count = known.get(item.key) ?? 0;
        // The answer says how many there are now; the event, how many were added.
        if (item.quantity > count) tell('product_added_to_cart', cartLine(item, item.quantity - count, currency));
        known.set(item.key, item.quantity);
        seen.set(item.key, item);
      }
      return response;
    }
    const after = new Map(items.map((item) => [item.key, item.quantity]));
    for (const item of items) seen.set(item.key, item);
    for (const key of new Set([...known.keys(), ...after.keys()])) {
      const difference = (after.get(key) ?? 0) - (known.get(key) ?? 0);
      const item = seen.get(key);
      if (difference === 0 || !item) continue;
      const name = difference > 0 ? 'product_added_to_cart' : 'product_removed_from_cart';
      tell(name, cartLine(item, Math.abs(difference), currency));
    }
    known = after;
    return response;
  };
}

function cartLine(item: CartItem, quantity: number, currencyCode: string): Record<string, unknown> {
  const money = (cents: number) => ({ amount: cents / 100, currencyCode });
  return {
    quantity,
    cost: { totalAmount: money(item.price * quantity) },
    merchandise: {
      id: String(item.id),
      title: item.variant_title,
      untranslatedTitle: item.variant_title,
      sku: item.sku,
      price: money(item.price),
      image: { src: item.image },
      product: {
        id: String(item.product_id),
        title: item.product_title,
        untranslatedTitle: item.product_title,
        vendor: item.vendor,
        type: item.product_type,
        url: item.url,
      },
    },
  };
}
