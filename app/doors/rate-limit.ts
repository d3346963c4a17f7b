import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Seconds until a caller may come again; null when it may now. */
export type RateLimit = (key: string) => Promise<number | null>;

/** Counts what goes wrong, and shuts out for whom it does so too often. */
export interface MissLimit {
  /** seconds for which a caller is shut out; null when it is not */
  shut(key: string): Promise<number | null>;
  miss(key: string): Promise<void>;
}

/** Like `createRateLimit`, for doors that only misses count at. */
export function createMissLimit({ points, seconds }: { points: number; seconds: number }): MissLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return {
    async shut(key) {
      const found = await limiter.get(key);
      return found && found.consumedPoints >= points ? secondsUntil(found) : null;
    },
    async miss(key) {
      await limiter.penalty(key);
    },
  };
}

/** A limit of one process, generous: it stops floods, not people. */
export function createRateLimit({ points, seconds }: { points: number; seconds: number }): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return async (key) => {
    try {
      await limiter.consume(key);
      return null;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return secondsUntil(refusal);
    }
  };
}

const secondsUntil = ({ msBeforeNext }: RateLimiterRes) => Math.max(1, Math.ceil(msBeforeNext / 1000));
