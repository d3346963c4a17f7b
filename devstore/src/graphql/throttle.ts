import { GraphQLError } from 'graphql';
import type { AdminFaults } from './admin-faults.ts';

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/**
 * The leaky bucket, of the size that was set. It runs on real time: moving the shop's clock must not buy points.
 * https://shopify.dev/docs/api/usage/limits#the-leaky-bucket-algorithm
 */
export function throttle(faults: AdminFaults) {
  let available = faults.get().bucket;
  let at = performance.now();
  const refill = () => {
    const { bucket, restore } = faults.get();
    const now = performance.now();
    available = Math.min(bucket, available + ((now - at) / 1000) * restore);
    at = now;
  };
  return {
    take(points: number): void {
      refill();
      if (points > available || faults.take('throttled')) {
        throw new GraphQLError('Throttled', { extensions: { code: 'THROTTLED' } });
      }
      available -= points;
    },
    giveBack(points: number): void {
      available = Math.min(faults.get().bucket, available + points);
    },
    status(): ThrottleStatus {
      refill();
      const { bucket, restore } = faults.get();
      return { maximumAvailable: bucket, currentlyAvailable: Math.floor(available), restoreRate: restore };
    },
  };
}

export type Throttle = ReturnType<typeof throttle>;
