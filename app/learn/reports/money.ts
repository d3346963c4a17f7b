// What messages brought and what they cost. Pure; all money in minor units of one currency.

export interface Costs {
  /** what the goods cost the shop, of the orders whose goods' cost is known */
  goods: number;
  /** net revenue of those orders */
  known: number;
  /** provider, people, software, discounts given */
  lines: readonly number[];
  /** taken off by codes that the messages carried */
  discounts: number;
}

export interface Return {
  revenue: number;
  refunded: number;
  net: number;
  cost: number;
  /** the part of the cost that is counted by itself: what codes of the messages took off */
  discounts: number;
  /**
   * net revenue less the cost of goods, which is reckoned for all from the orders where it is known; before
   * discounts, for these are among the costs; null when for none
   */
  margin: number | null;
  /** the share of the net revenue whose goods' cost is known, 0 to 1 */
  marginKnown: number;
  /** (gross margin − cost) ÷ cost; null without a cost or a margin */
  returnOnInvestment: number | null;
  /** net revenue ÷ cost: another number, and called so; null without a cost */
  revenueOverCost: number | null;
}

export function returnOf(revenue: number, refunded: number, { goods, known, lines, discounts }: Costs): Return {
  const net = revenue - refunded;
  const cost = lines.reduce((sum, line) => sum + line, discounts);
  const marginKnown = net > 0 ? Math.min(1, known / net) : 0;
  const margin = known > 0 ? Math.round(net * (1 - goods / known)) + discounts : null;
  return {
    revenue,
    refunded,
    net,
    cost,
    discounts,
    margin,
    marginKnown,
    returnOnInvestment: cost > 0 && margin !== null ? (margin - cost) / cost : null,
    revenueOverCost: cost > 0 ? net / cost : null,
  };
}
