import { type Clock, SECOND } from '../../clock/clock.ts';

/** `extensions.cost` of an answer. https://shopify.dev/docs/api/usage/limits#graphql-admin-api-rate-limits */
export interface Cost {
  requestedQueryCost?: number;
  throttleStatus?: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
}

export interface Budget {
  /** milliseconds until a query of this cost may be sent; 0 for now */
  waitFor(shop: string, cost: number): number;
  /** A query of this cost is on its way: what is asked at the same time counts it in. */
  take(shop: string, cost: number): void;
  note(shop: string, cost: Cost | undefined): void;
}

interface Bucket {
  available: number;
  maximum: number;
  restoreRate: number;
  at: number;
}

/** Follows each shop's bucket of points between answers, so that a backfill slows down before Shopify refuses. */
export function createBudget(clock: Clock): Budget {
  const buckets = new Map<string, Bucket>();
  return {
    waitFor(shop, cost) {
      const bucket = buckets.get(shop);
      if (!bucket || bucket.restoreRate <= 0) return 0;
      const restored = (Math.max(0, clock.now() - bucket.at) / SECOND) * bucket.restoreRate;
      const available = Math.min(bucket.maximum, bucket.available + restored);
      // a query that costs more than the bucket holds would otherwise wait for ever
      const missing = Math.min(cost, bucket.maximum) - available;
      return missing <= 0 ? 0 : Math.ceil((missing / bucket.restoreRate) * SECOND);
    },
    take(shop, cost) {
      const bucket = buckets.get(shop);
      if (!bucket) return;
      const now = clock.now();
      const restored = (Math.max(0, now - bucket.at) / SECOND) * bucket.restoreRate;
      const available = Math.min(bucket.maximum, bucket.available + restored) - cost;
      buckets.set(shop, { ...bucket, available, at: now });
    },
    note(shop, cost) {
      const status = cost?.throttleStatus;
      if (!status) return;
      buckets.set(shop, {
        available: status.currentlyAvailable,
        maximum: status.maximumAvailable,
        restoreRate: status.restoreRate,
        at: clock.now(),
      });
    },
  };
}
