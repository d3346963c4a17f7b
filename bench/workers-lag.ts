import { sql } from 'kysely';
import type { Database } from '../app/platform/db/db.ts';

const SAMPLE_MS = 500;

/** Watches how old the oldest due row is: captured, understood, decided, or to be mailed. */
export function openLag(db: Database) {
  const samples: { at: number; lag: number }[] = [];
  const kills: { at: number; lag: number }[] = [];
  let open = true;
  const watching = (async () => {
    while (open) {
      samples.push({ at: performance.now(), lag: await oldestDueAge(db) });
      await new Promise((resolve) => setTimeout(resolve, SAMPLE_MS));
    }
  })();
  return {
    killed: () => void kills.push({ at: performance.now(), lag: samples.at(-1)?.lag ?? 0 }),
    /**
     * Milliseconds from each kill to the last moment, before the next one, at which the lag was above `limit` and above
     * what it was when it was killed: a machine that does more besides may be behind anyway.
     */
    async close(limit: number): Promise<{ longest: number; recoveries: number[] }> {
      open = false;
      await watching;
      const recoveries = kills.map((kill, index) => {
        const until = kills[index + 1]?.at ?? Number.POSITIVE_INFINITY;
        const level = Math.max(limit, kill.lag);
        const behind = samples.filter(({ at, lag }) => at > kill.at && at < until && lag > level);
        return (behind.at(-1)?.at ?? kill.at) - kill.at;
      });
      return { longest: Math.max(0, ...samples.map(({ lag }) => lag)), recoveries };
    },
  };
}

async function oldestDueAge(db: Database): Promise<number> {
  const now = Date.now();
  const { rows } = await sql<{ oldest: number | null }>`
    select least(
      (select min(due_at) from inbox where state = 'queued' and due_at <= ${now}),
      (select min(received_at) from fact where progress < 3),
      (select min(due_at) from message where state = 'queued' and due_at <= ${now})
    ) as oldest`.execute(db.read);
  const oldest = rows[0]?.oldest;
  return oldest === null || oldest === undefined ? 0 : Math.max(0, now - Number(oldest));
}
