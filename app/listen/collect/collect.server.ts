import { LRUCache } from 'lru-cache';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Clock } from '../../platform/clock/clock.ts';
import type { Database } from '../../platform/db/db.ts';
import { groupCommit } from '../../platform/db/group-commit.ts';
import type { Wake } from '../../platform/work/worker.ts';
import { factAppender, factRow } from '../facts/store.server.ts';
import { deviceOf } from './device-of.ts';
import { pixelFact, pixelReport, readEvents } from './pixel-event.ts';

export type CollectOutcome = 'kept' | 'not a report' | 'unknown key' | 'too many';

export interface Collect {
  /**
   * Resolves when what was kept is on the disk.
   * @param report the parsed body, not yet trusted
   * @param ip who calls
   * @param userAgent what the browser says of itself: only the kind of device is kept of it
   */
  hear(report: unknown, ip: string, userAgent?: string): Promise<CollectOutcome>;
  /** events refused since the start, by shop and reason */
  refused(shop: string): Readonly<Record<string, number>>;
  /** counts events that the door turned away before reading them */
  turnedAway(reason: string): void;
}

interface Options {
  db: Database;
  clock: Clock;
  wake: Wake;
  /** events a minute; more is a flood, which must not count as interest */
  limits?: { perClient: number; perAddress: number };
}

const KEYS_KEPT = 10_000;
const KEY_FRESH_MS = 60_000;
const UNKNOWN_KEY_FRESH_MS = 5_000;
const NOBODY = '';

/** The pixel's way in: whoever has the write-only key may append unverified facts to its shop, and nothing else. */
export function createCollect({ db, clock, wake, limits = { perClient: 120, perAddress: 1200 } }: Options): Collect {
  const commit = groupCommit(factAppender(db));
  const perClient = new RateLimiterMemory({ points: limits.perClient, duration: 60 });
  const perAddress = new RateLimiterMemory({ points: limits.perAddress, duration: 60 });
  const counts = new LRUCache<string, Record<string, number>>({ max: KEYS_KEPT });

  const shops = new LRUCache<string, { shop: string | null }>({
    max: KEYS_KEPT,
    ttl: KEY_FRESH_MS,
    fetchMethod: async (key, _stale, { options }) => {
      const shop = await shopOfKey(db, key);
      if (shop === null) options.ttl = UNKNOWN_KEY_FRESH_MS;
      return { shop };
    },
  });

  function count(shop: string, reason: string, events: number): void {
    if (events === 0) return;
    const known = counts.get(shop) ?? {};
    counts.set(shop, { ...known, [reason]: (known[reason] ?? 0) + events });
  }

  return {
    async hear(report, ip, userAgent) {
      const parsed = pixelReport.safeParse(report);
      if (!parsed.success) {
        count(NOBODY, 'not a report', 1);
        return 'not a report';
      }
      const told = parsed.data.events.length;
      if (!(await allowed(perAddress, ip, told))) {
        count(NOBODY, 'too many', told);
        return 'too many';
      }
      const shop = (await shops.fetch(parsed.data.key))?.shop ?? null;
      if (shop === null) {
        count(NOBODY, 'unknown key', told);
        return 'unknown key';
      }
      const { events, refused } = readEvents(parsed.data.events);
      count(shop, 'not as agreed', refused);
      const now = clock.now();
      const device = deviceOf(userAgent);
      const rows = [];
      for (const event of events) {
        const fact = pixelFact(event, now, device);
        if (fact && (await allowed(perClient, `${shop} ${event.clientId}`, 1))) rows.push(factRow(shop, fact, now));
      }
      count(shop, 'too many', events.length - rows.length);
      await Promise.all(rows.map(commit));
      if (rows.length > 0) wake('understand', shop, now);
      return rows.length > 0 || events.length === 0 ? 'kept' : 'too many';
    },
    refused: (shop) => counts.get(shop) ?? {},
    turnedAway: (reason) => count(NOBODY, reason, 1),
  };
}

async function shopOfKey(db: Database, key: string): Promise<string | null> {
  const row = await db.read
    .selectFrom('shop')
    .select('shop')
    .where('ingest_key', '=', key)
    .where('uninstalled_at', 'is', null)
    .executeTakeFirst();
  return row?.shop ?? null;
}

async function allowed(limiter: RateLimiterMemory, key: string, points: number): Promise<boolean> {
  try {
    await limiter.consume(key, points);
    return true;
  } catch (refusal) {
    if (refusal instanceof Error) throw refusal;
    return false;
  }
}
