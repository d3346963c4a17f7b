import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Seconds until a caller may come again; null when it may now. */
export type RateLimit = (key: string) => Promise<number | null>;

/** A limit of one process, generous: it stops floods, not people. */
export function createRateLimit({ points, seconds }: { points: number; seconds: number }): RateLimit {
  const limiter = new RateLimiterMemory({ points, duration: seconds });
  return async (key) => {
    try {
      await limiter.consume(key);
      return null;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
    }
  };
}
