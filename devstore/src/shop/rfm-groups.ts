import { toCents } from './money.ts';
import type { World } from './world.ts';

const DAY = 86_400_000;

interface Habits {
  recency: number;
  frequency: number;
  monetary: number;
}

interface Snapshot {
  orders: number;
  day: number;
  habits: Map<string, Habits>;
  cuts: { recency: number[]; frequency: number[]; monetary: number[] };
}

/**
 * `statistics.rfmGroup`, by the table that Shopify publishes for its segments: quintiles of recency and of
 * frequency and spend together. Worked out once a day and order, as Shopify does not do it at every read either.
 */
export function rfmGroups(world: World): (customerId: string) => string {
  let known: Snapshot | undefined;
  return (customerId) => {
    const day = Math.floor(world.clock.now() / DAY);
    if (known?.orders !== world.maps.order.size || known.day !== day) known = snapshot(world, day);
    return groupOf(known, customerId);
  };
}

function groupOf({ habits, cuts }: Snapshot, customerId: string): string {
  const mine = habits.get(customerId);
  if (!mine) return 'PROSPECTS';
  const r = 5 - below(cuts.recency, mine.recency);
  const fm = (2 + below(cuts.frequency, mine.frequency) + below(cuts.monetary, mine.monetary)) / 2;
  if (r === 5) return fm > 3 ? 'CHAMPIONS' : fm > 1 ? 'ACTIVE' : 'NEW';
  if (r === 4) return fm > 3 ? 'LOYAL' : fm > 1 ? 'ACTIVE' : 'PROMISING';
  if (r === 3) return fm > 3 ? 'LOYAL' : fm > 2 ? 'NEEDS_ATTENTION' : 'ALMOST_LOST';
  return fm > 4 ? 'PREVIOUSLY_LOYAL' : fm > 2 ? 'AT_RISK' : 'DORMANT';
}

function snapshot(world: World, day: number): Snapshot {
  const now = world.clock.now();
  const orders = [...world.maps.order.values()];
  const habits = new Map<string, Habits>();
  for (const order of orders) {
    if (!order.customerId || order.test || order.cancelledAt) continue;
    const back = order.refunds.reduce((sum, refund) => sum + toCents(refund.amount), 0);
    const before = habits.get(order.customerId);
    habits.set(order.customerId, {
      recency: Math.floor((now - Date.parse(order.processedAt)) / DAY),
      frequency: (before?.frequency ?? 0) + 1,
      monetary: (before?.monetary ?? 0) + toCents(order.totals.total) - back,
    });
  }
  const all = [...habits.values()];
  const cuts = {
    recency: quintiles(all.map((one) => one.recency)),
    frequency: quintiles(all.map((one) => one.frequency)),
    monetary: quintiles(all.map((one) => one.monetary)),
  };
  return { orders: orders.length, day, habits, cuts };
}

/** The four inner quintiles, interpolated (type 7 of Hyndman and Fan). */
function quintiles(values: number[]): number[] {
  const sorted = [...values].sort((a, b) => a - b);
  return [0.2, 0.4, 0.6, 0.8].map((share) => {
    const at = share * (sorted.length - 1);
    const low = sorted[Math.floor(at)] ?? 0;
    const high = sorted[Math.ceil(at)] ?? low;
    return low + (high - low) * (at - Math.floor(at));
  });
}

function below(cuts: number[], value: number): number {
  return cuts.filter((cut) => cut < value).length;
}
