// What the goods of an order cost the shop, as far as that is known. Pure.

export interface SoldLine {
  quantity: number;
  /** of one piece, minor units */
  price: number;
  /** what one piece cost the shop on the day of the order; null when unknown */
  unit_cost: number | null;
}

export interface Goods {
  cost: number;
  /** the part of the order's net revenue that these goods brought */
  known: number;
}

const NOTHING: Goods = { cost: 0, known: 0 };

/** What was refunded takes its share of the goods with it: which lines came back is not always told. */
export function goodsOf(lines: readonly SoldLine[], amount: number, refunded: number): Goods {
  const worth = (some: readonly SoldLine[]) => some.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  const costed = lines.filter(({ unit_cost }) => unit_cost !== null);
  const all = worth(lines);
  if (amount <= 0 || all <= 0) return NOTHING;
  const net = amount - refunded;
  const cost = costed.reduce((sum, { quantity, unit_cost }) => sum + quantity * (unit_cost ?? 0), 0);
  return { cost: Math.round((cost * net) / amount), known: Math.round((net * worth(costed)) / all) };
}
