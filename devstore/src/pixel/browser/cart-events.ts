interface AddedItem {
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

/** Sees what goes into the cart, whichever script put it there, by the shop's own answers. */
export function addedToCart(tell: (cartLine: Record<string, unknown>) => void): void {
  const original = window.fetch;
  window.fetch = async (input, init) => {
    const response = await original(input, init);
    const url = new URL(input instanceof Request ? input.url : String(input), window.location.href);
    if (response.ok && url.origin === window.location.origin && /\/cart\/add(\.js)?$/.test(url.pathname)) {
      const asked = quantityOf(init?.body);
      const answer = (await response
        .clone()
        .json()
        .catch(() => ({}))) as AddedItem | { items?: AddedItem[] };
      const items = 'items' in answer ? (answer.items ?? []) : 'id' in answer ? [answer] : [];
      for (const item of items) tell(cartLine(item, asked ?? item.quantity));
    }
    return response;
  };
}

/** The answer says how many are in the cart now; the event, how many were added. */
function quantityOf(body: BodyInit | null | undefined): number | undefined {
  if (body instanceof FormData) return Number(body.get('quantity') ?? 1);
  if (typeof body !== 'string') return undefined;
  try {
    const parsed = JSON.parse(body) as { quantity?: number; items?: { quantity?: number }[] };
    return Number(parsed.quantity ?? parsed.items?.[0]?.quantity ?? 1);
  } catch {
    return Number(new URLSearchParams(body).get('quantity') ?? 1);
  }
}

function cartLine(item: AddedItem, quantity: number): Record<string, unknown> {
  const money = (cents: number) => ({ amount: cents / 100, currencyCode: 'EUR' });
  return {
    quantity,
    cost: { totalAmount: money(item.price * quantity) },
    merchandise: {
      id: String(item.id),
      title: item.variant_title,
      sku: item.sku,
      price: money(item.price),
      image: { src: item.image },
      product: {
        id: String(item.product_id),
        title: item.product_title,
        vendor: item.vendor,
        type: item.product_type,
        url: item.url,
      },
    },
  };
}
