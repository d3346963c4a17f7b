import { GraphQLError } from 'graphql';

/** Points of a shop on Plus. */
const MAXIMUM = 20_000;
const RESTORED_PER_SECOND = 1_000;

export interface ThrottleStatus {
  maximumAvailable: number;
  currentlyAvailable: number;
  restoreRate: number;
}

/** The leaky bucket. It runs on real time: moving the shop's clock must not buy points. */
export function throttle() {
  let available = MAXIMUM;
  let at = performance.now();
  const refill = () => {
    const now = performance.now();
    available = Math.min(MAXIMUM, available + ((now - at) / 1000) * RESTORED_PER_SECOND);
    at = now;
  };
  return {
    take(points: number): void {
      refill();
      if (points > available) throw new GraphQLError('Throttled', { extensions: { code: 'THROTTLED' } });
      available -= points;
    },
    giveBack(points: number): void {
      available = Math.min(MAXIMUM, available + points);
    },
    status(): ThrottleStatus {
      refill();
      return { maximumAvailable: MAXIMUM, currentlyAvailable: Math.floor(available), restoreRate: RESTORED_PER_SECOND };
    },
  };
}

export type Throttle = ReturnType<typeof throttle>;
